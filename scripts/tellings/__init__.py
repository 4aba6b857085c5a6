"""tellings: one story, many tellings - spans, stances and events across news outlets."""

__version__ = "0.2.0"
