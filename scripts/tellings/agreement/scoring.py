"""Predictions against a pass: hits by part and label, and every error with its words.

Units find each other as they do between passes (:mod:`.pairing`, :mod:`.spans`). A hit is
*exact* where the code points are equal, *overlap* where they share at least one.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tellings.agreement.coreference import ClusterAgreement, cluster_agreement
from tellings.agreement.extents import Extent, shared
from tellings.agreement.figures import Score, score
from tellings.agreement.measuring import entity_mentions, event_mentions
from tellings.agreement.pairing import Alignment, align, spans_by_place
from tellings.agreement.sides import MentionUnit, Side, SpanUnit, StanceUnit, Unit
from tellings.agreement.spans import (
    SpanPair,
    exact_pairs,
    overlap_pairs,
    same_extent_pairs,
)

U = TypeVar("U", bound=Unit)

ALL = "all"
FIELDS = ("quote_type", "source_kind", "cue_class", "scope")
PARTS = ("content", "source", "cue")


@dataclass(frozen=True, slots=True)
class Row:
    """The score on one label of one part; ``overlap`` None where only equality counts."""

    part: str
    label: str
    predicted: int
    gold: int
    exact: Score
    overlap: Score | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error: what the key has and what was predicted, and the words they stand on."""

    kind: str
    part: str
    article: str
    start: int | None
    end: int | None
    words: str
    gold: str | None
    predicted: str | None


@dataclass(slots=True)
class Scores:
    """All scores of one set of predictions, and its errors."""

    rows: list[Row] = field(default_factory=list)
    identity: list[ClusterAgreement] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def score_predictions(
    predicted: Side,
    gold: Side,
    layers: Sequence[str],
    texts: Mapping[str, str],
    everything: bool = False,
) -> Scores:
    """Score one side against the other as key.

    Only layers and kinds that the predictions have at all are scored: leaving one out is
    a choice, not so many errors.

    Args:
        predicted: the predictions.
        gold: the key.
        layers: the layers of spans, in the order of the codebook.
        texts: the text of every article, by id.
        everything: whether what is left out counts as errors all the same.
    """
    both = align(predicted, gold, same_names=True)
    work = _Scoring(both, texts)
    for layer in layers:
        if everything or any(each.layer == layer for each in predicted.spans):
            work.spans(layer)
    if everything or predicted.attributions:
        work.attributions()
    if everything or predicted.stances:
        work.stances()
    if everything or predicted.mentions:
        work.mentions()
    work.identity()
    return work.found


