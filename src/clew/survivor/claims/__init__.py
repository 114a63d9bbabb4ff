"""Claims: one statement of fact each, with its source and grade, sealed under the person's key."""
