"""Who else may be held: ranked, with reasons, and a welfare plan."""
