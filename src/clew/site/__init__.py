"""The edge of Clew: settings, addresses, the command line and the server."""
