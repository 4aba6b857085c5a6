"""Page furniture: what each line of a saved page is for, told from how it looks and where it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from tellings.drafting.words import words_for
from tellings.records import Article, Range
from tellings.text import MASK

HEADLINE, SUBHEADLINE, BODY, DATELINE = "headline", "subheadline", "body", "dateline"
CAPTION, PHOTO_CREDIT, CROSSHEAD = "photo_caption", "photo_credit", "crosshead"
CHROME, SECTION, RELATED, READ_MORE = (
    "site_chrome",
    "section_label",
    "related_link",
    "read_more_link",
)
TAGS, CONTACT = "tag_list", "contact_block"
HEADING = "related_heading"
STORY = (HEADLINE, SUBHEADLINE, DATELINE, "update_note", BODY, CROSSHEAD, CAPTION)
"""The segments in which the other layers are marked."""

PREFIX = re.compile(r"\s*date \d{4}-\d{2}-\d{2}(?:[^\S\n]+|$)", re.M)
_SENTENCE_END = (".", "!", "?", ":", ";", ",", '"', "”", "»", "“", "’", "…")
_ONE_EACH = {HEADLINE, READ_MORE, RELATED}
_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,}(?:, [A-ZÀ-Þ][\w. ]{1,25})?"
_DATED = r"(?:,? ?(?:\d{1,2}\.? \w{3,9}\.?|\w{3,9}\.? \d{1,2})(?:,? \d{4})?)?"
_AGENCY = r" ?\([A-Z][\w .’'&/-]{1,40}\)"
_DASH = r"\s*(?:--|—|–|-|:)\s+"
_DATELINE = re.compile(rf"(?:{_PLACE}{_DATED}(?:{_AGENCY})?|{_AGENCY}){_DASH}")
_CREDIT = re.compile(
    r"[\[(](?:File|Photo|Image|Picture|Courtesy|Credit|AP|AFP|EPA|Getty|Reuters)\b[^\])]{0,80}[\])]$"
    r"|(?:Photo(?:graph)?|Image|Picture|Credit)s?(?: credit| by)?: ?[^.:]{3,60}$"
)
_SHORT_DECK, _CROSSHEAD_WORDS, _SECTION_WORDS = 260, 9, 4


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    label: str | None

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.endswith(_SENTENCE_END)

    @property
    def words(self) -> list[str]:
        return self.text.split()


def segments(article: Article) -> list[tuple[int, str]]:
    """Where each segment begins, with its label; the first begins at 0."""
    starts: list[tuple[int, str]] = []
    for start, label in _pieces(article):
        if label in (RELATED, READ_MORE) and starts and starts[-1][1] == HEADING:
            starts[-1] = (starts[-1][0], label)  # the heading goes with the first of its list
        elif not starts or label in _ONE_EACH or starts[-1][1] != label:
            starts.append((start if starts else 0, label))
    return [(start, CHROME if label == HEADING else label) for start, label in starts]


def _pieces(article: Article) -> Iterator[tuple[int, str]]:
    text = article.text
    prefix = PREFIX.match(text)
    if prefix:
        yield 0, "inserted_metadata"
    lines = _lines(article, prefix.end() if prefix else 0)
    labels = _labels(lines)
    body_begun = False
    for line, label in zip(lines, labels, strict=True):
        opening = _DATELINE.match(line.text) if label == BODY and not body_begun else None
        body_begun = body_begun or label == BODY
        if opening and opening.end() < len(line.text):
            yield line.start, DATELINE
            yield line.start + opening.end(), BODY
            continue
        yield line.start, label
        if label == CAPTION and (credit := _CREDIT.search(line.text)) and credit.start():
            yield line.start + credit.start(), PHOTO_CREDIT


def _lines(article: Article, after: int) -> list[_Line]:
    """The lines that hold text, from a position on, each with the label that its words give."""
    patterns = _patterns(article.language)
    found = []
    for each in article.paragraphs:
        start = max(each.start, after)
        if start < each.end:
            words = article.text[start : each.end]
            found.append(_Line(start, each.end, words, _look(words, patterns)))
    return found


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    page = words_for(language).page
    return {label: re.compile("|".join(looks)) for label, looks in page.items()}


def _look(line: str, patterns: Mapping[str, re.Pattern[str]]) -> str | None:
    if MASK in line:
        return CONTACT
    return next((label for label, look in patterns.items() if look.match(line)), None)


# The order of a page ------------------------------------------------------------------------


def _labels(lines: Sequence[_Line]) -> list[str]:
    """The label of each line: from its words where they tell, else from its place."""
    first, last = _story_range(lines)
    labels = [line.label or "" for line in lines]
    for at, line in enumerate(lines):
        if not labels[at]:
            if at < first:
                labels[at] = _above(lines, at, labels)
            elif at > last:
                labels[at] = _below(line)
            else:
                labels[at] = _within(lines, at, first, last)
        elif labels[at] == READ_MORE and not first <= at <= last:
            labels[at] = RELATED
    _captions(lines, labels)
    _decks(lines, labels, first, last)
    return labels


def _story_range(lines: Sequence[_Line]) -> tuple[int, int]:
    """The first and last line of running text; past the end if there is none."""
    running = [
        at
        for at, line in enumerate(lines)
        if line.label is None and (line.ends or len(line.words) > 30) and len(line.words) > 1
    ]
    if not running:
        return len(lines), len(lines)
    return running[0], running[-1]


def _above(lines: Sequence[_Line], at: int, labels: Sequence[str]) -> str:
    """A line before the story: its headline, or the name of a section."""
    line = lines[at]
    short = len(line.words) <= _SECTION_WORDS
    before = labels[:at]
    if HEADLINE not in before:
        later = [each for n, each in enumerate(lines[at + 1 :], at + 1) if each.label is None]
        titled = any(not each.ends for each in later[:1])
        on_page = any(each in (CHROME, "crawl_timestamp") for each in before)
        if short and (on_page or (line.text.isupper() and titled)):
            return SECTION
        return HEADLINE
    headline = next(lines[n].text for n, label in enumerate(before) if label == HEADLINE)
    if _same(line.text, headline):
        return HEADLINE
    return SECTION if short and line.text.isupper() else SUBHEADLINE


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _below(line: _Line) -> str:
    """A line after the story."""
    pieces = [each.strip() for each in line.text.split(",")]
    if len(pieces) >= 3 and all(0 < len(each.split()) <= 4 for each in pieces):
        return TAGS
    return RELATED if len(line.words) > 3 else CHROME


def _within(lines: Sequence[_Line], at: int, first: int, last: int) -> str:
    """A line among the story's: running text, or a heading in it."""
    line = lines[at]
    heading = not line.ends or line.text.endswith("?")
    quoted = line.text[0] in "\"'“„«‘"
    if heading and not quoted and first < at < last and len(line.words) <= _CROSSHEAD_WORDS:
        return CROSSHEAD
    return BODY


def _captions(lines: Sequence[_Line], labels: list[str]) -> None:
    """A line that ends in a credit is a caption, and so is a marked line before it."""
    for at, line in enumerate(lines):
        if labels[at] in (BODY, CROSSHEAD, SUBHEADLINE) and _CREDIT.search(line.text):
            labels[at] = CAPTION


def _decks(lines: Sequence[_Line], labels: list[str], first: int, last: int) -> None:
    """One short paragraph between headline and picture or byline is a deck, not the story."""
    if first == 0 or first >= last or labels[first] != BODY or HEADLINE not in labels[:first]:
        return
    parted = labels[first + 1] in (CAPTION, PHOTO_CREDIT, "source_credit")
    if parted and len(lines[first].text) <= _SHORT_DECK and BODY in labels[first + 1 :]:
        labels[first] = SUBHEADLINE


def of_story(spans: Sequence[tuple[int, int, str]]) -> list[Range]:
    """The stretches that tell the story, of segments given as start, end and label."""
    return [Range(start=start, end=end) for start, end, label in spans if label in STORY]
