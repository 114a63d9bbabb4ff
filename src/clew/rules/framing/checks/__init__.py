"""The checks, one room for each family of problems. Each reads a passage and marks wordings."""
