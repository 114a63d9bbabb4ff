"""What every room stands on. Today: the look and the pages every page shares (`ui`)."""
