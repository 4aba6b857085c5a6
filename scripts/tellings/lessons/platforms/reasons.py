"""What a student reads after answering: where, why, the sentence in the text, a rule of thumb."""

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.lessons.items import Kind
from tellings.lessons.platforms.questions import Question
from tellings.lessons.shown import Piece, ShownItem, ShownOption, Text


@dataclass(frozen=True, slots=True)
class Why:
    """A reason.

    Attributes:
        verdict: ``right`` or ``wrong`` of an option; empty where neither.
        about: the option or row that it is about; empty if it is about the whole.
        text: the reason.
    """

    verdict: str
    about: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Reasons:
    """Everything that follows an answer, in the order in which it is shown."""

    where: tuple[str, ...]
    why: tuple[Why, ...]
    sentences: tuple[Text, ...]
    rule: str


def reasons(question: Question, chosen: ShownOption | None = None) -> Reasons:
    """What follows an answer.

    Args:
        question: what was asked.
        chosen: the option that was chosen, where a platform tells them apart.
    """
    whys = [_of(question.item, chosen)] if chosen else list(_each(question))
    whole = dict.fromkeys(each.why for each in question.items)
    return Reasons(
        where=tuple(dict.fromkeys(place for each in question.items for place in each.where)),
        why=(*whys, *(Why("", (), text) for text in whole if text)),
        sentences=tuple(dict.fromkeys(said for each in question.items for said in each.evidence)),
        rule=question.exercise.rule,
    )


def _of(item: ShownItem, option: ShownOption) -> Why:
    verdict = "right" if option.id in item.key else "wrong"
    return Why(verdict if item.marked else "", option.text, option.why)


def _each(question: Question) -> Iterator[Why]:
    item = question.item
    if question.kind is Kind.MATCH:
        yield from _rows(item)
    elif question.kind is Kind.ORDER:
        yield from (Why("", each.text, each.why) for each in item.options)
    elif question.kind is Kind.DISCUSS:
        yield from _votes(item)
    else:
        yield from (_of(each, option) for each in question.items for option in each.options)


def _rows(item: ShownItem) -> Iterator[Why]:
    options = {each.id: each.text for each in item.options}
    for row in item.rows:
        yield Why("", (*row.text, Piece(text=" → "), *options[row.key]), row.why)


def _votes(item: ShownItem) -> Iterator[Why]:
    for number, option in enumerate(item.options):
        votes = item.votes[number : number + 1]
        counted = tuple(Piece(text=f"({each.said}) ") for each in votes)
        yield Why("", option.text, (*counted, *option.why))
