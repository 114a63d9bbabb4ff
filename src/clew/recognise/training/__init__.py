"""Training: sessions that were held, and a course that each learner takes alone."""
