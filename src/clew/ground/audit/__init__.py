"""Who did what, and who looked. Exactly two ways to leave a trace: `changes` and `reads`."""
