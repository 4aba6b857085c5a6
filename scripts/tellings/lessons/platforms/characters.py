"""Which characters a file of a package may hold."""

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    r"""Characters that XML cannot hold, made U+FFFD.

    >>> legal("a\x00b\x0cc")
    'a�b�c'
    """
    return _ILLEGAL.sub("\ufffd", text)
