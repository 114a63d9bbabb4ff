"""What the survivor's page says, in every language: rights and page words, versioned, no Django."""

from clew.portal.words.texts import Right, Text, language_of, languages, text

__all__ = ["Right", "Text", "language_of", "languages", "text"]
