"""The look of Clew, once: base page, icons, citations, errors, and the headers of every answer."""
