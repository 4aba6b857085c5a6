"""What Moodle asks: its question types, filled from a lesson."""

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """A question type of Moodle."""

    CHOICE = "multichoice"
    MATCH = "match"
    ESSAY = "essay"
    TEXT = "description"
    CLOZE = "cloze"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a ``multichoice`` or a ``cloze``.

    Attributes:
        percent: the part of the mark that it gives or takes.
        html: what is read.
        feedback: what follows it, as HTML.
    """

    percent: str
    html: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A row of a ``match`` with its answer; an answer that is right nowhere has no row.

    Attributes:
        html: the row.
        answer: one line, in which ``&``, ``<`` and ``>`` are written as in HTML.
    """

    html: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A question as Moodle has it.

    Attributes:
        type: its type.
        name: what teachers see in lists, one line written as ``Pair.answer``.
        id: names it among the questions of its category.
        html: the question.
        points: what it is worth.
        single: whether one answer is chosen.
        answers: of a ``multichoice`` or a ``cloze``.
        pairs: of a ``match``.
        feedback: what follows any answer, as HTML.
        grading: what only who marks reads, as HTML.
        tags: its tags.
    """

    type: Type
    name: str
    id: str
    html: str
    points: int = 0
    single: bool = True
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    feedback: str = ""
    grading: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bank:
    """A category of questions.

    Attributes:
        category: its path, written as ``Pair.answer``.
        quizzes: what is in it.
    """

    category: str
    quizzes: tuple[Quiz, ...]
