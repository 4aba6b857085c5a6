"""How sure each source of an article is of an event, and whether the passes say the same of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellings.lessons.items import Quote, Rich, Votes
from tellings.lessons.layers import AUTHOR, EXTERNAL, Layers
from tellings.lessons.material.origins import Origins
from tellings.lessons.material.passages import sentence
from tellings.lessons.material.sources import source_said
from tellings.records import Attribution, Commitment, EventMention

_LONGEST = 320
"""So many code points of context at most are shown with a commitment."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one source of an article stands on an event.

    Attributes:
        mention: the record that holds it.
        commitment: the source and how sure it is.
        said: by the name of a pass that has it too, what that pass says of the same source.
        votes: how many passes say what gold says.
    """

    mention: EventMention
    commitment: Commitment
    said: Mapping[str, tuple[str, ...]]
    votes: Votes

    @property
    def factuality(self) -> str:
        """How sure the source is."""
        return self.commitment.factuality

    @property
    def own(self) -> bool:
        """Whether it is the article itself that speaks."""
        return self.commitment.source == AUTHOR

    @property
    def places(self) -> tuple[str, ...]:
        """The spans that show it: its own evidence, else where the event is told."""
        trigger = self.mention.trigger_span
        told = (trigger,) if trigger else self.mention.evidence_spans
        return self.commitment.evidence_spans or told


def stands(layers: Layers, origins: Origins, event: str) -> list[Stand]:
    """Where everybody stands on an event, article by article in the order of the story.

    Left out is what rests on evidence from outside the articles (the mention's
    ``identity_basis``), and a source that is of two minds in one article.
    """
    found = [
        _stand(layers, origins, mention, commitment)
        for article in layers.articles
        for mention in layers.of(EventMention, article)
        if mention.event == event and mention.identity_basis != EXTERNAL
        for commitment in mention.commitments
    ]
    minds: dict[tuple[str, str], set[str]] = {}
    for each in found:
        minds.setdefault(_in_article(layers, each), set()).add(each.factuality)
    once: dict[tuple[str, str], Stand] = {}
    for each in found:
        if len(minds[_in_article(layers, each)]) == 1:
            once.setdefault(_in_article(layers, each), each)
    return list(once.values())


def to_come(stand: Stand) -> bool:
    """Whether what is told is still to come."""
    return stand.mention.context in ("future", "hypothetical")


def holder(layers: Layers, stand: Stand) -> str:
    """What is one and the same for one source, wherever it speaks; an outlet is its article."""
    record = layers.records.get(stand.commitment.source)
    if isinstance(record, Attribution) and record.source_entities:
        return " ".join(record.source_entities)
    return stand.mention.article_id if stand.own else stand.commitment.source


def _in_article(layers: Layers, stand: Stand) -> tuple[str, str]:
    return stand.mention.article_id, holder(layers, stand)


def _stand(
    layers: Layers, origins: Origins, mention: EventMention, commitment: Commitment
) -> Stand:
    of = layers.voting.votes(mention).of
    said: dict[str, tuple[str, ...]] = {}
    for name, records in layers.voting.values(mention, lambda record, _spans: record).items():
        found = [
            each.factuality
            for record in records
            if isinstance(record, EventMention)
            for each in record.commitments
            if origins.same(name, each.source, commitment.source)
        ]
        if found:
            said[name] = tuple(dict.fromkeys(found))
    agree = sum(each == (commitment.factuality,) for each in said.values())
    return Stand(mention, commitment, said, Votes(agree, of))


def speaker(layers: Layers, stand: Stand) -> Rich:
    """Who it is that stands there: a source as the text names it, or the outlet itself."""
    record = layers.records.get(stand.commitment.source)
    if isinstance(record, Attribution):
        return source_said(layers, record)
    if stand.own:
        return (layers.outlet(stand.mention.article_id),)
    return (layers.name(stand.commitment.source),)


def shown(layers: Layers, stand: Stand) -> Quote | None:
    """The words by which a reader can tell how sure the source is.

    The sentence of the first evidence, with the source and the reporting word in it; of long
    evidence the sentence in it that names the event; None where that is long too.
    """
    for quote in layers.quotes(stand.places):
        for words in _readable(layers, stand.mention, quote):
            if len(words.text) <= _LONGEST:
                return words
    return None


def _readable(layers: Layers, mention: EventMention, evidence: Quote) -> Iterator[Quote]:
    if len(evidence.text) <= _LONGEST:
        yield sentence(layers, evidence)
        yield evidence
    named = [mention.trigger_span] if mention.trigger_span else []
    for place in layers.quotes((*named, *mention.evidence_spans)):
        if place.within(evidence):
            yield sentence(layers, place)
