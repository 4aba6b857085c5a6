"""Find the circular report: what one article carries from another, and how many stand alone.

``mark``: for two articles of which the later (by the ``direction`` forward of a reuse between
them on which the passes agree) carries text of the earlier. The running text of the later is cut
into passages of whole paragraphs with at least three sentences; options are its sentences. Key:
the sentences that meet a ``to_span`` of such a reuse that can be seen: it is word for word, the
passes agree that it is acknowledged, or six words in a row stand in both its sides. A sentence is
no option if it meets a reuse between the two that cannot be seen, that the passes contest or that
is not forward, or if it is no key and shares with the earlier article six words in a row or three
long ones: that could be called close. At most two passages with something to find for each one
with nothing are asked.

``choice``: an event that two or more articles tell as certain and as past or under way. An
article has a *report of its own* of it if a source in it that is certain is the outlet itself
(``author``) or an attribution that comes through no news outlet (neither it nor any ``parent`` is
a news organisation or an outlet's report), and its evidence lies in no text carried from another
article; an article of which every certain source comes through a news outlet only hands it on.
Only commitments count on which the passes agree; an event is left out if a contested one could
change the number, if an outlet's own words there may be a source's (``owner_open``), if the
event's date or a mention of it rests on what is ``external``, if an article with a source credit
(an agency line, a byline) tells it, or if readers could take it for another event of its type and
are asked about that (``may_be_another``): the question says who tells it. Key: the number of
reports of their own. Events that an article only hands on come first.
"""

from collections.abc import Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich
from tellings.lessons.layers import EXTERNAL, Layers
from tellings.lessons.material.choosing import with_enough_clean
from tellings.lessons.material.commitments import Stand, shown, speaker
from tellings.lessons.material.one_event import may_be_another
from tellings.lessons.material.origins import Origins
from tellings.lessons.material.own_reports import Telling, taken_over, tellings_of
from tellings.lessons.material.passages import body_passages, sentences_in
from tellings.lessons.material.shared_wording import Shared, shared_texts, visible
from tellings.lessons.material.sources import mainly_of, outlet_in, source_said
from tellings.lessons.material.vocabulary import has_phrase, has_run
from tellings.lessons.wording import Words, listed
from tellings.records import Attribution, Event

_SENTENCES = 3
"""So many sentences at least make a passage."""
_COUNTS = 3

