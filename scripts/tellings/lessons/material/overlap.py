"""What two texts have in common."""

import re

_WORD = re.compile(r"\w+")
_SHORT = 3
"""Words of so many letters do not count."""


def long_words(text: str) -> frozenset[str]:
    """The different words of a text in small letters, short ones left out.

    >>> sorted(long_words("The deal is a good deal"))
    ['deal', 'good']
    """
    found = _WORD.findall(text.casefold())
    return frozenset(each for each in found if len(each) > _SHORT)
