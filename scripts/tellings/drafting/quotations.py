"""Quotations: pairs of marks, curly, straight, low, or angled, with what stands between them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tellings.records import Range

_STRAIGHT = ('"', "''")
_CLOSERS = {
    "``": "''",
    '"': '"',
    "''": "''",
    "“": "”“",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‹": "›",
}
_MARK = re.compile(r"""''|``|["“”„«»‘’‹›]""")
_FEW = 3
"""Words that single marks may enclose without punctuation at their end."""
_LONGEST = 4000
"""Code points after which an open mark is taken for a slip."""


class Quotation(NamedTuple):
    """Where a quotation stands, its marks included; ``open`` if no mark closes it."""

    start: int
    end: int
    open: bool = False


def quotations(text: str, paragraphs: tuple[Range, ...]) -> list[Quotation]:
    """The quotations of a text, none inside another, in order.

    A mark without its partner quotes the rest of its paragraph if the next paragraph begins
    with an opening mark (the custom for speech over several paragraphs), and nothing if not.

    >>> text = '“It is,” he said. "It was." He said: „So.“'
    >>> [text[start:end] for start, end, _ in quotations(text, (Range(start=0, end=len(text)),))]
    ['“It is,”', '"It was."', '„So.“']
    """
    found: list[Quotation] = []
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1].start if at + 1 < len(paragraphs) else None
        goes_on = following is not None and text[following] in '"“„«‘'
        found += _in_paragraph(text, paragraph.start, paragraph.end, goes_on)
    return found


def _in_paragraph(text: str, start: int, end: int, goes_on: bool) -> Iterator[Quotation]:
    at = start
    while mark := _MARK.search(text, at, end):
        at = mark.end()
        if not _opens(text, mark, start):
            continue
        close = _close(text, mark, end)
        if close is not None:
            yield Quotation(mark.start(), close)
            at = close
        elif goes_on and mark[0] != "‘":
            yield Quotation(mark.start(), end, open=True)
            return


def _opens(text: str, mark: re.Match[str], start: int) -> bool:
    """Whether a mark can open a quotation: it stands before a word and not after one."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    if mark[0] not in _CLOSERS:
        return False
    return not after.isspace() and not (before.isalnum() or before in ".,!?")


def _close(text: str, mark: re.Match[str], end: int) -> int | None:
    """Where the quotation that a mark opens ends, its closing mark included."""
    opener, closers = mark[0], _CLOSERS[mark[0]]
    limit = min(end, mark.start() + _LONGEST)
    for found in _MARK.finditer(text, mark.end() + 1, limit):
        at, last = found.start(), found.end()
        if found[0] not in closers:
            continue
        after = text[last] if last < end else " "
        if text[at - 1].isspace() or (opener in _STRAIGHT and after.isalnum()):
            continue  # this mark opens
        if opener == "‘" and (after.isalnum() or not _ends_single(text, mark.start(), at, limit)):
            continue  # an apostrophe
        return last
    return None


def _ends_single(text: str, opened: int, at: int, limit: int) -> bool:
    """Whether a single mark closes: after punctuation or few words, or as the last that could."""
    if text[at - 1] in ",.?!…" or text.count(" ", opened, at) < _FEW:
        return True
    later = text.find("’", at + 1, limit)
    return later < 0 or text.find("‘", at + 1, later) >= 0
