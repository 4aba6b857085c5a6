"""The notebook of a lesson: its cells, and the code that runs in them."""