class _Scoring:
    """A scoring under way."""

    def __init__(self, both: Alignment, texts: Mapping[str, str]) -> None:
        self.both = both
        self.texts = texts
        self.found = Scores()

    # Spans ------------------------------------------------------------------------------

    def spans(self, layer: str) -> None:
        ours = [each for each in self.both.a.spans if each.layer == layer]
        gold = [each for each in self.both.b.spans if each.layer == layer]
        self._rows(
            f"span: {layer}",
            [each.label for each in ours],
            [each.label for each in gold],
            [pair[0].label for pair in exact_pairs(ours, gold)],
            [pair[0].label for pair in overlap_pairs(ours, gold)],
        )
        for kind, pairs in _span_mistakes(ours, gold):
            for near, far in pairs:
                self._span_mistake(kind, f"span: {layer}", near, far)

    def _span_mistake(
        self, kind: str, part: str, near: SpanUnit | None, far: SpanUnit | None
    ) -> None:
        place = far or near
        assert place is not None
        labels = [None if each is None else each.label for each in (far, near)]
        if kind.endswith("extent") and near is not None:
            labels[1] = f"{near.label} {_range(near.extent)}"
        self._mistake(kind, part, place, *labels)

    # Records ------------------------------------------------------------------------------

    def attributions(self) -> None:
        ours, gold = self.both.a.attributions, self.both.b.attributions
        pairs = self.both.attributions
        for at, part in enumerate(PARTS):
            self._part(part, at, ours, gold)
        same = [pair for pair in pairs if pair[0].places == pair[1].places]
        alike = [pair for pair in pairs if all(map(_meet, pair[0].places, pair[1].places))]
        self._row("attribution: whole", ALL, len(ours), len(gold), len(same), len(alike))
        for name in FIELDS:
            self._labelled("attribution", name, ours, gold, pairs)
        self._unpaired("attribution", ours, gold, pairs, _source_kind)
        for near, far in pairs:
            for at, part in enumerate(PARTS):
                if near.places[at] != far.places[at]:
                    shown = [_range(each.places[at]) for each in (far, near)]
                    self._mistake("wrong extent", f"attribution: {part}", far, *shown)

    def _part(self, part: str, at: int, ours: Sequence[Unit], gold: Sequence[Unit]) -> None:
        pairs = [pair for pair in self.both.attributions if pair[0].places[at]]
        same = sum(near.places[at] == far.places[at] for near, far in pairs)
        met = sum(bool(shared(near.places[at], far.places[at])) for near, far in pairs)
        made, wanted = (sum(bool(each.places[at]) for each in side) for side in (ours, gold))
        self._row(f"attribution: {part}", ALL, made, wanted, same, met)

    def stances(self) -> None:
        ours, gold = self.both.a.stances, self.both.b.stances
        names = self.both.entities

        def key(each: StanceUnit, holder: str | None) -> Hashable:
            return (each.article, holder, each.target)

        near = Counter((key(each, names.get(each.holder)), _stance(each)) for each in ours)
        far = Counter((key(each, each.holder), _stance(each)) for each in gold)
        hits = near & far
        self._rows(
            "stance: holder × target × label",
            [_stance(each) for each in ours],
            [_stance(each) for each in gold],
            [label for (_, label), n in hits.items() for _ in range(n)],
            None,
        )
        topics = Counter(key for key, _ in near.elements()) & Counter(
            key for key, _ in far.elements()
        )
        total = topics.total()
        self._row("stance: holder × target", ALL, len(ours), len(gold), total, None)
        self._unpaired("stance", ours, gold, self.both.stances, _stance_words)
        for one, other in self.both.stances:
            if _stance(one) != _stance(other):
                shown = (_stance_words(other), _stance(one))
                self._mistake("wrong label", "stance", other, *shown)

    def mentions(self) -> None:
        ours, gold = self.both.a.mentions, self.both.b.mentions
        pairs = self.both.mentions
        same = [pair for pair in pairs if pair[0].extent == pair[1].extent]
        self._row("event mention: trigger", ALL, len(ours), len(gold), len(same), len(pairs))
        for name in ("event_type", "context"):
            self._labelled("event mention", name, ours, gold, pairs)
        if any(each.commitments for each in ours):
            self._factuality(ours, gold)
        self._unpaired(
            "event mention", ours, gold, pairs, lambda each: each.labels.get("event_type", "")
        )
        for near, far in pairs:
            if near.extent != far.extent:
                shown = (_range(far.extent), _range(near.extent))
                self._mistake("wrong extent", "event mention: trigger", far, *shown)

    def _factuality(self, ours: Sequence[MentionUnit], gold: Sequence[MentionUnit]) -> None:
        part = "event mention: factuality"
        exact: list[str] = []
        overlap: list[str] = []
        for near, far in self.both.mentions:
            theirs = dict(far.commitments)
            for source, label in dict(near.commitments).items():
                named = self.both.sources.get(source)
                wanted = theirs.get(named) if named is not None else None
                if wanted == label:
                    overlap.append(label)
                    if near.extent == far.extent:
                        exact.append(label)
                elif wanted is not None:
                    shown = (f"{named}: {wanted}", label)
                    self._mistake("wrong label", part, far, *shown)
        counted = [
            [label for each in side for label in dict(each.commitments).values()]
            for side in (ours, gold)
        ]
        self._rows(part, counted[0], counted[1], exact, overlap)

    def identity(self) -> None:
        a, b = self.both.a, self.both.b
        if any(each.entity for each in a.spans):
            ours, gold = entity_mentions(a.spans)[0], entity_mentions(b.spans)[0]
            self.found.identity.append(cluster_agreement("entities", ours, gold))
        if any(each.event for each in a.mentions):
            ours, gold = event_mentions(a.mentions)[0], event_mentions(b.mentions)[0]
            self.found.identity.append(cluster_agreement("events", ours, gold))

    # What they share ----------------------------------------------------------------------

    def _labelled(
        self,
        kind: str,
        name: str,
        ours: Sequence[Unit],
        gold: Sequence[Unit],
        pairs: Sequence[tuple[Unit, Unit]],
    ) -> None:
        """Units with the right label in one field; nothing if no prediction has the field."""
        if not any(name in each.labels for each in ours):
            return
        part = f"{kind}: {name}"
        right = [pair for pair in pairs if pair[0].labels.get(name) == pair[1].labels.get(name)]
        self._rows(
            part,
            [each.labels[name] for each in ours if name in each.labels],
            [each.labels[name] for each in gold if name in each.labels],
            [
                near.labels[name]
                for near, far in right
                if name in near.labels and near.extent == far.extent
            ],
            [near.labels[name] for near, _ in right if name in near.labels],
        )
        for near, far in pairs:
            if near.labels.get(name) != far.labels.get(name) and name in far.labels:
                shown = (far.labels[name], near.labels.get(name))
                self._mistake("wrong label", part, far, *shown)

    def _rows(
        self,
        part: str,
        ours: Iterable[str],
        gold: Iterable[str],
        exact: Iterable[str],
        overlap: Iterable[str] | None,
    ) -> None:
        """A row for all labels together and one for each that either side has."""
        near, far, same = Counter(ours), Counter(gold), Counter(exact)
        met = None if overlap is None else Counter(overlap)
        total = None if met is None else met.total()
        self._row(part, ALL, near.total(), far.total(), same.total(), total)
        for label in sorted(near | far):
            hits = None if met is None else met[label]
            self._row(part, label, near[label], far[label], same[label], hits)

    def _row(
        self, part: str, label: str, ours: int, gold: int, exact: int, overlap: int | None
    ) -> None:
        if not ours and not gold:
            return
        looser = None if overlap is None else score(overlap, ours, gold)
        self.found.rows.append(Row(part, label, ours, gold, score(exact, ours, gold), looser))

    def _unpaired(
        self,
        part: str,
        ours: Sequence[U],
        gold: Sequence[U],
        pairs: Sequence[tuple[U, U]],
        words: Callable[[U], str],
    ) -> None:
        met = ({id(near) for near, _ in pairs}, {id(far) for _, far in pairs})
        for each in gold:
            if id(each) not in met[1]:
                self._mistake("missed", part, each, words(each), None)
        for each in ours:
            if id(each) not in met[0]:
                self._mistake("spurious", part, each, None, words(each))

    def _mistake(
        self, kind: str, part: str, at: Unit, gold: str | None, predicted: str | None
    ) -> None:
        text = self.texts[at.article]
        words = " … ".join(text[start:end] for start, end in at.extent)
        start, end = (at.extent[0][0], at.extent[-1][1]) if at.extent else (None, None)
        found = Mistake(kind, part, at.article, start, end, words, gold, predicted)
        self.found.mistakes.append(found)


