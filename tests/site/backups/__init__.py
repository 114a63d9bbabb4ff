"""Backing up, restoring and drilling, as processes on houses of their own."""
