"""When the house does something by itself, and that no two processes do it at once."""
