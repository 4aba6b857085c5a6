"""What shows when an article was written: its time expressions, and the events it tells."""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import itemgetter

from tellings.lessons.items import Quote
from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.material.days import Bound, Days
from tellings.lessons.material.occurrences import dated, settled, told
from tellings.lessons.material.readings import Readings
from tellings.lessons.voting import FindSpan
from tellings.records import Event, EventMention, Span

_CALENDAR = re.compile(r"\d{3}|XXXX-\d\d")
_NOWHERE = re.compile(r"(PAST|PRESENT|FUTURE)_REF|[X-]+")


def on_calendar(span: Span) -> bool:
    """Whether a time expression means a year or decade, or a month or day of whatever year."""
    return bool(span.label == "date" and span.timex and _CALENDAR.match(span.timex.value))


def helps(layers: Layers, span: Span) -> bool | None:
    """Whether a time expression by itself helps to date its article; None where that is open.

    It does if its value is on the calendar without the date of the page or another article
    (basis ``in_text``, or ``unknown`` where the year is open). It does not if it is a duration
    or frequency, or if its value counts from the day of writing: ``PRESENT_REF`` and the like,
    or ``X`` and hyphens only. It is open for every other value, as where only the date of the
    page, another article or a page outside gives it, and where the passes differ on it.
    """
    if span.timex is None or not value_agreed(layers, span):
        return None
    if span.label != "date" or _NOWHERE.fullmatch(span.timex.value):
        return False
    return True if on_calendar(span) and span.timex.basis in ("in_text", "unknown") else None


def value_agreed(layers: Layers, span: Span) -> bool:
    """Whether the passes agree on what a time expression means."""
    return not layers.voting.votes(span, _value).contested


def _value(record: Span, _spans: FindSpan) -> object:
    return record.timex.value if record.timex else None


def clocks(layers: Layers, article: str) -> list[Quote]:
    """Times that a page or a tool put there and that say nothing about the day of writing."""
    proof = {each.ref for each in layers.articles[article].published_in_text.evidence}
    trusted = [layers.quote(each) for each in proof if each in layers.records]
    found = layers.spans(article, "segment", "crawl_timestamp", "inserted_metadata")
    shown = [layers.words(article, each.start, each.end) for each in found]
    return [each for each in shown if not any(quote.within(each) for quote in trusted)]


@dataclass(frozen=True)
class Written:
    """When an article was written, as far as the articles show.

    Attributes:
        first: the first day on which it can have been written; None if nothing shows one.
        last: the last day.
        shows_first: the words that show the first day.
        shows_last: the words that show the last day.
        stated: whether the article's date itself is known, not only what it tells.
        quotable: whether that can be shown by words of the articles.
    """

    first: Bound = None
    last: Bound = None
    shows_first: tuple[Quote, ...] = ()
    shows_last: tuple[Quote, ...] = ()
    stated: bool = False
    quotable: bool = True

    @property
    def days(self) -> Days:
        """Both days."""
        return self.first, self.last


def written(layers: Layers, article: str) -> Written:
    """When an article was written.

    If ``published_in_text`` has a basis that the articles show, its days. Else: not before the
    latest first day of an event that it tells as past, and not after the earliest last day of
    an event that it tells itself as to come and another article tells as past; nothing to be
    quoted, if these two are at odds, or if only a mention that is not settled would give a bound.
    """
    date = layers.articles[article].published_in_text
    if date.basis in SHOWN:
        proof = layers.shown_by(date.evidence)
        quotable = bool(proof and date.earliest and date.latest)
        return Written(date.earliest, date.latest, proof, proof, stated=True, quotable=quotable)
    past = _told(layers, article, "historical", lambda days: days[0])
    to_come = _told(layers, article, "future", lambda days: days[1])
    true = [(day, each) for day, each in to_come if _come_true(layers, each)]
    first, begun = max(past, key=itemgetter(0), default=(None, None))
    last, over = min(true, key=itemgetter(0), default=(None, None))
    if first and last and first > last:
        return Written(quotable=False)
    if first is None and last is None and _may_be_bound(layers, article):
        return Written(quotable=False)
    return Written(first, last, _proof(layers, begun), _proof(layers, over))


def _told(
    layers: Layers, article: str, context: str, bound: Callable[[Days], Bound]
) -> list[tuple[datetime.date, EventMention]]:
    """The dated events that an article tells in a context, with a bound of their days."""
    found = []
    for each in layers.of(EventMention, article):
        if each.context == context and bounds(layers, each):
            days = dated(layers, event_of(layers, each))
            if days and (day := bound(days)):
                found.append((day, each))
    return found


def bounds(layers: Layers, mention: EventMention) -> bool:
    """Whether how an event is told shows that the article is not older, or not younger.

    What a source said would come may have come by the day on which an article passes it on.
    """
    if not settled(layers, mention):
        return False
    return mention.context != "future" or not Readings(layers).handed_on(told(layers, mention))


def _may_be_bound(layers: Layers, article: str) -> bool:
    """Whether an article tells of an event with days, settled or not, that would bound it."""
    told_of = (each for each in layers.of(EventMention, article) if each.context == "historical")
    return any(dated(layers, event_of(layers, each)) for each in told_of)


def event_of(layers: Layers, mention: EventMention) -> Event:
    """The event that a mention tells.

    Raises:
        KeyError: if there is no such event, which validation rules out.
    """
    found = layers.records[mention.event]
    if not isinstance(found, Event):
        raise KeyError(mention.event)
    return found


def _come_true(layers: Layers, mention: EventMention) -> EventMention | None:
    others = (each for each in layers.of(EventMention) if each.event == mention.event)
    past = (each for each in others if each.context == "historical" and settled(layers, each))
    return next((each for each in past if each.article_id != mention.article_id), None)


def _proof(layers: Layers, mention: EventMention | None) -> tuple[Quote, ...]:
    """How an event is told here, how as past elsewhere, and what dates it."""
    if mention is None:
        return ()
    later = _come_true(layers, mention) if mention.context == "future" else None
    found = [told(layers, each) for each in (mention, later) if each]
    dates = layers.shown_by(event_of(layers, mention).date.evidence)
    own = [each for each in dates if each.article == mention.article_id]
    return tuple(dict.fromkeys([*found, *(own or dates)]))


def distinct_words(quotes: Iterable[Quote]) -> list[Quote]:
    """Quotations without those that say the same words in the same article."""
    return list({(each.article, each.text.casefold()): each for each in quotes}.values())
