"""Telling people that something waits for them. A notice holds no name and no story."""
