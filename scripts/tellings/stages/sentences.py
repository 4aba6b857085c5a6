"""Paragraphs and sentences of a text, by rule, as ranges of code points."""

import re
from collections.abc import Iterator

import sentencex

from tellings.records import Range

_QUOTES = '"“”„«»'  # not the apostrophes: they stand inside words
_BLANK_QUOTES = str.maketrans(dict.fromkeys(_QUOTES, " "))
_LINE = re.compile(r"[^\n]+")


def _trimmed(text: str, start: int, end: int) -> Range | None:
    part = text[start:end]
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
    return tuple(
        sentence
        for paragraph in within
        for sentence in _split(text[paragraph.start : paragraph.end], paragraph.start, language)
    )


def _split(line: str, offset: int, language: str) -> Iterator[Range]:
    blank = line.translate(_BLANK_QUOTES)
    pieces: list[tuple[int, int]] = []
    at = 0
    for piece in sentencex.segment(language, blank):
        start = blank.index(piece, at)
        at = start + len(piece)
        if found := _trimmed(blank, start, at):
            pieces.append((found.start, found.end))
    last = 0
    for number, (start, end) in enumerate(pieces):
        limit = pieces[number + 1][0] if number + 1 < len(pieces) else len(line)
        while end < limit and line[end] in _QUOTES:
            end += 1
        while start > last and line[start - 1] in _QUOTES:
            start -= 1
        last = end
        yield Range(start=offset + start, end=offset + end)
