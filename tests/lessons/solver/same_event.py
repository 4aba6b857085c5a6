"""Whether two tellings are of one event, and which event came first: registry, links and dates."""

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import product

from tellings.records import Event, EventLink, EventMention
from tests.lessons.solver.days import Days, event_days
from tests.lessons.solver.found import Found, chosen
from tests.lessons.solver.layers import SHOWN_BY_ARTICLES, Book, Story
from tests.lessons.solver.seen import Place, SeenItem

_SAYS = {
    "same": "Yes, it is one event",
    "different": "No, they are two events",
    "untold": "The texts do not tell",
}
_DECIDES = {"near_identical": "same", "distinct": "different"}


def solve(item: SeenItem, story: Story) -> Found:
    """Say whether it is one event, or put events in order."""
    if item.kind == "order":
        return _order(item, story)
    here, there = (_mentions(story, each) for each in item.stem.places)
    meant = story.meanings(item, _SAYS)
    verdicts = {each for pair in product(here, there) for each in _verdicts(story, *pair)}
    return chosen(meant[each] for each in verdicts)


def _mentions(story: Story, words: Place) -> list[EventMention]:
    """The mentions of events that some words stand for."""
    return [
        each
        for each in story.gold.of(EventMention, words.article)
        if _shown(story.gold, each) == words
    ]


def _shown(book: Book, mention: EventMention) -> Place | None:
    span = mention.trigger_span or next(iter(mention.evidence_spans), None)
    return book.place(span) if span else None


def _verdicts(story: Story, here: EventMention, there: EventMention) -> set[str]:
    if not all(story.agreed(each, lambda m, _book: m.context) for each in (here, there)):
        return set()
    if here.event == there.event:
        return {"same"} if _one(story, here, there) else set()
    linked = _linked(story, here.event, there.event)
    if linked:
        return {each for each in linked if _allowed(story, each, here, there)}
    any_link = any({here.event, there.event} == _ends(each) for each in story.gold.of(EventLink))
    if any_link or _type(story, here) != _type(story, there) or _type(story, here) == "other":
        return set()
    alike = _words(story, here) & _words(story, there)
    return {"different"} if alike and _dated_apart(story, here.event, there.event) else set()


def _words(story: Story, mention: EventMention) -> set[str]:
    """The words of four letters or more that tell an event."""
    place = _shown(story.gold, mention)
    return set(re.findall(r"\w{4,}", story.text(place).casefold())) if place else set()


def _allowed(story: Story, verdict: str, here: EventMention, there: EventMention) -> bool:
    """Whether days and times leave room for what a link says."""
    apart = _dated_apart(story, here.event, there.event)
    if verdict == "different":
        return apart
    done = here.context == there.context == "historical"
    open_ = done and not apart and not _times_fit(story, here, there)
    return verdict == "same" or (open_ and _type(story, here) == _type(story, there))


def _type(story: Story, mention: EventMention) -> str:
    found = story.gold.records[mention.event]
    assert isinstance(found, Event)
    return found.type


def _one(story: Story, here: EventMention, there: EventMention) -> bool:
    """Whether articles show that both are of one event, and no pass has two."""
    shown = {here.identity_basis, there.identity_basis} <= SHOWN_BY_ARTICLES
    told = here.context == there.context == "historical" and _of_one_time(story, here, there)
    apart = here.article_id != there.article_id
    return shown and told and apart and _no_pass_has_two(story, here, there)


def _of_one_time(story: Story, here: EventMention, there: EventMention) -> bool:
    """Whether both have a day, week or month of their own, and the same one."""
    one = _own_days(story, here)
    return one is not None and one == _own_days(story, there)


def _times_fit(story: Story, here: EventMention, there: EventMention) -> bool:
    """Whether both have a day, week or month of their own, one within the other."""
    one, other = _own_days(story, here), _own_days(story, there)
    return one is not None and other is not None and (one.holds(other) or other.holds(one))


def _own_days(story: Story, mention: EventMention) -> Days | None:
    if mention.time_span is None:
        return None
    time = story.gold.span(mention.time_span)
    agreed = story.agreed(time, lambda each, _book: each.timex and each.timex.value)
    if time.timex is None or time.timex.basis not in SHOWN_BY_ARTICLES or not agreed:
        return None
    match time.timex.value.split("-"):
        case [year, week] if week.startswith("W"):
            first = date.fromisocalendar(int(year), int(week[1:]), 1)
            return Days(first, first + timedelta(days=6))
        case [year, month] if (year + month).isdigit():
            last = monthrange(int(year), int(month))[1]
            return Days(date(int(year), int(month), 1), date(int(year), int(month), last))
        case [year, month, day] if (year + month + day).isdigit():
            return Days(*[date(int(year), int(month), int(day))] * 2)
    return None


def _no_pass_has_two(story: Story, here: EventMention, there: EventMention) -> bool:
    one, other = (_events_of(story, each) for each in (here, there))
    both = [name for name in one if one[name] and other.get(name)]
    return all(one[name] & other[name] for name in both)


def _events_of(story: Story, mention: EventMention) -> dict[str, set[str]]:
    return {
        book.name: {each.event for each in found if isinstance(each, EventMention)}
        for book, found in story.said(mention)
    }


def _ends(link: EventLink) -> set[str]:
    return {link.from_event, link.to_event}


def _linked(story: Story, here: str, there: str) -> set[str]:
    """What links say that the articles show: one that decides goes before one that is unsure."""
    links = [each for each in story.gold.of(EventLink) if _ends(each) == {here, there}]
    counted = {each.relation for each in links if _link_counts(story, each)}
    decided = {_DECIDES[each] for each in counted if each in _DECIDES}
    if decided:
        return decided if len(decided) == 1 else set()
    return {"untold"} if "unsure" in counted else set()


def _link_counts(story: Story, link: EventLink) -> bool:
    if link.basis not in SHOWN_BY_ARTICLES:
        return False
    near = link.relation == "near_identical"
    for book, found in story.said(link):
        related = any(isinstance(e, EventLink) and e.relation == link.relation for e in found)
        merged = _merged(story, book, link)
        if not (related or (near and merged)) or (merged and not near):
            return False
    return True


def _merged(story: Story, book: Book, link: EventLink) -> bool:
    """Whether a pass has one event for both ends of a link."""
    ends = [story.gold.records[each] for each in sorted(_ends(link))]
    theirs = [
        {each.id for b, found in story.said(end) if b is book for each in found} for end in ends
    ]
    return bool(set.intersection(*theirs))


def _dated_apart(story: Story, here: str, there: str) -> bool:
    """Whether two events are of days none of which they share."""
    first, second = event_days(story, here), event_days(story, there)
    if first is None or second is None:
        return False
    return first.before(second) or second.before(first)


def _order(item: SeenItem, story: Story) -> Found:
    """Each option's place: one more than there are options that end before it begins."""
    days = {each.id: _days(story, each.text.place) for each in item.options}
    return Found(
        places={
            name: 1 + sum(other.before(own) for other in days.values())
            for name, own in days.items()
        }
    )


def _days(story: Story, words: Place) -> Days:
    (found,) = {event_days(story, each.event) for each in _mentions(story, words)}
    assert found is not None, words
    assert None not in (found.first, found.last), words
    return found
