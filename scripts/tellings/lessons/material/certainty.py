"""The scale from sure that a thing is so to sure that it is not, and stands picked along it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice

from tellings.lessons.items import Pair, Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.commitments import Stand, holder, shown, speaker
from tellings.lessons.material.sources import contents, owner_open, source_said
from tellings.records import Attribution, Event

SCALE: Mapping[str, int] = {
    "certain": 3,
    "probable": 2,
    "possible": 1,
    "not_committed": 0,
    "declines_to_confirm": 0,
    "no_response": 0,
    "unknown": 0,
    "possible_not": -1,
    "probable_not": -2,
    "certain_not": -3,
}
"""Each factuality with its step; on one step are those that take no side."""
_FLAT = frozenset({"certain", "certain_not"})


def readable(layers: Layers, stand: Stand) -> bool:
    """Whether there is a name for who stands there, and words short enough to read."""
    return bool(speaker(layers, stand)) and shown(layers, stand) is not None


def seen(layers: Layers, stand: Stand) -> Quote:
    """The words shown with a readable stand."""
    found = shown(layers, stand)
    assert found is not None, "a stand without words was taken"
    return found


def markable(layers: Layers, found: Iterable[Stand]) -> list[Stand]:
    """What may be marked: uncontested, readable, clear, and none that repeats another.

    One repeats another if it is as sure in the same words, or as sure and of the same holder.
    """
    kept, marks = [], set[tuple[str, object]]()
    for each in found:
        if each.votes.contested or not readable(layers, each) or not _clear(layers, each):
            continue
        facts = each.factuality
        mine = {(facts, seen(layers, each)), (facts, holder(layers, each))}
        if not mine & marks:
            kept.append(each)
        marks |= mine
    return kept


def _clear(layers: Layers, stand: Stand) -> bool:
    """Whether it is clear who speaks there, and that a plan is not told as sure."""
    if stand.own and any(owner_open(layers, each) for each in layers.quotes(stand.places)):
        return False
    act = stand.commitment.speech_act
    planned = stand.mention.context == "future" and act == "asserts"
    return not (planned and stand.factuality == "not_committed")


def passed_on(layers: Layers, stand: Stand) -> Attribution | None:
    """Who says what a readable stand hands on: the attribution with the reporting word in view.

    Of an outlet's own stand it is nobody else's (no ``parent``), of a source's it is inside what
    that source says. One that meets the places of the stand or of its event comes before others.
    """
    source, mention = None if stand.own else stand.commitment.source, stand.mention
    event = (*mention.evidence_spans, *([mention.trigger_span] if mention.trigger_span else ()))
    places, shown = layers.quotes((*stand.places, *event)), seen(layers, stand)
    found = [
        (any(place.meets(cue, *contents(layers, each)) for place in places), each)
        for each in layers.of(Attribution, mention.article_id)
        if each.parent == source and each.cue_span and source_said(layers, each)
        for cue in layers.quotes((each.cue_span,))
        if cue.within(shown)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def telling_words(layers: Layers, stand: Stand) -> Quote:
    """The evidence among the words shown: of a statement the longest, of the rest the shortest.

    Of what is stated with a word of doubt about something else in it, the first claim without one.
    """
    shown = seen(layers, stand)
    evidence = layers.quotes(stand.places)
    within = [each for each in evidence if each.within(shown)] or [shown]
    if stand.factuality == "certain":
        return _undoubted(layers, max(within, key=_length))
    if stand.factuality == "not_committed":
        return max(within, key=_length)
    return min(within, key=_length)


def _undoubted(layers: Layers, quote: Quote) -> Quote:
    claims = [layers.quote(each.id) for each in layers.spans_in(quote, "claim")]
    sure = (each for each in (quote, *claims) if not layers.spans_on(each, "wording", "hedge"))
    return next(sure, quote)


def _length(quote: Quote) -> int:
    return len(quote.text)


def interest(found: Sequence[Stand]) -> tuple[int, int, int]:
    """Sorting key: what has many kinds of certainty first, then what is told often."""
    tellings = {each.mention.article_id for each in found}
    return -len(kinds(found)), -len(tellings), -len(found)


def kinds(found: Iterable[Stand]) -> set[str]:
    """The factualities among some stands."""
    return {each.factuality for each in found}


def spread(found: Sequence[Stand], most: int) -> list[Stand]:
    """Some stands, one of each factuality in turn, the outlets' own last; in their order."""
    groups: dict[str, list[Stand]] = defaultdict(list)
    for each in sorted(found, key=lambda each: each.own):
        groups[each.factuality].append(each)
    kept = {id(each) for each in islice(in_turn(groups.values()), most)}
    return [each for each in found if id(each) in kept]


def ranked_pairs(names: Mapping[str, Stand]) -> Iterator[Pair]:
    """The pairs that have an order, or are equally sure; not those that both take no side."""
    for (one, a), (other, b) in combinations(names.items(), 2):
        step, next_step = SCALE[a.factuality], SCALE[b.factuality]
        if step != next_step:
            yield Pair(one, other) if step > next_step else Pair(other, one)
        elif a.factuality == b.factuality and a.factuality in _FLAT:
            yield Pair(one, other, same=True)


def said_by_each(stand: Stand) -> list[str]:
    """What each pass says, where it says one thing."""
    return [said[0] for said in stand.said.values() if len(said) == 1]


def readings(stand: Stand) -> list[str]:
    """What gold and the passes say, along the scale."""
    said = {stand.factuality, *said_by_each(stand)}
    return [name for name in SCALE if name in said]


def contested(
    layers: Layers, events: Iterable[tuple[Event, list[Stand]]]
) -> list[tuple[Event, Stand]]:
    """What the passes differ on, gold with one of them: those with the most readings first."""
    found = [
        (event, each)
        for event, all_of_it in events
        for each in all_of_it
        if len(set(said_by_each(each))) > 1 and each.factuality in said_by_each(each)
        if readable(layers, each)
    ]
    return sorted(found, key=lambda pair: -len(readings(pair[1])))
