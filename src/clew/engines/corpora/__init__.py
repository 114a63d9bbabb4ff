"""How often wordings that blur smuggling and trafficking stand in a folder of texts."""
