"""One event or two? What gold and the passes say of two events that articles tell."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.material.mention_times import fit, one_time
from tellings.lessons.material.occurrences import apart, contested, dated, settled, told, worded
from tellings.lessons.material.vocabulary import long_words
from tellings.lessons.voting import FindSpan
from tellings.records import Event, EventLink, EventMention

SAME, DIFFERENT, UNTOLD = "same", "different", "untold"
_MEANS = {"unsure": UNTOLD, "distinct": DIFFERENT, "near_identical": SAME}
_TELLABLE = frozenset({"historical", "future"})
_ANYTHING = "other"
"""The type of events that are alike in nothing."""


@dataclass(frozen=True)
class Doubles:
    """Two mentions that may tell of one event.

    Attributes:
        first: the one that stands in the earlier article of the story.
        second: the other.
        verdict: what the texts show of them.
        link: the link that says so; None where the events or their dates do.
    """

    first: EventMention
    second: EventMention
    verdict: str
    link: EventLink | None = None


def same(layers: Layers) -> Iterator[Doubles]:
    """Events that two articles tell as past, at one time, and every pass holds for one."""
    for event in layers.of(Event):
        mentions = [each for each in _mentions(layers, event.id) if _past(layers, each)]
        for a, b in combinations(mentions, 2):
            shown = a.article_id != b.article_id and one_time(layers, a, b)
            if shown and _one_everywhere(layers, a, b):
                yield Doubles(a, b, SAME)
                break


def linked(layers: Layers, verdict: str) -> Iterator[Doubles]:
    """The doubles of links that mean a verdict and that the passes agree on.

    Where links of several bases speak of two events, one that decides goes before one that does
    not, and two that decide otherwise say nothing. Two events that are said to be distinct need
    days that keep them apart; two that may be one have one type, and neither days nor times that
    decide.
    """
    said: dict[frozenset[str], set[str]] = {}
    for link in links(layers):
        said.setdefault(_ends(link), set()).add(_MEANS[link.relation])
    for link in links(layers):
        decided = said[_ends(link)] - {UNTOLD} or {UNTOLD}
        if decided == {verdict} == {_MEANS[link.relation]} and _agreed(layers, link):
            found = doubles_of(layers, link)
            yield from (each for each in found if _borne_out(layers, each))


def _borne_out(layers: Layers, doubles: Doubles) -> bool:
    """Whether the days that the articles give allow a verdict."""
    if doubles.verdict == SAME:
        return True
    ends = (layers.records[each.event] for each in (doubles.first, doubles.second))
    one, other = (each for each in ends if isinstance(each, Event))
    keep_apart = _keep_apart(layers, one, other)
    if doubles.verdict == DIFFERENT:
        return keep_apart
    alike = one.type == other.type
    return alike and not keep_apart and not fit(layers, doubles.first, doubles.second)


def _ends(link: EventLink) -> frozenset[str]:
    return frozenset((link.from_event, link.to_event))


def dated_apart(layers: Layers) -> Iterator[Doubles]:
    """Events of one type, told alike, with no day in common, and that no link speaks of."""
    said = {_ends(each) for each in layers.of(EventLink)}
    for a, b in combinations(layers.of(Event), 2):
        alike = a.type == b.type != _ANYTHING and frozenset((a.id, b.id)) not in said
        if alike and _keep_apart(layers, a, b):
            found = _doubles(layers, a.id, b.id, DIFFERENT)
            yield from (each for each in found if _told_alike(layers, each))


def _told_alike(layers: Layers, doubles: Doubles) -> bool:
    """Whether the words for two events have a long word in common, so that they look like one."""
    first, second = (told(layers, each).text for each in (doubles.first, doubles.second))
    return not long_words(first).isdisjoint(long_words(second))


def _keep_apart(layers: Layers, a: Event, b: Event) -> bool:
    """Whether two events have days, none of which they share."""
    ours, theirs = dated(layers, a), dated(layers, b)
    return bool(ours and theirs and (apart(ours, theirs) or apart(theirs, ours)))


def links(layers: Layers) -> Iterator[EventLink]:
    """The links that say whether two events are one, as far as the articles show it."""
    for each in layers.of(EventLink):
        if each.relation in _MEANS and each.basis in SHOWN:
            yield each


def doubles_of(layers: Layers, link: EventLink) -> Iterator[Doubles]:
    """The two mentions that a link is best shown by, if there are any."""
    verdict = _MEANS[link.relation]
    yield from _doubles(layers, link.from_event, link.to_event, verdict, link)


def readings(layers: Layers, link: EventLink) -> Counter[str]:
    """How many passes say of the two events of a link that they are one, two, or untold."""
    found: Counter[str] = Counter()
    merged = _merged(layers, link)
    for name, said in layers.voting.values(link, relation).items():
        if name in merged:
            found[SAME] += 1
        elif said:
            found[_MEANS.get(str(said[0]), DIFFERENT)] += 1
    return found


def _doubles(
    layers: Layers, one: str, other: str, verdict: str, link: EventLink | None = None
) -> Iterator[Doubles]:
    """Two mentions, in two articles and told alike if possible; if untold, of whatever basis."""
    fits = _legible if verdict == UNTOLD else settled if link else _tellable
    ours = [each for each in _mentions(layers, one) if fits(layers, each)]
    theirs = [each for each in _mentions(layers, other) if fits(layers, each)]
    pairs = sorted(product(ours, theirs), key=lambda pair: _likeness(layers, link, *pair))
    for a, b in pairs[:1]:
        first, second = sorted((a, b), key=lambda each: _place(layers, each))
        yield Doubles(first, second, verdict, link)


def _likeness(
    layers: Layers, link: EventLink | None, a: EventMention, b: EventMention
) -> tuple[object, ...]:
    """Sorts pairs: in two articles, in articles that the link names, told alike, in order."""
    refs = [layers.records.get(each.ref) for each in (link.evidence if link else ())]
    named = {getattr(each, "article_id", None) for each in refs}
    outside = sum(each.article_id not in named for each in (a, b)) if link else 0
    places = _place(layers, a), _place(layers, b)
    return a.article_id == b.article_id, outside, a.context != b.context, places


def _place(layers: Layers, mention: EventMention) -> tuple[int, str]:
    return list(layers.articles).index(mention.article_id), mention.id


def _mentions(layers: Layers, event: str) -> list[EventMention]:
    found = [each for each in layers.of(EventMention) if each.event == event]
    return sorted(found, key=lambda each: _place(layers, each))


def _tellable(layers: Layers, mention: EventMention) -> bool:
    return settled(layers, mention) and mention.context in _TELLABLE


def _past(layers: Layers, mention: EventMention) -> bool:
    return settled(layers, mention) and mention.context == "historical"


def _legible(layers: Layers, mention: EventMention) -> bool:
    """Whether a mention tells what was done; what is only threatened or planned may never be."""
    done = mention.context == "historical" and worded(mention)
    return done and not contested(layers, mention)


def _agreed(layers: Layers, link: EventLink) -> bool:
    """Whether every pass has the link's relation, and none holds the events for one."""
    votes = layers.voting.votes(link, relation)
    return not votes.contested and (link.relation == "near_identical" or not _merged(layers, link))


def _merged(layers: Layers, link: EventLink) -> set[str]:
    """The passes in which both events of a link came from one."""
    ends = [layers.records[each] for each in (link.from_event, link.to_event)]
    first, second = (layers.voting.values(each, _identity) for each in ends)
    return {name for name in first if set(first[name]) & set(second[name])}


def _one_everywhere(layers: Layers, a: EventMention, b: EventMention) -> bool:
    """Whether each pass that has both mentions gives them one event."""
    first, second = (layers.voting.values(each, _event) for each in (a, b))
    both = [name for name in first if first[name] and second[name]]
    return all(set(first[name]) & set(second[name]) for name in both)


def relation(record: EventLink, _spans: FindSpan) -> object:
    """What passes vote on at a link."""
    return record.relation


def _identity(record: Event, _spans: FindSpan) -> object:
    return record.id


def _event(record: EventMention, _spans: FindSpan) -> object:
    return record.event
