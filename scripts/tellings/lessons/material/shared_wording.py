"""Which passages hang together: text taken over or shared, statements and what bears them out."""

from collections.abc import Iterable
from dataclasses import dataclass

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.vocabulary import has_run
from tellings.lessons.voting import FindSpan
from tellings.records import Reuse, Support

FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Shared:
    """Text that stands in two places.

    Attributes:
        record: the gold record.
        before: where it was, or what is set beside it if it is not told which was first.
        after: where it went.
        sure: whether the passes agree that it went that way.
    """

    record: Reuse
    before: tuple[Quote, ...]
    after: tuple[Quote, ...]
    sure: bool

    @property
    def earlier(self) -> str:
        """The article it was in."""
        return self.before[0].article

    @property
    def later(self) -> str:
        """The article it went to."""
        return self.after[0].article

    @property
    def carried(self) -> bool:
        """Whether it surely went from one to the other."""
        return self.sure and self.record.direction == FORWARD


def shared_texts(layers: Layers) -> list[Shared]:
    """Every reuse of gold, sorted by the place of its later passage."""
    found = [
        Shared(
            each,
            layers.quotes(each.from_spans),
            layers.quotes(each.to_spans),
            not layers.voting.votes(each, _direction).contested,
        )
        for each in layers.of(Reuse)
    ]
    places = {name: at for at, name in enumerate(layers.articles)}
    return sorted(found, key=lambda each: (places[each.later], each.after[0].start))


def _direction(record: Reuse, _spans: FindSpan) -> object:
    return record.direction


def visible(layers: Layers, text: Shared) -> bool:
    """Whether a reader can see that text is taken over: it is said, or the words are the same.

    It surely went that way, and it is word for word, or the passes agree that the article names
    the other as its source, or six words in a row stand in both sides.
    """
    named = text.record.acknowledged and not layers.voting.votes(text.record, _named).contested
    return text.carried and (text.record.kind == "verbatim" or named or _close(text))


def _named(record: Reuse, _spans: FindSpan) -> object:
    return record.acknowledged


def _close(text: Shared) -> bool:
    return any(has_run(after.text, before.text) for after in text.after for before in text.before)


Tie = tuple[tuple[Quote, ...], tuple[Quote, ...]]
"""Two sides of which one is taken from the other, or bears it out."""


def ties(layers: Layers) -> list[Tie]:
    """Every pair of passages that gold ties, as a reuse or as a support."""
    found: list[Tie] = [
        (layers.quotes(each.from_spans), layers.quotes(each.to_spans)) for each in layers.of(Reuse)
    ]
    for support in layers.of(Support):
        if support.relation in ("supported", "partly"):
            passages = layers.quotes(support.support_spans)
            found.append(((layers.quote(support.claim_span),), passages))
    return found


def tied(found: Iterable[Tie], one: Quote, other: Quote) -> bool:
    """Whether two passages meet the two sides of a tie."""
    return any(
        (one.meets(*side) and other.meets(*rest)) or (one.meets(*rest) and other.meets(*side))
        for side, rest in found
    )
