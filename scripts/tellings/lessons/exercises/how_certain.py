"""How certain? How sure each source of the tellings is that one thing happened or will happen.

Everything is about one event of the registry and the commitments of its mentions. No event is
asked about that readers could take for another one of its type, and are asked about
(``may_be_another``): the question would say who tells of which. A source of an article counts once
for an event, and not at all if its commitments in that article differ, if the event's date or the
mention's ``identity_basis`` is ``external``, or (in what is marked) if a pass says another
factuality of it or none, if an outlet itself speaks where its words may be a source's
(``owner_open``), or if somebody asserts what is planned, and that is taken for no commitment: a
plan may sound sure.

- ``match``: a row is a source of an article with the sentence of its first evidence span. Key:
  its ``factuality``. Options are the factualities of the rows and some that no row has.
- ``order``: the same rows, from the surest that it is so to the surest that it is not: certain,
  probable, possible, then whatever takes no side (not_committed, declines_to_confirm,
  no_response, unknown), possible_not, probable_not, certain_not. Pairs of two different steps are
  marked, and pairs of two that are both certain, or both certain_not, as having the same place.
- ``discuss``: a commitment for which the passes chose different factualities, gold one of these.
  Its options are what they chose, its votes how many passes chose each; it has no key.
"""

from collections.abc import Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row, Votes
from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.material.certainty import (
    SCALE,
    contested,
    interest,
    kinds,
    markable,
    passed_on,
    ranked_pairs,
    readings,
    said_by_each,
    seen,
    spread,
    telling_words,
)
from tellings.lessons.material.commitments import Stand, speaker, stands, to_come
from tellings.lessons.material.one_event import may_be_another
from tellings.lessons.material.origins import Origins
from tellings.lessons.material.sources import source_said
from tellings.lessons.wording import Words, listed
from tellings.records import Event

_ROWS, _STEPS = 5, 5
_MATCHES, _LADDERS, _TALKS = 3, 2, 2
_ALWAYS = frozenset({"certain", "not_committed", "declines_to_confirm", "certain_not"})

