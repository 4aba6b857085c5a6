"""An exercise item: what a student is asked, the key, and why each option is right or wrong.

Words of articles stand in an item as quotations (offsets with the text that a record says is
there), never as plain strings, so that they can be recomputed, pointed at or withheld.
"""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article: ``start`` and ``end`` in code points, end exclusive."""

    article: str
    start: int
    end: int
    text: str

    def meets(self, *others: "Quote") -> bool:
        """Whether it has a place in common with any of some other words."""
        return any(
            self.article == each.article and self.start < each.end and each.start < self.end
            for each in others
        )

    def within(self, *others: "Quote") -> bool:
        """Whether all of it lies in one of some other words."""
        return any(
            self.article == each.article and each.start <= self.start and self.end <= each.end
            for each in others
        )


Rich = tuple[str | Quote, ...]
"""A text for people, with quotations in it."""


class Kind(StrEnum):
    """What a student does with an item, and so how it is marked (``scoring.py``)."""

    CHOICE = "choice"
    """Choose one option; the key is that option."""
    MATCH = "match"
    """Give each row one option; the key stands on the rows."""
    TICK = "tick"
    """Tick some options and leave others; never all, never none of them are right."""
    MARK = "mark"
    """Find something in a passage: mark some of the stretches offered, or none."""
    ORDER = "order"
    """Give each option a place; only the pairs in ``pairs`` are marked."""
    OPEN = "open"
    """Write; a rubric with sample answers, no mark."""
    DISCUSS = "discuss"
    """What annotators were not at one about: their votes, no key, no mark."""


MARKED = frozenset({Kind.CHOICE, Kind.MATCH, Kind.TICK, Kind.MARK, Kind.ORDER})


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to tick, to mark or to put in order.

    Attributes:
        id: names the option within its item and gives nothing away (``a``, ``b``; ...).
        text: what a student reads; in ``mark`` the one quotation that may be marked.
        why: why it is right, or why it is not.
    """

    id: str
    text: Rich
    why: Rich


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a ``match``: it gets one of the item's options.

    Attributes:
        id: names the row within its item.
        text: what a student reads.
        key: the id of the right option.
        why: why that one.
        evidence: the words that show it.
    """

    id: str
    text: Rich
    key: str
    why: Rich
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two options of an ``order``: ``first`` comes before ``second``, or has the same place."""

    first: str
    second: str
    same: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a rubric: what an answer at this level does, and one such answer."""

    name: str
    does: Rich
    sample: Rich


@dataclass(frozen=True, slots=True)
class Votes:
    """How the annotation passes stand to what gold says.

    Attributes:
        agree: how many passes say the same.
        of: how many passes went through the article; 0 where gold stands alone.
    """

    agree: int
    of: int

    @property
    def contested(self) -> bool:
        """Whether a pass says something else, or nothing."""
        return self.agree < self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of an exercise.

    Attributes:
        id: the exercise's name, a colon and a serial that stays while the data stay; the exercise
            gives it, as its own name, to what its module makes.
        exercise: the name of the exercise.
        kind: what the student does.
        stem: the question.
        reading: passages to be read for it; in ``mark`` the one passage that options lie in.
        options: what there is to choose; not yet shuffled.
        rows: the rows of a ``match``.
        key: the ids of the right options of ``choice``, ``tick`` and ``mark``.
        pairs: the pairs of an ``order`` that are marked.
        rubric: of ``open``: three levels, best first.
        votes: of ``discuss``: for each option its votes, in the order of the options.
        fixed: whether the order of the options is that of a scale, and is kept.
        why: what the teacher and, after answering, the student read about the whole item.
        evidence: the words of the articles that bear the key out.
        records: the records it was made from.
        minutes: how long it takes.
        difficulty: 1 (find), 2 (compare or infer), 3 (judge).
        standards: tags of ``standards.toml``, where they go beyond the exercise's own.
    """

    id: str = ""
    exercise: str = ""
    kind: Kind
    stem: Rich
    reading: tuple[Quote, ...] = ()
    options: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    key: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    rubric: tuple[Level, ...] = ()
    votes: tuple[Votes, ...] = ()
    fixed: bool = False
    why: Rich
    evidence: tuple[Quote, ...]
    records: tuple[str, ...]
    minutes: float
    difficulty: int
    standards: tuple[str, ...] = ()

    @property
    def marked(self) -> bool:
        """Whether an answer is right or wrong."""
        return self.kind in MARKED

    @property
    def clean(self) -> bool:
        """Whether it asks to find something where nothing is to be found."""
        return self.kind is Kind.MARK and not self.key
