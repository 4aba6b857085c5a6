"""What dates a page: times on the calendar, what is told as past or as still to come, its date."""

import re
from collections.abc import Iterator

from tellings.records import Attribution, EventMention, Evidence, Span
from tests.lessons.solver.days import Days, days_of, event_days, read
from tests.lessons.solver.found import Found, chosen, matched
from tests.lessons.solver.layers import SHOWN_BY_ARTICLES, Story, place_of
from tests.lessons.solver.seen import Place, SeenItem

_SAYS = {
    "not-before": "Not written before it",
    "not-after": "Not written after it",
    "tells-nothing": "It tells no day",
}
_CANNOT = {"cannot": "at a time that the texts set no limit to"}
_TOLD = {"historical": "not-before", "future": "not-after"}
_ON_CALENDAR = re.compile(r"\d{3}|XXXX-\d\d")
_NO_DAY = re.compile(r"(PAST|PRESENT|FUTURE)_REF|[X-]+")


def solve(item: SeenItem, story: Story) -> Found:
    """Mark the times that date a page, say what times tell, or when an article was written."""
    if item.kind == "mark":
        return _mark(item, story)
    if item.kind == "choice":
        return chosen(_written(item, story))
    meant = story.meanings(item, _SAYS)
    return matched({row.id: {meant[x] for x in _tells(story, row.text.place)} for row in item.rows})


def _mark(item: SeenItem, story: Story) -> Found:
    right, unsure = set(), set()
    for option in item.options:
        if _clock(story, option.text.place):
            unsure.add(option.id)
        times = list(_times(story, option.text.place))
        if any(_dates_alone(story, each) for each in times):
            right.add(option.id)
        elif not all(_no_day(each) for each in times):
            unsure.add(option.id)
    return chosen(right, unsure)


def _times(story: Story, place: Place) -> Iterator[Span]:
    found = story.gold.spans("time", place.article)
    return (each for each in found if place_of(each).meets(place))


def _on_calendar(time: Span) -> bool:
    value = time.timex.value if time.timex else ""
    return time.label == "date" and _ON_CALENDAR.match(value) is not None


def _dates_alone(story: Story, time: Span) -> bool:
    """Whether it names a day, month or year by itself."""
    basis = time.timex.basis if time.timex else ""
    return _on_calendar(time) and basis in ("in_text", "unknown") and _value_agreed(story, time)


def _value_agreed(story: Story, time: Span) -> bool:
    return story.agreed(time, lambda each, _book: each.timex and each.timex.value)


def _no_day(time: Span) -> bool:
    value = time.timex.value if time.timex else ""
    return time.label != "date" or _NO_DAY.fullmatch(value) is not None


def _clock(story: Story, place: Place) -> bool:
    """Whether words are the clock of a page, and no evidence of the article's date."""
    dated = story.articles[place.article].published_in_text.evidence
    return any(
        each.label == "crawl_timestamp"
        or (each.label == "inserted_metadata" and not _shown(story, place_of(each), dated))
        for each in story.gold.spans("segment", place.article)
        if place_of(each).meets(place)
    )


def _shown(story: Story, segment: Place, evidence: tuple[Evidence, ...]) -> bool:
    refs = [each.ref for each in evidence if each.ref in story.gold.records]
    return any(segment.meets(each) for each in story.gold.places(refs))


# What a time tells ---------------------------------------------------------------------------


def _tells(story: Story, place: Place) -> set[str]:
    mentions = [
        each
        for each in story.gold.of(EventMention, place.article)
        if each.time_span and story.gold.place(each.time_span) == place
    ]
    times = [each for each in _times(story, place) if place_of(each) == place]
    if not mentions and times and all(each.label != "date" for each in times):
        return {"tells-nothing"}
    if not times or not all(_dates_alone(story, each) for each in times):
        return set()
    return {
        _TOLD[each.context] for each in mentions if each.context in _TOLD and _counts(story, each)
    }


def _counts(story: Story, mention: EventMention) -> bool:
    shown = mention.identity_basis in SHOWN_BY_ARTICLES
    if mention.context == "future" and _said_to_come(story, mention):
        return False
    return shown and story.agreed(mention, lambda each, _book: each.context)


def _said_to_come(story: Story, mention: EventMention) -> bool:
    """Whether anybody has the words for an event among those of a source."""
    names = [mention.trigger_span] if mention.trigger_span else mention.evidence_spans[:1]
    return any(
        content.meets(place)
        for place in story.gold.places(names)
        for book in story.books
        for each in book.of(Attribution, mention.article_id)
        for content in book.places(each.content_spans)
    )


# When an article was written -----------------------------------------------------------------


def _written(item: SeenItem, story: Story) -> set[str]:
    """The options that are true of what the texts show; the vaguer ones of these as well."""
    (article,) = story.published_by(item.stem.words)
    shown = days_of(story.articles[article].published_in_text) or _bounds(story, article)
    if shown is None and _may_be_bound(story, article):
        return set()
    if shown is None:
        return {story.meanings(item, _CANNOT)["cannot"]}
    said = {each.id: read(story, item.exercise, each.text.words) for each in item.options}
    return {name for name, days in said.items() if days and days.holds(shown)}


def _bounds(story: Story, article: str) -> Days | None:
    """After what it tells as past, before what it awaits and another tells as past."""
    past = [days.first for _, days in _events(story, "historical", article) if days.first]
    others = {
        event
        for other in story.articles
        for event, _ in _events(story, "historical", other)
        if other != article
    }
    awaited = _events(story, "future", article)
    last = [days.last for event, days in awaited if event in others and days.last]
    return Days(max(past, default=None), min(last, default=None)) if past or last else None


def _may_be_bound(story: Story, article: str) -> bool:
    """Whether it tells as past, however unsure that is, of an event with days."""
    told = (each for each in story.gold.of(EventMention, article) if each.context == "historical")
    return any(event_days(story, each.event) for each in told)


def _events(story: Story, context: str, article: str) -> list[tuple[str, Days]]:
    return [
        (each.event, days)
        for each in story.gold.of(EventMention, article)
        if each.context == context and _counts(story, each)
        if (days := event_days(story, each.event))
    ]
