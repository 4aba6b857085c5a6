"""A lesson as questions of a platform: each item one, the passages of an exercise together one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.lessons.items import Kind
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.shown import Lesson, Piece, ShownExercise, ShownItem, ShownOption


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a passage that may be marked.

    Attributes:
        passage: the number of its passage in the question, from 1.
        option: the stretch itself.
        start: where it begins in the passage, in code points.
        end: where it ends, exclusive.
        target: whether it is to be marked.
    """

    passage: int
    option: ShownOption
    start: int
    end: int
    target: bool


@dataclass(frozen=True, slots=True)
class Question:
    """What a platform asks at once.

    Attributes:
        exercise: the exercise it is of.
        items: one item, or all passages of the exercise that are marked together.
    """

    exercise: ShownExercise
    items: tuple[ShownItem, ...]

    @property
    def item(self) -> ShownItem:
        """The item; of passages the first."""
        return self.items[0]

    @property
    def kind(self) -> Kind:
        """What the student does."""
        return Kind(self.item.kind)

    @property
    def name(self) -> str:
        """Names it within the lesson: the item's id, or that of the exercise's set."""
        return f"{self.exercise.name}:set" if self.kind is Kind.MARK else self.item.id

    @property
    def title(self) -> str:
        """The exercise's title with the numbers of its items."""
        numbers = [each.number for each in self.items]
        span = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
        return f"{span}. {self.exercise.title}"

    @property
    def points(self) -> int:
        """What it is worth: a point an item, nothing where it is not marked."""
        return len(self.items) if self.item.marked else 0

    @property
    def stretches(self) -> list[Stretch]:
        """The stretches of all its passages, in the order of the text."""
        return [
            each for number, item in enumerate(self.items, 1) for each in _stretches(number, item)
        ]


def questions(lesson: Lesson, left_out: LeftOut) -> list[Question]:
    """The questions of a lesson, in its order.

    Args:
        lesson: the lesson.
        left_out: told which passages cannot be asked on a screen.
    """
    return [each for exercise in lesson.exercises for each in _questions(exercise, left_out)]


def _questions(exercise: ShownExercise, left_out: LeftOut) -> Iterator[Question]:
    for item in exercise.items:
        if item.kind != Kind.MARK:
            yield Question(exercise, (item,))
    marks = [each for each in exercise.items if each.kind == Kind.MARK]
    withheld = [each for each in marks if not each.playable]
    overlapping = [each for each in marks if each.playable and not _apart(each)]
    asked = [each for each in marks if each not in withheld and each not in overlapping]
    if withheld:
        left_out.add("withheld", withheld)
    if overlapping:
        left_out.add("overlap", overlapping)
    if any(each.key for each in asked):
        yield Question(exercise, tuple(asked))
    elif asked:
        left_out.add("no-target", asked)


def _stretches(number: int, item: ShownItem) -> list[Stretch]:
    begin = _place(item.reading[0][0])[0]
    found = []
    for option in item.options:
        start, end = _place(option.text[0])
        target = option.id in item.key
        found.append(Stretch(number, option, start - begin, end - begin, target))
    return sorted(found, key=lambda each: each.start)


def _apart(item: ShownItem) -> bool:
    """Whether the stretches of a passage lie in it and beside each other."""
    size = sum(len(piece.text) for piece in item.reading[0])
    return _beside(_stretches(1, item), size)


def _beside(stretches: Sequence[Stretch], size: int) -> bool:
    at = 0
    for each in stretches:
        if not at <= each.start < each.end <= size:
            return False
        at = each.end
    return True


def _place(piece: Piece) -> tuple[int, int]:
    if piece.start is None or piece.end is None:
        raise ValueError(f"“{piece.text}” is no quotation")
    return piece.start, piece.end
