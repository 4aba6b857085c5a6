"""Lessons: exercises made from a story's gold, and the files that carry them."""
