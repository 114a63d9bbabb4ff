"""The card: a code on paper and a word in the head, with which a person opens their own page."""
