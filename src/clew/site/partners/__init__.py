"""The process for partners: a database role, some keys and some addresses of its own, no more."""
