"""How sure a source is of an event: its commitments in an article, if the passes have them so."""

from collections.abc import Iterable

from tellings.records import Attribution, Commitment, Event, EventMention
from tests.lessons.solver.found import Found, matched
from tests.lessons.solver.layers import Book, Story, longest, says
from tests.lessons.solver.owners import doubtful_identity, open_owner
from tests.lessons.solver.seen import Place, SeenItem, SeenPart

_SAYS = {
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
}
_OWN = "{outlet}, speaking itself: {words}"
_NO_SIDE = ("not_committed", "declines_to_confirm", "no_response", "unknown")
_STEPS = (
    ("certain",),
    ("probable",),
    ("possible",),
    _NO_SIDE,
    ("possible_not",),
    ("probable_not",),
    ("certain_not",),
)
_PLACES = {name: place for place, step in enumerate(_STEPS, 1) for name in step}


def solve(item: SeenItem, story: Story) -> Found:
    """Say how sure each source is, or put the sources in order."""
    titles = longest((each.title for each in story.gold.of(Event)), item.stem.words)
    events = {each.id for each in story.gold.of(Event) if each.title in titles}
    if any(doubtful_identity(story, each) for each in events):
        return matched({row.id: () for row in item.rows})
    if item.rows:
        meant = story.meanings(item, _SAYS)
        sure = {row.id: _factualities(item, story, events, row) for row in item.rows}
        return matched({row: {meant[each] for each in found} for row, found in sure.items()})
    return Found(places={each.id: _step(item, story, events, each) for each in item.options})


def _step(item: SeenItem, story: Story, events: set[str], part: SeenPart) -> int:
    (found,) = _factualities(item, story, events, part)
    return _PLACES[found]


def _factualities(item: SeenItem, story: Story, events: set[str], part: SeenPart) -> set[str]:
    """What a source commits itself to in its article; nothing if the passes differ on it."""
    article, voice = part.text.place.article, _voice(item, story, part)
    names = _sources(story.gold, article, voice)
    ours, theirs = set(), dict[str, set[str]]()
    for mention in story.gold.of(EventMention, article):
        if mention.event not in events or mention.identity_basis == "external":
            continue
        if any(_unclear(story, mention, each) for each in _by(mention.commitments, names)):
            return set()
        said = _said(mention, names)
        ours |= said
        if said:
            _add(theirs, story, mention, voice)
    return ours if all(each == ours for each in theirs.values()) else set()


def _unclear(story: Story, mention: EventMention, stand: Commitment) -> bool:
    """Whether the words may be somebody else's than the outlet's, or tell a plan as asserted."""
    told = [mention.trigger_span] if mention.trigger_span else mention.evidence_spans
    places = story.gold.places(stand.evidence_spans or told)
    if stand.source == "author" and any(open_owner(story, each) for each in places):
        return True
    asserted = stand.speech_act == "asserts" and stand.factuality == "not_committed"
    return asserted and mention.context == "future"


def _voice(item: SeenItem, story: Story, part: SeenPart) -> list[Place] | None:
    """The words for a source: as shown, or wherever it speaks under its name; None for the outlet.

    Shown are the words for the source and those that it says, or the latter alone.
    """
    shown = part.text.places
    if says(part.text, story.sentence(item.exercise, "own-row", _OWN)):
        return None
    if len(shown) > 1:
        return [shown[0]]
    names = longest(story.names, part.text.words) - {story.outlet(shown[0].article)}
    entities = {entity for name in names for entity in story.entities(name)}
    return [
        story.gold.place(each.source_span)
        for each in story.gold.of(Attribution, shown[0].article)
        if each.source_span and entities & set(each.source_entities)
    ]


def _add(
    theirs: dict[str, set[str]], story: Story, mention: EventMention, voice: list[Place] | None
) -> None:
    """Add what the passes have for a source in the mentions that gold's came from."""
    for book, found in story.said(mention):
        own = _sources(book, mention.article_id, voice)
        mentions = [each for each in found if isinstance(each, EventMention)]
        theirs.setdefault(book.name, set()).update(*(_said(each, own) for each in mentions))


def _said(mention: EventMention, sources: set[str]) -> set[str]:
    return {each.factuality for each in _by(mention.commitments, sources)}


def _by(commitments: Iterable[Commitment], sources: set[str]) -> list[Commitment]:
    return [each for each in commitments if each.source in sources]


def _sources(book: Book, article: str, voice: list[Place] | None) -> set[str]:
    """The ids by which commitments name a source: its attributions, or the outlet itself."""
    if voice is None:
        return {"author"}
    found = book.of(Attribution, article)
    here = [each for each in found if _calls(book, each, voice)]
    whose = {each.source_entities for each in here}
    return {each.id for each in found if each.source_entities in whose}


def _calls(book: Book, attribution: Attribution, voice: list[Place]) -> bool:
    source = attribution.source_span
    return source is not None and any(book.place(source).meets(each) for each in voice)
