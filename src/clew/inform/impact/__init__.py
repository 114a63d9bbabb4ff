"""The chain from a training session to a charge, and where it breaks."""