WORDS = {
    "title": "How certain?",
    "about": "Students tell what a source states from what it leaves open, refuses to say or"
    " denies, and see that “not confirmed” is not “denied”.",
    "task": "Read who speaks and what the words say about this one thing. How sure is that source?",
    "rule": "Look for the words that carry certainty: “agreed”, “may”, “has not confirmed”. Not"
    " confirmed is not denied, and reported is not confirmed.",
    "nothing": "of no event do two sources say different things on which the passes agree",
    "match-stem": "“{event}”: how sure is each source that this is so, or will be?{plan}",
    "order-stem": "“{event}”: which source is surest that this is so, or will be? Put the sources"
    " in order, the surest first. Sources that are equally sure share a place.{plan}",
    "plan": " If somebody tells a plan or a day without any doubt, that counts as sure.",
    "discuss-stem": "“{event}”: how sure is this source that this is so, or will be? {row}",
    "row": "{source} (in {outlet}): {words}",
    "own-row": "{outlet}, speaking itself: {words}",
    "who": "{source} in {outlet}",
    "own-who": "{outlet} itself",
    "certain": "sure that it is so",
    "probable": "thinks it likely",
    "possible": "thinks it possible",
    "not_committed": "only mentions it, or passes on what others say",
    "declines_to_confirm": "will not confirm it",
    "no_response": "was asked, and gave no answer",
    "unknown": "says that it does not know",
    "possible_not": "thinks it possible that it is not so",
    "probable_not": "thinks it unlikely",
    "certain_not": "sure that it is not so",
    "used": "Right for {rows}.",
    "unused": "Nobody here goes so far. {definition}",
    "unused-certain_not": "Nobody here denies it. Not to confirm a thing, or to say nothing of it,"
    " is not to deny it.",
    "unused-declines_to_confirm": "Nobody here refuses to confirm it.",
    "unused-not_committed": "Everybody here takes a side or refuses to.",
    "unused-certain": "Nobody here states it as a fact.",
    "why-certain": "There is no word of doubt in {evidence}.",
    "why-not_committed": "This only mentions it. It does not say whether it happened or will"
    " happen: {evidence}",
    "why-reports": "{evidence} shows that this is what somebody else says: {other}. It is only"
    " passed on.",
    "why-declines_to_confirm": "{evidence} says neither yes nor no. It is no denial.",
    "why-no_response": "{evidence} reports silence. Silence is neither a yes nor a no.",
    "why-other": "Look at the words: {evidence}. {definition}",
    "why-threatens": "{evidence} is a threat. It does not say that it will happen.",
    "why-asks": "{evidence} asks for it, or asks about it. That leaves open whether it will"
    " happen.",
    "match-why": "One source can be sure of a thing while another, or the outlet that quotes it,"
    " takes no side.",
    "order-why": "Who states a thing as a fact comes before who leaves it open. Those who take no"
    " side can stand in any order among themselves.",
    "discuss-why": "Independent readings differ here, so nothing is marked. Which words would"
    " settle it? What was kept in the end is “{kept}”.",
    "vote": "{number} of {of} readings chose this: {definition}",
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    origins = Origins(layers)
    events = [
        (each, stands(layers, origins, each.id))
        for each in layers.of(Event)
        if each.date.basis != EXTERNAL and not may_be_another(layers, each)
    ]
    sure = {each.id: markable(layers, found) for each, found in events}
    ranked = sorted((each for each, _ in events), key=lambda each: interest(sure[each.id]))
    matches = [each for each in ranked if _varied(sure[each.id])][:_MATCHES]
    ladders = [each for each in ranked if _is_ladder(sure[each.id])][:_LADDERS]
    makers = [(_match, each) for each in matches] + [(_order, each) for each in ladders]
    for maker, event in makers:
        yield maker(layers, words, event, sure[event.id])
    for event, stand in contested(layers, events)[:_TALKS]:
        yield _discuss(layers, words, event, stand)


def _varied(found: Sequence[Stand]) -> bool:
    return len(found) > 2 and len(kinds(found)) > 1


def _is_ladder(found: Sequence[Stand]) -> bool:
    return len(kinds(found)) > 2 and len({SCALE[each] for each in kinds(found)}) > 1


# Match -----------------------------------------------------------------------------------------


def _match(layers: Layers, words: Words, event: Event, found: list[Stand]) -> Item:
    chosen = spread(found, _ROWS)
    used = {each.factuality for each in chosen}
    rows = tuple(_row(layers, words, number, each) for number, each in enumerate(chosen, 1))
    scale = [name for name in SCALE if name in used | _ALWAYS]
    return Item(
        kind=Kind.MATCH,
        stem=words.say("match-stem", event=event.title, plan=_plan(words, chosen)),
        options=tuple(_option(layers, words, name, chosen) for name in scale),
        rows=rows,
        fixed=True,
        why=words.say("match-why"),
        evidence=_evidence(layers, chosen),
        records=_records(event, chosen),
        minutes=3,
        difficulty=2,
    )


def _row(layers: Layers, words: Words, number: int, stand: Stand) -> Row:
    text, why = _text(layers, words, stand), _why(layers, words, stand)
    return Row(str(number), text, stand.factuality, why, (telling_words(layers, stand),))


def _option(layers: Layers, words: Words, name: str, chosen: Sequence[Stand]) -> Option:
    rows = [_who(layers, words, each) for each in chosen if each.factuality == name]
    if rows:
        return Option(name, (words[name],), words.say("used", rows=listed(rows, "; ")))
    special = f"unused-{name}"
    if special in words.english:
        return Option(name, (words[name],), words.say(special))
    definition = layers.label("factuality", name).definition
    return Option(name, (words[name],), words.say("unused", definition=definition))


def _plan(words: Words, chosen: Sequence[Stand]) -> str:
    """How a plan counts, if there is one among what sources are sure of."""
    planned = any(each.factuality == "certain" and to_come(each) for each in chosen)
    return words["plan"] if planned else ""


def _why(layers: Layers, words: Words, stand: Stand) -> Rich:
    definition = layers.label("factuality", stand.factuality).definition
    if (other := passed_on(layers, stand)) and _only_reports(stand):
        return words.say(
            "why-reports",
            other=source_said(layers, other),
            evidence=layers.quote(other.cue_span or ""),
        )
    return words.say(
        _reason(words, stand),
        evidence=telling_words(layers, stand),
        definition=definition,
    )


def _only_reports(stand: Stand) -> bool:
    """Whether a source takes no side because it hands on what another says."""
    return stand.factuality == "not_committed" and stand.commitment.speech_act == "reports"


def _reason(words: Words, stand: Stand) -> str:
    """The name of the sentence that says why a source is as sure as it is."""
    act = stand.commitment.speech_act
    plain = stand.factuality == "not_committed"
    if plain and act in ("threatens", "asks"):
        return f"why-{act}"
    special = f"why-{stand.factuality}"
    return special if special in words.english else "why-other"


# Order -----------------------------------------------------------------------------------------


def _order(layers: Layers, words: Words, event: Event, found: list[Stand]) -> Item:
    chosen = spread(found, _STEPS)
    names = {str(number): each for number, each in enumerate(chosen, 1)}
    return Item(
        kind=Kind.ORDER,
        stem=words.say("order-stem", event=event.title, plan=_plan(words, chosen)),
        options=tuple(
            Option(name, _text(layers, words, each), _why(layers, words, each))
            for name, each in names.items()
        ),
        pairs=tuple(ranked_pairs(names)),
        why=words.say("order-why"),
        evidence=_evidence(layers, chosen),
        records=_records(event, chosen),
        minutes=3,
        difficulty=3,
    )


# Discuss ---------------------------------------------------------------------------------------


def _discuss(layers: Layers, words: Words, event: Event, stand: Stand) -> Item:
    found, said = readings(stand), said_by_each(stand)
    votes = tuple(Votes(said.count(name), stand.votes.of) for name in found)
    shown = seen(layers, stand)
    row = _text(layers, words, stand)
    return Item(
        kind=Kind.DISCUSS,
        stem=words.say("discuss-stem", row=row, event=event.title),
        options=tuple(
            Option(name, (words[name],), _vote(layers, words, name, count))
            for name, count in zip(found, votes, strict=True)
        ),
        votes=votes,
        fixed=True,
        why=words.say("discuss-why", kept=words[stand.factuality]),
        evidence=(shown,),
        records=_records(event, [stand]),
        minutes=3,
        difficulty=3,
    )


def _vote(layers: Layers, words: Words, name: str, votes: Votes) -> Rich:
    definition = layers.label("factuality", name).definition
    return words.say("vote", number=str(votes.agree), of=str(votes.of), definition=definition)


# Both ------------------------------------------------------------------------------------------


def _text(layers: Layers, words: Words, stand: Stand) -> Rich:
    outlet, said = layers.outlet(stand.mention.article_id), seen(layers, stand)
    if stand.own:
        return words.say("own-row", outlet=outlet, words=said)
    return words.say("row", source=speaker(layers, stand), outlet=outlet, words=said)


def _who(layers: Layers, words: Words, stand: Stand) -> Rich:
    outlet = layers.outlet(stand.mention.article_id)
    if stand.own:
        return words.say("own-who", outlet=outlet)
    return words.say("who", source=speaker(layers, stand), outlet=outlet)


def _evidence(layers: Layers, chosen: Sequence[Stand]) -> tuple[Quote, ...]:
    return tuple(dict.fromkeys(seen(layers, each) for each in chosen))


def _records(event: Event, chosen: Sequence[Stand]) -> tuple[str, ...]:
    return (event.id, *dict.fromkeys(each.mention.id for each in chosen))


EXERCISE = Exercise(
    name="how-certain",
    number=3,
    part=Part.CERTAINTY,
    core=True,
    skill="degrees of certainty",
    standards=("ccss:RH.11-12.3", "pisa:understand", "mail:draft"),
    needs=("event", "event-mention"),
    glossary=("factuality",),
    words=WORDS,
    make=_make,
)
