"""`./clew bench NAME`: every published figure, measured anew beside its peer in the same run."""
