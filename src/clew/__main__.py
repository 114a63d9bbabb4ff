"""`python -m clew`: hands over to the command line."""

from clew.site.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
