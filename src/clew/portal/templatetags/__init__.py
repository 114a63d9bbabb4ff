"""Template tags of portal."""
