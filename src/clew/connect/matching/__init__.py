"""Which released claims of a circle meet: tokens under the circle's key."""
