"""Texts for the page of words: all made up, by nobody about nobody."""

from typing import Final

PATH: Final = "/words/"
PDF: Final = "/words/report/pdf/"
WORD: Final = "/words/report/word/"
DINGHIES: Final = "The people traffickers packed families into dinghies for £3,000 a seat."
ILLEGALS: Final = "Twelve illegal immigrants came ashore on Monday, the mayor of Nowhere told us."
BORDER: Final = "Nobody can be a trafficking victim unless they were taken across a border."
RIGHT: Final = "The council opened a library on Tuesday. It rained."
THREE: Final = f"{DINGHIES}\n\n{ILLEGALS}\n\n{BORDER}"
