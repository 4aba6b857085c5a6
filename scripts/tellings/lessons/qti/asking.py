"""How each kind of question is asked, answered and marked in QTI."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tellings.lessons.items import Kind
from tellings.lessons.platforms.markup import Content, Element
from tellings.lessons.platforms.questions import Question, Stretch
from tellings.lessons.qti.building import FEEDBACK, RESPONSE, SCORE, Qti
from tellings.lessons.qti.ordering import order
from tellings.lessons.shown import ShownItem

ALL = "reasons"
"""The value of ``FEEDBACK`` that shows the reasons of all options."""


@dataclass(frozen=True)
class Asked:
    """What an item has of its kind.

    Attributes:
        declared: the declarations of its answers, and of outcomes of its own.
        body: what the student sees below the passages.
        rules: give the marks.
    """

    declared: tuple[Element, ...]
    body: tuple[Element, ...]
    rules: tuple[Element, ...] = ()


def ask(qti: Qti, question: Question) -> Asked:
    """A question in QTI."""
    return _KINDS[question.kind](qti, question)


def option_id(letter: str) -> str:
    """What an option is called."""
    return f"option-{letter}"


def _choice(qti: Qti, question: Question) -> Asked:
    item = question.item
    right = [option_id(each) for each in item.key]
    declared = qti.response(RESPONSE, "single", "identifier", right)
    body = _choices(qti, item, most="1")
    if not item.marked:
        return Asked((declared,), (body,))
    same = qti("match", None, qti.variable(RESPONSE), qti("correct", {"identifier": RESPONSE}))
    one, none = (qti.set_to(SCORE, qti.value("float", each)) for each in ("1", "0"))
    return Asked((declared,), (body,), (qti.when(same, [one], [none]),))


def _tick(qti: Qti, question: Question) -> Asked:
    item = question.item
    others = len(item.options) - len(item.key)
    mapped = {
        option_id(each.id): 1 / len(item.key) if each.id in item.key else -1 / others
        for each in item.options
    }
    right = [option_id(each) for each in item.key]
    declared = qti.response(RESPONSE, "multiple", "identifier", right, mapped)
    return Asked((declared,), (_choices(qti, item, most="0"),), (qti.score_by_mapping(),))


def _choices(qti: Qti, item: ShownItem, most: str) -> Element:
    attributes = {"response-identifier": RESPONSE, "shuffle": "false", "max-choices": most}
    prompt = qti("prompt", None, *qti.markup.inline(item.stem))
    options = (
        qti("simple-choice", {"identifier": option_id(each.id)}, *qti.markup.inline(each.text))
        for each in item.options
    )
    return qti("choice-interaction", attributes, prompt, *options)


def _match(qti: Qti, question: Question) -> Asked:
    """Rows against options, as a table of buttons: nothing has to be dragged."""
    item = question.item
    rows = {row.id: f"row-{number:02}" for number, row in enumerate(item.rows, 1)}
    right = [f"{rows[each.id]} {option_id(each.key)}" for each in item.rows]
    mapped = dict.fromkeys(right, 1 / len(item.rows))
    declared = qti.response(RESPONSE, "multiple", "directedPair", right, mapped)
    attributes = {"class": "qti-match-tabular", "response-identifier": RESPONSE}
    attributes |= {"shuffle": "false", "max-associations": str(len(rows))}
    inline = qti.markup.inline
    table = qti(
        "match-interaction",
        attributes,
        qti("prompt", None, *inline(item.stem)),
        _set(qti, {rows[each.id]: inline(each.text) for each in item.rows}, most="1"),
        _set(qti, {option_id(each.id): inline(each.text) for each in item.options}, most="0"),
    )
    return Asked((declared,), (table,), (qti.score_by_mapping(),))


def _set(qti: Qti, choices: Mapping[str, list[Content]], most: str) -> Element:
    found = (
        qti("simple-associable-choice", {"identifier": name, "match-max": most}, *content)
        for name, content in choices.items()
    )
    return qti("simple-match-set", None, *found)


def _mark(qti: Qti, question: Question) -> Asked:
    """All passages of an exercise as one, since they are marked together."""
    found = question.stretches
    targets = sum(each.target for each in found)
    foils = len(found) - targets
    mapped = {
        _name(each): question.points * (1 / targets if each.target else -1 / foils)
        for each in found
    }
    right = [_name(each) for each in found if each.target]
    declared = qti.response(RESPONSE, "multiple", "identifier", right, mapped)
    passages = []
    for number, item in enumerate(question.items, 1):
        if number == 1 or item.stem != question.items[number - 2].stem:
            passages.append(qti.markup.paragraph(*qti.markup.inline(item.stem)))
        passages.append(_passage(qti, item, [each for each in found if each.passage == number]))
    attributes = {"response-identifier": RESPONSE, "max-choices": "0"}
    hottext = qti("hottext-interaction", attributes, *passages)
    return Asked((declared,), (hottext,), (qti.score_by_mapping(),))


def _name(stretch: Stretch) -> str:
    return f"passage-{stretch.passage:02}-{stretch.option.id}"


def _passage(qti: Qti, item: ShownItem, stretches: list[Stretch]) -> Element:
    piece = item.reading[0][0]
    content: list[Content] = []
    at = 0
    for each in stretches:
        words = piece.text[each.start : each.end]
        hot = qti("hottext", {"identifier": _name(each)}, words)
        content += [piece.text[at : each.start], hot]
        at = each.end
    quote = qti.markup.quote(piece.article or "", *content, piece.text[at:])
    return qti.plain("blockquote", None, qti.markup.paragraph(quote))


def _order(qti: Qti, question: Question) -> Asked:
    declared, body, rules = order(qti, question.item)
    return Asked(declared, body, rules)


def _open(qti: Qti, question: Question) -> Asked:
    """A field to write in; how an answer is judged is for who marks, and gives no points."""
    item = question.item
    declared = qti.response(RESPONSE, "single", "string")
    names = [each.name for each in item.rubric]
    level = qti.outcome("LEVEL", "identifier", external_scored="human") if names else None
    levels = qti.markup.rubric(item.rubric)
    block = qti("content-body", None, qti.turned(*levels))
    rubric = qti("rubric-block", {"use": "scoring", "view": "scorer"}, block) if names else None
    attributes = {"response-identifier": RESPONSE, "expected-lines": "6"}
    prompt = qti("prompt", None, *qti.markup.inline(item.stem))
    field = qti("extended-text-interaction", attributes, prompt)
    outcomes = (level,) if level is not None else ()
    return Asked((declared, *outcomes), (rubric, field) if names else (field,))


def feedback_rule(qti: Qti, question: Question) -> Element:
    """The rule that picks the reasons: those of the option chosen, else those of all."""
    if question.kind is Kind.CHOICE:
        return qti.set_to(FEEDBACK, qti.variable(RESPONSE))
    return qti.set_to(FEEDBACK, qti.value("identifier", ALL))


_KINDS: Mapping[Kind, Callable[[Qti, Question], Asked]] = {
    Kind.CHOICE: _choice,
    Kind.DISCUSS: _choice,
    Kind.TICK: _tick,
    Kind.MATCH: _match,
    Kind.MARK: _mark,
    Kind.ORDER: _order,
    Kind.OPEN: _open,
}
