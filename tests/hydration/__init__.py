"""Mutated copies of articles, with the truth about every character, and scores on them."""
