"""Training sessions: where a chain begins that may end before a judge. No person stands here."""
