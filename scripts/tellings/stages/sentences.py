"""Paragraphs and sentences of a text, by rule, as ranges of code points."""

import re
from collections.abc import Iterator

import sentencex

from tellings.records import Range

_QUOTES = '"“”„«»'  # not the apostrophes: they stand inside words
_LINE = re.compile(r"[^\n]+")


def _trimmed(text: str, start: int, end: int) -> Range | None:
    part = text[start:end]
    if part and not part[0].isspace() and not part[-1].isspace():
        return Range(start=start, end=end)
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return Range(start=start, end=end) if start < end else None


def paragraphs(text: str) -> tuple[Range, ...]:
    r"""The lines that hold text, without the white space at their ends.

    >>> paragraphs("One.\n\n  Two. Three.\n")
    (Range(start=0, end=4), Range(start=8, end=19))
    """
    found = (_trimmed(text, *line.span()) for line in _LINE.finditer(text))
    return tuple(each for each in found if each)


def sentences(text: str, language: str, within: tuple[Range, ...]) -> tuple[Range, ...]:
    """The sentences of each paragraph; a quotation of several sentences is split too.

    Quotation marks are blanked out before the text is split, since the splitter keeps
    what stands between them whole, and given back to the sentence they touch.

    >>> sentences('He said: "It is. It was." Then he left.', "en", (Range(start=0, end=39),))
    (Range(start=0, end=16), Range(start=17, end=25), Range(start=26, end=39))
    """
    blank = _without_quotes(text)
    return tuple(
        sentence
        for each in within
        for sentence in _split(
            text[each.start : each.end], blank[each.start : each.end], each.start, language
        )
    )


def _split(line: str, blank: str, offset: int, language: str) -> Iterator[Range]:
    pieces = _pieces(blank, language) or [(0, len(line))]
    last = 0
    for number, (start, end) in enumerate(pieces):
        start = _back_over_quotes(line, start, last) if number else 0
        following = pieces[number + 1 : number + 2]
        end = end + len(_before_next(line[end : following[0][0]])) if following else len(line)
        last = end
        yield Range(start=offset + start, end=offset + end)


def _without_quotes(text: str) -> str:
    for mark in _QUOTES:
        text = text.replace(mark, " ")  # several times as fast as str.translate
    return text


def _pieces(blank: str, language: str) -> list[tuple[int, int]]:
    """Where the splitter puts sentences in a line without quotation marks."""
    found: list[tuple[int, int]] = []
    at = 0
    for piece in sentencex.segment(language, blank):
        start = blank.index(piece, at)
        at = start + len(piece)
        if trimmed := _trimmed(blank, start, at):
            found.append((trimmed.start, trimmed.end))
    return found


def _back_over_quotes(line: str, start: int, last: int) -> int:
    """The quotation marks that touch the start of a sentence belong to it."""
    while start > last and line[start - 1] in _QUOTES:
        start -= 1
    return start


def _before_next(gap: str) -> str:
    """What of the gap between two sentences belongs to the first.

    Marks that touch the second, with white space before them, open it.
    """
    opening = len(gap) - len(gap.rstrip(_QUOTES))
    if opening and gap[: len(gap) - opening][-1:].isspace():
        gap = gap[: len(gap) - opening]
    return gap.rstrip()
