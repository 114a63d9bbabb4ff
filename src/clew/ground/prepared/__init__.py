"""Questions to the database that every page asks, put into SQL once."""
