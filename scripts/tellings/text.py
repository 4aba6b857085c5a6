"""From received bytes to the text that offsets count in, and small facts about text."""

import hashlib
import re
from itertools import pairwise

MASK = "█"
_EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]+@[\w-]+(?:\.[\w-]+)*\.\w{2,}")
_LINE_END = re.compile(r"\r\n?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f]")
_CONTEXT = 32


def decode(data: bytes) -> str:
    r"""Decode received bytes as UTF-8, without a byte order mark, line ends as LF.

    Raises:
        UnicodeDecodeError: if the bytes are not UTF-8.

    >>> decode(b"\xef\xbb\xbfone\r\ntwo\rthree")
    'one\ntwo\nthree'
    """
    return _LINE_END.sub("\n", data.decode("utf-8-sig"))


def mask_emails(text: str) -> str:
    """Overwrite each e-mail address by the same number of ``█``, so that offsets hold.

    >>> mask_emails("write to ada@example.org today")
    'write to ███████████████ today'
    """
    while "@" in text:
        masked = _EMAIL.sub(lambda found: MASK * len(found.group()), text)
        if masked == text:
            break
        text = masked  # an address that adjoined another one is found now
    return text


def email_ranges(text: str) -> list[tuple[int, int]]:
    """Where e-mail addresses stand, as (start, end) in code points.

    >>> email_ranges("ada@example.org or bob@example.org")
    [(0, 15), (19, 34)]
    """
    found: list[tuple[int, int]] = []
    while "@" in text:
        more = [each.span() for each in _EMAIL.finditer(text)]
        if not more:
            break
        found += more
        text = _EMAIL.sub(lambda each: MASK * len(each.group()), text)
    return sorted(found)


def control_characters(text: str) -> list[int]:
    r"""Positions (code points) of control characters other than tab and line end.

    >>> control_characters("a\tb\x00c\n")
    [3]
    """
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
