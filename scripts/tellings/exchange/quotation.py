"""In whose words a content stands, by rule: from the quotation marks around it."""

from collections.abc import Sequence

QUOTATION_MARKS = "quotation_marks"
"""The rule, as a mapping names it."""
_OPENING, _CLOSING = "“«„", "”»"


def quoted(text: str) -> list[bool]:
    r"""For each code point whether it stands in quotation marks; a line end closes them.

    >>> "".join(c for c, q in zip('a "b" c', quoted('a "b" c')) if q)
    '"b'
    """
    inside, found = False, []
    for letter in text:
        if letter in _OPENING:
            inside = True
        elif letter in _CLOSING or letter == "\n":
            inside = False
        elif letter == '"':
            inside = not inside
        found.append(inside)
    return found


def quote_type(text: str, inside: Sequence[bool], ranges: Sequence[tuple[int, int]]) -> str:
    """The quote type of a content: direct, mixed or indirect.

    Its letters and digits decide: all of them, some or none in quotation marks. That a
    content is in the source's own words without any marks cannot be seen by rule.

    >>> quote_type('a "b" c', quoted('a "b" c'), [(2, 5)])
    'direct'
    """
    marks = {inside[at] for start, end in ranges for at in range(start, end) if text[at].isalnum()}
    if marks == {True}:
        return "direct"
    return "mixed" if True in marks else "indirect"
