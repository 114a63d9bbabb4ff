"""The words of smuggling and trafficking: which wordings tell the two apart, and which blur them.

Read `reading` (a text as sentences), `phrases` (the language of the lexicon), `lexicon`, `passage`
(a sentence with what stands in it), then `checks`, and last `checking`. It speaks of wordings
against the facts that the same text tells; what a person is, it does not say.
"""
