"""Which articles tell a fact, which could have, and whether the passes agree on it."""

from tellings.lessons.layers import EXTERNAL
from tellings.lessons.voting import FindSpan, Value
from tellings.records import Fact, FactCell

TOLD = frozenset({"present", "disputed"})
"""The article tells it, in ``disputed`` together with a voice that says it is not so."""
ABSENT = "absent"
TOO_EARLY = "not_yet_knowable"
LEFT_OUT, OPEN = "left-out", "open"
UNKNOWN = "unknown"


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
