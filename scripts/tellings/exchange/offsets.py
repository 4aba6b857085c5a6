"""Positions as formats count them, turned into code points of our text and back."""

from bisect import bisect_left
from typing import Literal

Unit = Literal["code_point", "utf16"]


def same_positions(received: str, unit: Unit) -> bool:
    r"""Whether every position of a text as received is the same in our text.

    >>> same_positions("a🚧", "code_point"), same_positions("a🚧", "utf16")
    (True, False)
    """
    narrow = unit == "code_point" or received.isascii()
    return narrow and "\r" not in received and received[:1] != "\ufeff"


class Positions:
    """The positions of a text as received, and what they are in our text.

    Our text lacks the byte order mark, and has one line feed for CR and CRLF; a format may
    count code units of UTF-16 instead of code points.
    """

    def __init__(self, received: str, unit: Unit = "code_point") -> None:
        self._wide = unit == "utf16" and not received.isascii()
        self.plain = same_positions(received, unit)
        """Whether every position is the same in our text."""
        self._length = len(received)
        self._starts = [] if self.plain else self._tabulated(received)

    def _tabulated(self, received: str) -> list[tuple[int, int]]:
        """For each code point of the text: where it starts there, and where here."""
        there = ours = 0
        starts = []
        for at, letter in enumerate(received):
            starts.append((there, ours))
            there += 2 if self._wide and letter > "\uffff" else 1
            mark = at == 0 and letter == "\ufeff"
            ours += not mark and not (letter == "\r" and received[at + 1 : at + 2] == "\n")
        return [*starts, (there, ours)]

    def ours(self, position: int) -> int | None:
        r"""A position in our text; None if the text has none such.

        >>> Positions("a\r\nb").ours(3), Positions("🚧b", "utf16").ours(2)
        (2, 1)
        >>> Positions("🚧b", "utf16").ours(1) is None
        True
        """
        if self.plain:
            return position if 0 <= position <= self._length else None
        at = bisect_left(self._starts, (position, -1))
        if at < len(self._starts) and self._starts[at][0] == position:
            return self._starts[at][1]
        return None
