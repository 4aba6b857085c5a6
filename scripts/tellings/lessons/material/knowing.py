"""Which articles tell a fact, which could have, and whether the passes agree on it."""

from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.voting import FindSpan, Value
from tellings.records import Divergence, Fact, FactCell

TOLD = frozenset({"present", "disputed"})
"""The article tells it, in ``disputed`` together with a voice that says it is not so."""
ABSENT = "absent"
TOO_EARLY = "not_yet_knowable"
LEFT_OUT, OPEN = "left-out", "open"
UNKNOWN = "unknown"
_NEAR = frozenset({"granularity", "wording", "attribution_shift"})
"""Kinds of difference between answers of which the one only tells less of what the other does."""


def cell_of(fact: Fact, article: str) -> FactCell | None:
    """What gold or a pass says of one article."""
    return next((each for each in fact.cells if each.article == article), None)


def tells(cell: FactCell) -> str:
    """``told``, or the presence of a fact that is not simply told."""
    return "told" if cell.presence in TOLD else cell.presence


def silence(cell: FactCell) -> str | None:
    """Why an article is silent: ``left-out``, ``not_yet_knowable``, or ``open`` as nobody knows.

    None if it is not silent, or if only evidence from outside shows why.
    """
    if cell.basis == EXTERNAL or cell.presence not in (ABSENT, TOO_EARLY):
        return None
    if cell.basis == UNKNOWN:
        return OPEN if cell.presence == ABSENT else None
    return LEFT_OUT if cell.presence == ABSENT else TOO_EARLY


def telling_in(article: str) -> Value:
    """What is voted on: whether an article tells the fact."""

    def value(record: object, _spans: FindSpan) -> object:
        found = cell_of(record, article) if isinstance(record, Fact) else None
        return found and tells(found)

    return value


def silence_in(article: str) -> Value:
    """What is voted on: why an article is silent."""

    def value(record: object, _spans: FindSpan) -> object:
        found = cell_of(record, article) if isinstance(record, Fact) else None
        return found and silence(found)

    return value


def presence_in(article: str) -> Value:
    """What is voted on: the presence of the fact in an article, as a label of the codebook."""

    def value(record: object, _spans: FindSpan) -> object:
        found = cell_of(record, article) if isinstance(record, Fact) else None
        return found and found.presence

    return value


def speaks_of(layers: Layers, fact: Fact, article: str) -> bool:
    """Whether an article says something else on the matter of a fact.

    It answers a question otherwise than by telling the fact in other words, or less exactly
    (``_NEAR``), and the words that tell the fact elsewhere are an answer to the same question.
    """
    told = {
        span
        for cell in fact.cells
        if cell.presence in TOLD and cell.article != article
        for span in cell.spans
    }
    return any(_apart(each, told, article) for each in layers.of(Divergence))


def _apart(divergence: Divergence, told: set[str], article: str) -> bool:
    theirs = {each.group for each in divergence.answers if told.intersection(each.spans)}
    own = {each.group for each in divergence.answers if each.article == article and each.spans}
    between = [
        each.kind
        for each in divergence.relations
        if (each.group_a in theirs and each.group_b in own)
        or (each.group_b in theirs and each.group_a in own)
    ]
    return any(each not in _NEAR for each in between)
