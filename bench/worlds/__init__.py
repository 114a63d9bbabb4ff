"""Made worlds: people who never lived, what sources wrote of them, and the truth."""