def _span_mistakes(
    ours: Sequence[SpanUnit], gold: Sequence[SpanUnit]
) -> Iterator[tuple[str, list[tuple[SpanUnit | None, SpanUnit | None]]]]:
    """What is not an exact hit, explained as closely as can be: each span stands in one error."""
    steps: tuple[tuple[str | None, Callable[[list[SpanUnit], list[SpanUnit]], list[SpanPair]]], ...]
    steps = (
        (None, exact_pairs),
        ("wrong label", same_extent_pairs),
        ("wrong extent", overlap_pairs),
        ("wrong label and extent", spans_by_place),
    )
    near, far = list(ours), list(gold)
    for kind, pair_up in steps:
        pairs = pair_up(near, far)
        met = {id(each) for pair in pairs for each in pair}
        near = [each for each in near if id(each) not in met]
        far = [each for each in far if id(each) not in met]
        if kind is not None:
            yield kind, list(pairs)
    yield "missed", [(None, each) for each in far]
    yield "spurious", [(each, None) for each in near]


def _meet(one: Extent, other: Extent) -> bool:
    """Whether two places overlap, or neither is there."""
    return bool(shared(one, other)) or not (one or other)


def _range(of: Extent) -> str:
    return ", ".join(f"{start}-{end}" for start, end in of) or "none"


def _source_kind(each: Unit) -> str:
    return each.labels.get("source_kind", "")


def _stance(each: StanceUnit) -> str:
    return each.labels["label"]


def _stance_words(each: StanceUnit) -> str:
    return f"{each.holder} on {each.target}: {_stance(each)}"
