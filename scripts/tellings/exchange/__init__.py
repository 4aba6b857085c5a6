"""Doors to the formats of the field: one module a format and direction, found by its name.

``writers/NAME.py`` turns records into files of a format, ``readers/NAME.py`` the files of a
format into what it says, ``adopting.py`` what it says into our records, as a mapping tells.
No module here opens a file.
"""