WORDS = {
    "title": "Find the circular report",
    "about": "Students see that a second article is no second report if it only repeats the"
    " first, and count what stands on its own.",
    "task": "Compare the articles. What does a later one take from an earlier one? And which has a"
    " source of its own?",
    "rule": "Do not count articles, count reports of their own: who has it from a source, and who"
    " only from another outlet?",
    "nothing": "no article carries text of another in a way on which the passes agree, and no event"
    " is told by two articles of which one passes on another outlet",
    "mark-stem": "Which sentences of {later} are taken from the article of {earlier}? They are if"
    " {later} says so, or if they keep close to the words of {earlier}. The same fact in other"
    " words does not count. There may be none.",
    "verbatim": "Word for word, it was in {earlier}: {before}.",
    "named": "{later} says that it has this from {earlier}. There it says: {before}.",
    "close": "This keeps close to the words of {earlier}: {before}.",
    "unnamed": " {later} does not say so.",
    "own-said": "{later} has this from another source: {source}.",
    "own": "No passage of {earlier} is the source of this, and {later} does not name {earlier} for"
    " it.",
    "mark-why": "Words, the order of facts and a name such as “according to …” show what was taken"
    " over.",
    "mark-why-clean": "Nothing here comes from {earlier}. An article that takes over some passages"
    " can have others of its own.",
    "count-stem": "“{event}”. Articles that tell this: {outlets}. How many of them report it on"
    " their own, and do not only pass on another outlet?",
    "0": "none of them",
    "1": "one",
    "2": "two",
    "3": "three",
    "4": "four",
    "5": "five",
    "count-key": "Right. {parts}.",
    "count-many": "Too many. {parts}.",
    "count-most": "Too many: these are {number} articles, and several sources in one article are"
    " still one report.",
    "count-few": "Too few. {parts}.",
    "own-part": "{outlet} has a source of its own: {source}",
    "self-part": "{outlet} says it itself: {words}",
    "passed-part": "{outlet} only passes on another outlet: {source}",
    "count-why": "An article that passes on another outlet's report adds a voice, but no new"
    " knowledge.",
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    yield from _marks(layers, words)
    yield from _counts(layers, words)


# Mark ------------------------------------------------------------------------------------------

Marked = list[tuple[Option, Shared | None]]


def _marks(layers: Layers, words: Words) -> Iterator[Item]:
    for earlier, later, texts in _pairs(layers):
        passages = list(body_passages(layers, later, _SENTENCES))
        options = [_options(layers, words, each, earlier, texts) for each in passages]
        pairs = zip(passages, options, strict=True)
        usable = [each for each in pairs if len(each[1]) > max(1, len(_carried(each[1])))]
        for passage, marked in with_enough_clean(usable, lambda pair: not _carried(pair[1])):
            yield _mark(layers, words, passage, marked, texts)


def _pairs(layers: Layers) -> Iterator[tuple[str, str, list[Shared]]]:
    """Pairs of articles of which one visibly carries text of the other; and all they share."""
    texts = [each for each in shared_texts(layers) if each.earlier != each.later]
    carried = [each for each in texts if visible(layers, each)]
    for earlier, later in dict.fromkeys((each.earlier, each.later) for each in carried):
        both = {earlier, later}
        yield earlier, later, [each for each in texts if {each.earlier, each.later} == both]


def _options(
    layers: Layers, words: Words, passage: Quote, earlier: str, texts: Sequence[Shared]
) -> Marked:
    found: Marked = []
    for each in sentences_in(layers, passage):
        meeting = [text for text in texts if _meets(text, each)]
        carried = [text for text in meeting if text.earlier == earlier and visible(layers, text)]
        name = f"s{len(found) + 1}"
        if carried and len(carried) == len(meeting):
            why = _carried_why(layers, words, carried[0])
            found.append((Option(name, (each,), why), carried[0]))
        elif not meeting and not _close(each.text, layers.articles[earlier].text):
            why = _own_why(layers, words, each, earlier)
            found.append((Option(name, (each,), why), None))
    return found


def _close(sentence: str, article: str) -> bool:
    """Whether a sentence could be said to keep close to the words of an article."""
    return has_run(sentence, article) or has_phrase(sentence, article)


def _meets(text: Shared, quote: Quote) -> bool:
    return quote.meets(*text.before, *text.after)


def _carried_why(layers: Layers, words: Words, text: Shared) -> Rich:
    outlets = {"later": layers.outlet(text.later), "earlier": layers.outlet(text.earlier)}
    name = "verbatim" if text.record.kind == "verbatim" else "close"
    if name == "close" and text.record.acknowledged:
        name = "named"
    why = words.say(name, before=listed(text.before, " … "), **outlets)
    return why if text.record.acknowledged else (*why, *words.say("unnamed", **outlets))


def _own_why(layers: Layers, words: Words, sentence: Quote, earlier: str) -> Rich:
    outlets = {"later": layers.outlet(sentence.article), "earlier": layers.outlet(earlier)}
    said = mainly_of(layers, sentence)
    if said is None:
        return words.say("own", **outlets)
    return words.say("own-said", source=source_said(layers, said), **outlets)


def _carried(options: Marked) -> dict[str, Shared]:
    """The options that are to be marked, with the text they take over."""
    return {option.id: text for option, text in options if text}


def _mark(
    layers: Layers,
    words: Words,
    passage: Quote,
    options: Marked,
    texts: Sequence[Shared],
) -> Item:
    carried = _carried(options)
    pair = next(each for each in texts if each.carried)
    outlets = {"earlier": layers.outlet(pair.earlier), "later": layers.outlet(pair.later)}
    before = tuple(dict.fromkeys(quote for text in carried.values() for quote in text.before))
    return Item(
        kind=Kind.MARK,
        stem=words.say("mark-stem", **outlets),
        reading=(passage,),
        options=tuple(option for option, _ in options),
        key=tuple(carried),
        why=words.say("mark-why" if carried else "mark-why-clean", **outlets),
        evidence=before or (passage,),
        records=tuple(each.record.id for each in carried.values() or texts),
        minutes=2,
        difficulty=2,
    )


# Count -----------------------------------------------------------------------------------------


def _counts(layers: Layers, words: Words) -> Iterator[Item]:
    origins, taken = Origins(layers), taken_over(layers)
    found = [
        (event, told)
        for event in layers.of(Event)
        if event.date.basis != EXTERNAL
        and not may_be_another(layers, event)
        and len(told := tellings_of(layers, origins, taken, event)) > 1
        and all(map(_places, told))
    ]
    found.sort(key=lambda pair: -_passed(pair[1]))
    if not found or not _passed(found[0][1]):
        return
    for event, told in found[:_COUNTS]:
        yield _count(layers, words, event, told)


def _places(told: Telling) -> tuple[str, ...]:
    """The spans that show how an article comes to tell an event."""
    stand = told.own or told.passed
    return stand.places if stand else ()


def _passed(told: Sequence[Telling]) -> int:
    return sum(each.own is None for each in told)


def _count(layers: Layers, words: Words, event: Event, told: Sequence[Telling]) -> Item:
    key = str(len(told) - _passed(told))
    numbers = (_number(layers, words, at, told) for at in range(len(told) + 2))
    chosen = [each for each in (each.own or each.passed for each in told) if each]
    evidence = [shown(layers, each) for each in chosen]
    return Item(
        kind=Kind.CHOICE,
        stem=words.say("count-stem", event=event.title, outlets=_outlets(layers, told)),
        options=tuple(numbers),
        key=(key,),
        fixed=True,
        why=words.say("count-why"),
        evidence=tuple(each for each in evidence if each),
        records=(event.id, *(each.mention.id for each in chosen)),
        minutes=2,
        difficulty=3,
    )


def _number(layers: Layers, words: Words, number: int, told: Sequence[Telling]) -> Option:
    """A number with its reason: who hands on if it is too high, who does not if too low."""
    own = [each for each in told if each.own]
    if number > len(told):
        name, meant = "count-most", []
    elif number > len(own):
        name, meant = "count-many", [each for each in told if not each.own][: number - len(own)]
    elif number < len(own):
        name, meant = "count-few", own[: number + 1]
    else:
        name, meant = "count-key", list(told)
    parts = listed([_part(layers, words, each) for each in meant], "; ")
    why = words.say(name, parts=parts, number=_plain(words, len(told)))
    return Option(str(number), (_plain(words, number),), why)


def _outlets(layers: Layers, told: Sequence[Telling]) -> Rich:
    return listed([layers.outlet(each.article) for each in told])


def _plain(words: Words, number: int) -> str:
    return words[str(number)] if str(number) in words.english else str(number)


def _part(layers: Layers, words: Words, told: Telling) -> Rich:
    outlet = layers.outlet(told.article)
    if told.own is None:
        source = _through(layers, told.passed) if told.passed else ()
        return words.say("passed-part", outlet=outlet, source=source)
    if told.own.own:
        return words.say("self-part", outlet=outlet, words=layers.quote(told.own.places[0]))
    return words.say("own-part", outlet=outlet, source=speaker(layers, told.own))


def _through(layers: Layers, stand: Stand) -> Rich:
    """The outlet that words come through; else whoever says them."""
    record = layers.records.get(stand.commitment.source)
    outlet = outlet_in(layers, record) if isinstance(record, Attribution) else None
    return source_said(layers, outlet) if outlet else speaker(layers, stand)


EXERCISE = Exercise(
    name="circular-report",
    number=5,
    part=Part.SOURCES,
    skill="corroboration",
    standards=("sift:trace", "ccss:RH.11-12.8", "cor:others"),
    needs=("reuse",),
    words=WORDS,
    make=_make,
)
