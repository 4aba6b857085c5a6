"""``order`` in QTI: a place is chosen for each option, and the pairs that count are marked.

QTI's own order interaction knows one right order and no options in one place, so it cannot mark
by pairs. Here each option has an answer of its own, its place; a rule for each pair adds a point
or takes one away.
"""

from tellings.lessons.platforms.markup import Element
from tellings.lessons.qti.building import SCORE, Qti, number
from tellings.lessons.shown import ShownItem, ShownOption, ShownPair

_POINTS = "PAIRS"

Parts = tuple[tuple[Element, ...], tuple[Element, ...], tuple[Element, ...]]
"""Declarations, body, rules."""


def order(qti: Qti, item: ShownItem) -> Parts:
    """An order as answers, fields and rules."""
    places = {f"place-{at:02}": float(at) for at in range(1, len(item.options) + 1)}
    answers = (
        qti.response(_answer(each.id), "single", "identifier", mapped=places)
        for each in item.options
    )
    points = qti.outcome(_POINTS, "float", "0")
    rows = (_row(qti, each, list(places)) for each in item.options)
    stem = qti.markup.paragraph(*qti.markup.inline(item.stem))
    start = qti.set_to(_POINTS, qti.value("float", "0"))
    pairs = (_pair(qti, each) for each in item.pairs)
    return (*answers, points), (stem, *rows), (start, *pairs, _score(qti, len(item.pairs)))


def _answer(option: str) -> str:
    return f"PLACE-{option}"


def _row(qti: Qti, option: ShownOption, places: list[str]) -> Element:
    attributes = {"response-identifier": _answer(option.id), "shuffle": "false"}
    choices = (
        qti("inline-choice", {"identifier": place}, str(at)) for at, place in enumerate(places, 1)
    )
    field = qti("inline-choice-interaction", attributes, *choices)
    return qti.markup.paragraph(field, " ", *qti.markup.inline(option.text))


def _pair(qti: Qti, pair: ShownPair) -> Element:
    """A point for a pair in its order, one less for a pair in another; none if one is open."""
    first, second = _answer(pair.first), _answer(pair.second)
    test, attributes = ("equal", {"tolerance-mode": "exact"}) if pair.same else ("lt", None)
    right = qti(test, attributes, qti.mapped(first), qti.mapped(second))
    both = qti("and", None, qti.answered(first), qti.answered(second))
    return qti.when(both, [qti.when(right, [_add(qti, 1)], [_add(qti, -1)])])


def _add(qti: Qti, points: int) -> Element:
    more = qti("sum", None, qti.variable(_POINTS), qti.value("float", number(points)))
    return qti.set_to(_POINTS, more)


def _score(qti: Qti, pairs: int) -> Element:
    """The points as a part of the pairs that count, never below 0."""
    count = qti.value("float", number(pairs))
    score = qti.set_to(SCORE, qti("divide", None, qti.variable(_POINTS), count))
    none = qti.set_to(SCORE, qti.value("float", "0"))
    positive = qti("gt", None, qti.variable(_POINTS), qti.value("float", "0"))
    return qti.when(positive, [score], [none])
