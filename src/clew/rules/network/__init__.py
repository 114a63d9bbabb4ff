"""What a network is made of: kinds of things people share, methods by stage, grades of sources.

Start with `kinds`. Values, each with its reason: data/. Nothing here knows a person.
"""
