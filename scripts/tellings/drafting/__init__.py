"""Suggestions by rule: what an annotator of a new story starts from.

Each module holds rules for one thing and is a function from texts to suggestions. The
words that the rules know are in :mod:`.english`; rules that need none hold in any language.
"""
