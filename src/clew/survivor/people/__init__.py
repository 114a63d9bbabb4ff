"""Who the person is, sealed, and who stands by them."""
