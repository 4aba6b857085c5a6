"""Mutated copies of articles with the truth about every character, and how hydrating does on them."""
