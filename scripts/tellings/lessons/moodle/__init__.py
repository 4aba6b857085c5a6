"""Questions as Moodle has them, and the two kinds of file that it reads."""
