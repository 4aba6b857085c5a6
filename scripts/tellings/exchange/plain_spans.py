"""Documents whose spans have a label and no more: most have, and become records in one go."""

from operator import itemgetter

import msgspec

from tellings.exchange.adopting import Arrival, rule_of
from tellings.exchange.foreign import ForeignDocument
from tellings.exchange.mapping import LabelMapping, LabelRule
from tellings.exchange.offsets import same_positions
from tellings.formatting import record_schemas
from tellings.records import Span
from tellings.stages.plain_lines import span_lines

_MANY = 999
"""So many spans have serial numbers of one length."""
_READING_ORDER = itemgetter(0, 1, 2)
_STATUS = "draft"


class PlainSpans(msgspec.Struct, frozen=True, gc=False):
    """The records of a document in reading order, their lines, and what became of what."""

    records: list[Span]
    lines: bytes
    arrivals: list[Arrival]


class Roles(dict[tuple[str, ...], tuple[str, str] | None]):
    """Layer and label of a span by what a mapping may know it as; None if it takes more."""

    def __init__(self, mapping: LabelMapping) -> None:
        super().__init__()
        self.mapping = mapping

    def __missing__(self, labels: tuple[str, ...]) -> tuple[str, str] | None:
        rule = rule_of(labels, self.mapping, back=False)
        self[labels] = (rule.layer, rule.label) if rule and _is_plain(rule) else None
        return self[labels]


def _is_plain(rule: LabelRule) -> bool:
    """Whether a rule says layer and label alone."""
    return not (rule.entity or rule.timex or rule.wording or rule.note or "{" in rule.label)


def plain_spans(
    document: ForeignDocument, roles: Roles, article_id: str, text: str
) -> PlainSpans | None:
    """The records of a document's spans; None if anything in it takes more, or is wrong.

    Args:
        document: what the foreign file says.
        roles: what that is in our words.
        article_id: the article of ours that the document's text is.
        text: its text, e-mail addresses masked.
    """
    if document.relations or document.losses or len(document.spans) > _MANY:
        return None
    if not same_positions(document.received, roles.mapping.unit or document.unit):
        return None
    rows = []
    length = len(text)
    for at, span in enumerate(document.spans):
        role = roles[span.labels]
        if role is None or span.quote is not None or span.own is not None or span.fields:
            return None
        start, end = span.ranges[0]
        if len(span.ranges) > 1 or type(start) is not int or type(end) is not int:
            return None
        words = text[start:end]
        if not 0 <= start < end <= length or words != words.strip():
            return None
        layer, label = role
        rows.append((start, end, layer, label, words, at))
    rows.sort(key=_READING_ORDER)
    names = [""] * len(rows)
    values = []
    for serial, (start, end, layer, label, words, at) in enumerate(rows, 1):
        names[at] = name = f"{article_id}:span:{serial:03}"
        values.append((name, article_id, layer, label, start, end, words))
    lines = span_lines(values, _STATUS, record_schemas())
    if lines is None:
        return None
    records = [
        Span(
            id=name, article_id=article_id, layer=layer, label=label,
            start=start, end=end, text=words, status=_STATUS,
        )
        for name, article_id, layer, label, start, end, words in values
    ]  # fmt: skip
    arrivals = [
        Arrival(span.id, span.place, (name,))
        for span, name in zip(document.spans, names, strict=True)
    ]
    return PlainSpans(records, lines, arrivals)
