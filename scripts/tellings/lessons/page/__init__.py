"""The page of a lesson: one file that asks a class, and one that a teacher merges results with."""
