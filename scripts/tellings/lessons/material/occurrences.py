"""Events in the articles, as far as the articles show them and the passes are at one."""

from tellings.lessons.items import Quote
from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.material.days import Days
from tellings.lessons.voting import FindSpan
from tellings.records import Event, EventMention


def told(layers: Layers, mention: EventMention) -> Quote:
    """The words that tell an event: its trigger, or what shows it where there is none."""
    return layers.quote(mention.trigger_span or mention.evidence_spans[0])


def settled(layers: Layers, mention: EventMention) -> bool:
    """Whether the articles show which event this is, and the passes agree on how it is told."""
    shown = worded(mention) and mention.identity_basis in SHOWN
    return shown and not contested(layers, mention)


def worded(mention: EventMention) -> bool:
    """Whether there are words that tell the event."""
    return bool(mention.trigger_span or mention.evidence_spans)


def contested(layers: Layers, mention: EventMention) -> bool:
    """Whether the passes differ on how an event is told, or that it is."""
    return layers.voting.votes(mention, _context).contested


def dated(layers: Layers, event: Event) -> Days | None:
    """The days of an event, if the articles show them and the passes agree on them."""
    date = event.date
    if date.basis not in SHOWN or layers.voting.votes(event, _date).contested:
        return None
    days = date.earliest, date.latest
    return days if any(days) else None


def apart(a: Days, b: Days) -> bool:
    """Whether ``a`` ends before ``b`` begins.

    >>> from datetime import date
    >>> apart((None, date(2031, 2, 3)), (date(2031, 2, 4), None))
    True
    """
    return bool(a[1] and b[0] and a[1] < b[0])


def _context(record: EventMention, _spans: FindSpan) -> object:
    return record.context


def _date(record: Event, _spans: FindSpan) -> object:
    return record.date.earliest, record.date.latest
