"""The types of exercise, one module each; a module more is a type more."""
