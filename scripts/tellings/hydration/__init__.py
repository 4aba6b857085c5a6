"""From stand-off annotation and somebody's own copies of the articles to the full dataset."""
