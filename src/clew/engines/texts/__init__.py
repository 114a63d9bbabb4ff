"""Reading files that people wrote in: bytes and a file name in, plain text out, or a sentence.

Text, Word, PDF and web pages. Nothing is kept, nothing is fetched, nothing in a file is run.
"""
