"""An item as a student sees it: no key, no reason, no evidence."""

from dataclasses import dataclass

from tellings.lessons.shown import Lesson, Piece, ShownItem, Text


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of an article: code points, end exclusive."""

    article: str
    start: int
    end: int

    def meets(self, other: "Place") -> bool:
        """Whether the two have a character in common."""
        return self.article == other.article and self.start < other.end and other.start < self.end

    def within(self, other: "Place") -> bool:
        """Whether all of it lies in the other."""
        inside = other.start <= self.start and self.end <= other.end
        return self.article == other.article and inside


@dataclass(frozen=True, slots=True)
class Seen:
    """A text: what stands in it between the quotations, and where each quotation is from."""

    words: str
    whole: str
    places: tuple[Place, ...]

    @property
    def place(self) -> Place:
        """The first quotation in it."""
        return self.places[0]


@dataclass(frozen=True, slots=True)
class SeenPart:
    """An option or a row."""

    id: str
    text: Seen


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item."""

    id: str
    exercise: str
    kind: str
    stem: Seen
    reading: tuple[Seen, ...]
    options: tuple[SeenPart, ...]
    rows: tuple[SeenPart, ...]


def seen(lesson: Lesson, item: ShownItem) -> SeenItem:
    """An item of a lesson without anything that only its key or its feedback says."""
    letters = {each.letter: each.id for each in lesson.articles}

    def text(shown: Text) -> Seen:
        quoted = [_place(each, letters) for each in shown if each.article]
        words = "".join(each.text for each in shown if not each.article)
        return Seen(words, "".join(each.text for each in shown), tuple(quoted))

    return SeenItem(
        id=item.id,
        exercise=item.exercise,
        kind=item.kind,
        stem=text(item.stem),
        reading=tuple(map(text, item.reading)),
        options=tuple(SeenPart(each.id, text(each.text)) for each in item.options),
        rows=tuple(SeenPart(each.id, text(each.text)) for each in item.rows),
    )


def _place(piece: Piece, letters: dict[str, str]) -> Place:
    assert piece.article is not None
    assert piece.start is not None
    assert piece.end is not None
    return Place(letters[piece.article], piece.start, piece.end)
