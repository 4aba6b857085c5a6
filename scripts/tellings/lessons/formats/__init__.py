"""The forms of a lesson, one module each; a module more is a form more."""
