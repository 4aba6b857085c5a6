"""A student's spans against the key: how near each comes, what was missed, what is too much.

Bands follow the exact, partial and type matches of named entity evaluation (as in SemEval-2013,
task 9), with the sentence as a last, wide one, since finding the right sentence is a step too.
Hits and false alarms are both told: who marks everything finds everything.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from tellings.agreement.unitizing import Continuum, disjoint, u_alpha
from tellings.records import Article, Range, Span


class Band(StrEnum):
    """How near a mark comes to a span of the key, best first."""

    EXACT = "exact"
    OVERLAPS = "overlaps"
    SENTENCE = "right sentence"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Found:
    """A span of the key with the mark that comes nearest to it; None where it was missed."""

    key: Span
    band: Band
    mark: Span | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """One student's work on one article.

    Attributes:
        student: the student's code.
        article: the id of the article.
        found: every span of the key, in the order of the text.
        over: marks that come near to no span of the key.
        open: marks where the readings behind the key differ; they count neither way.
    """

    student: str
    article: str
    found: tuple[Found, ...]
    over: tuple[Span, ...]
    open: tuple[Span, ...]

    @property
    def asked(self) -> tuple[str, tuple[str, ...]]:
        """What was asked: the article, and the ids of the spans to find."""
        return self.article, tuple(each.key.id for each in self.found)

    @property
    def hits(self) -> int:
        """Spans of the key that were marked exactly or for at least half."""
        return sum(each.band in (Band.EXACT, Band.OVERLAPS) for each in self.found)

    @property
    def hit_rate(self) -> float | None:
        """Hits as a part of the key; None where the key has nothing."""
        return self.hits / len(self.found) if self.found else None

    @property
    def false_alarm_rate(self) -> float | None:
        """Marks that are too much as a part of all marks that count; None without any."""
        marked = len(self.over) + sum(each.mark is not None for each in self.found)
        return len(self.over) / marked if marked else None


def grade(
    student: str,
    article: Article,
    marks: Sequence[Span],
    key: Sequence[Span],
    contested: Sequence[Span] = (),
) -> Grade:
    """Compare marks with the key, one to one, nearest first; layer and label have to be the same.

    Args:
        student: whose marks they are.
        article: what was marked.
        marks: what the student marked.
        key: the spans to find.
        contested: spans of gold on which the passes differ; to mark them is not wrong.
    """
    by_key: dict[int, tuple[Band, int]] = {}
    used: set[int] = set()
    for rank, _, at, number in sorted(_near(article, marks, key)):
        if at not in by_key and number not in used:
            by_key[at] = (_BANDS[rank], number)
            used.add(number)
    found = tuple(_found(each, by_key.get(at), marks) for at, each in enumerate(key))
    left = [each for number, each in enumerate(marks) if number not in used]
    open_ = tuple(each for each in left if any(_shared(each, other) for other in contested))
    over = tuple(each for each in left if each not in open_)
    return Grade(student, article.id, found, over, open_)


_BANDS = list(Band)


def _found(key: Span, match: tuple[Band, int] | None, marks: Sequence[Span]) -> Found:
    return Found(key, match[0], marks[match[1]]) if match else Found(key, Band.MISSED)


def _near(
    article: Article, marks: Sequence[Span], key: Sequence[Span]
) -> Iterator[tuple[int, float, int, int]]:
    """Pairs that come near: rank of the band, overlap turned round, place in key and marks."""
    for at, wanted in enumerate(key):
        for number, mark in enumerate(marks):
            same = (mark.layer, mark.label) == (wanted.layer, wanted.label)
            band = _band(article, mark, wanted) if same else Band.MISSED
            if band is not Band.MISSED:
                yield _BANDS.index(band), -_overlap(mark, wanted), at, number


def _band(article: Article, mark: Span, wanted: Span) -> Band:
    if (mark.start, mark.end) == (wanted.start, wanted.end):
        return Band.EXACT
    if _overlap(mark, wanted) >= 0.5:
        return Band.OVERLAPS
    same = any(_in(each, mark) and _in(each, wanted) for each in article.sentences)
    return Band.SENTENCE if same else Band.MISSED


def _overlap(a: Span, b: Span) -> float:
    """Shared code points as a part of the longer span."""
    return _shared(a, b) / max(a.end - a.start, b.end - b.start)


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _in(sentence: Range, span: Span) -> bool:
    return sentence.start < span.end and span.start < sentence.end


# The class ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Talk:
    """Something for the class to talk about: a place that only some students marked.

    Attributes:
        span: a span of the key, or a mark that is too much.
        students: who marked it.
        of: how many students worked on the article.
        in_key: whether it is of the key.
    """

    span: Span
    students: tuple[str, ...]
    of: int
    in_key: bool


def to_talk_about(grades: Sequence[Grade]) -> list[Talk]:
    """Where the class parts, nearest to half and half first: missed by some, or marked too much."""
    found: list[Talk] = []
    for asked in dict.fromkeys(each.asked for each in grades):
        ours = [each for each in grades if each.asked == asked]
        found += _spans_of_key(ours)
        found += _marked_too_much(ours)
    split = [each for each in found if 0 < len(each.students) < each.of or not each.in_key]
    return sorted(
        split, key=lambda each: (abs(len(each.students) / each.of - 0.5), each.span.start)
    )


def _spans_of_key(grades: Sequence[Grade]) -> Iterator[Talk]:
    for at, first in enumerate(grades[0].found):
        near = (Band.EXACT, Band.OVERLAPS)
        who = tuple(each.student for each in grades if each.found[at].band in near)
        yield Talk(first.key, who, len(grades), in_key=True)


def _marked_too_much(grades: Sequence[Grade]) -> Iterator[Talk]:
    """Marks that are too much, those that touch taken together under the first of them."""
    left = [(span, each.student) for each in grades for span in each.over]
    while left:
        first, _ = left[0]
        same = [pair for pair in left if pair[0].label == first.label and _shared(pair[0], first)]
        yield Talk(first, tuple(dict.fromkeys(who for _, who in same)), len(grades), in_key=False)
        left = [pair for pair in left if pair not in same]


def agreement(marks: Sequence[Sequence[Span]], length: int) -> float | None:
    """How far students agree on an article: the mean of u-alpha over all pairs of them.

    Args:
        marks: the marks of each student.
        length: of the article, in code points.

    Returns:
        1 for the same marks, about 0 for chance; None with fewer than two students, or where
        nothing was marked.
    """
    pairs = (_alpha(one, other, length) for one, other in combinations(marks, 2))
    known = [each for each in pairs if each is not None]
    return sum(known) / len(known) if known else None


def _alpha(one: Sequence[Span], other: Sequence[Span], length: int) -> float | None:
    labels = sorted({(each.layer, each.label) for each in (*one, *other)})
    return u_alpha(
        [Continuum(length, _ranges(one, label), _ranges(other, label))] for label in labels
    )


def _ranges(marks: Iterable[Span], label: tuple[str, str]) -> tuple[tuple[int, int], ...]:
    return disjoint((m.start, m.end) for m in marks if (m.layer, m.label) == label)
