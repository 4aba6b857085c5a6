"""From received bytes to the text that offsets count in, and small facts about text."""

import codecs
import hashlib
import re
from itertools import pairwise

MASK = "█"
_EMAIL = re.compile(r"[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.\w{2,}")
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]")
_ASCII_CONTROL = bytes(each for each in (*range(0x20), 0x7F) if each not in b"\t\n\r")
_CLEAN = re.compile(r"[^\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]*")
_CONTEXT = 32
SHOWN = 90
"""How many code points of a text a line of a message has room for."""
_AROUND = 20


def decode(data: bytes) -> str:
    r"""Decode received bytes as UTF-8, without a byte order mark, line ends as LF.

    Raises:
        UnicodeDecodeError: if the bytes are not UTF-8.

    >>> decode(b"\xef\xbb\xbfone\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    return _LINE_END.sub("\n", text) if "\r" in text else text


def mask_emails(text: str) -> str:
    """Overwrite each e-mail address by the same number of ``█``, so that offsets hold.

    >>> mask_emails("write to ada@example.org today")
    'write to ███████████████ today'
    """
    return masked(text, email_ranges(text))


def masked(text: str, ranges: list[tuple[int, int]]) -> str:
    """Overwrite ranges of code points by ``█``.

    >>> masked("abcd", [(1, 3)])
    'a██d'
    """
    for start, end in ranges:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def email_ranges(text: str) -> list[tuple[int, int]]:
    """Where e-mail addresses stand, as (start, end) in code points.

    >>> email_ranges("ada@example.org or bob@example.org")
    [(0, 15), (19, 34)]
    """
    found: list[tuple[int, int]] = []
    last, at = 0, text.find("@")
    while at >= 0:  # from each @ back to where its word begins: most of a text has none
        start = at
        while start > last and (text[start - 1].isalnum() or text[start - 1] in "_.%+-"):
            start -= 1
        if address := _EMAIL.match(text, start):
            last = address.end()
            found.append((start, last))
        at = text.find("@", max(at + 1, last))
    return found


def control_characters(text: str) -> list[int]:
    r"""Positions (code points) of control characters other than tab and line end.

    >>> control_characters("a\tb\x00c\n")
    [3]
    """
    if text.isascii():
        data = text.encode()
        if len(data.translate(None, _ASCII_CONTROL)) == len(data):
            return []
    elif _CLEAN.fullmatch(text):  # one run over the text is several times as fast
        return []
    return [found.start() for found in _CONTROL.finditer(text)]


def sha256(data: bytes | str) -> str:
    """SHA-256 in lower-case hexadecimal; a string is hashed as UTF-8."""
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    return hashlib.sha256(raw).hexdigest()


def prefix(text: str, start: int) -> str:
    """Up to 32 code points before ``start`` (W3C TextQuoteSelector)."""
    return text[max(0, start - _CONTEXT) : start]


def suffix(text: str, end: int) -> str:
    """Up to 32 code points from ``end`` on (W3C TextQuoteSelector)."""
    return text[end : end + _CONTEXT]


def line_of(text: str, position: int) -> int:
    r"""The line (from 1) on which a position (code points) stands.

    >>> line_of("one\ntwo", 4)
    2
    """
    return text.count("\n", 0, position) + 1


def occurrences(text: str, wanted: str) -> list[int]:
    """Where ``wanted`` stands in ``text``, overlapping ones included, in code points.

    >>> occurrences("anana", "ana")
    [0, 2]
    """
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def tiles(ranges: list[tuple[int, int]], length: int) -> list[str]:
    """What keeps sorted ranges from covering 0 to ``length`` without gap or overlap.

    >>> tiles([(0, 3), (2, 5)], 6)
    ['2 to 3 is covered twice', '5 to 6 is not covered']
    """
    faults = []
    for (_, left_end), (right_start, _) in pairwise([(0, 0), *ranges, (length, length)]):
        if right_start > left_end:
            faults.append(f"{left_end} to {right_start} is not covered")
        elif right_start < left_end:
            faults.append(f"{right_start} to {left_end} is covered twice")
    return faults


def parts_that_differ(old: str, new: str) -> tuple[str, str]:
    """Two texts; long ones without what they begin and end with alike, save some code points."""
    if max(len(old), len(new)) <= SHOWN:
        return old, new
    limit = min(len(old), len(new))
    start = next((at for at in range(limit) if old[at] != new[at]), limit)
    rest = limit - start
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    cut = (max(0, start - _AROUND), max(0, end - _AROUND))
    return _middle(old, *cut), _middle(new, *cut)


def _middle(text: str, start: int, end: int) -> str:
    return f"{'…' if start else ''}{text[start : len(text) - end]}{'…' if end else ''}"


def shortened(text: str) -> str:
    """A text, cut where it is too long for a line.

    >>> shortened("a" * 100) == "a" * 89 + "…"
    True
    """
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
