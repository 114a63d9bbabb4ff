"""Months in words everywhere: a deadline misread costs a case."""

DATE_FORMAT = "j F Y"
