"""Which unit of one side is which of the other: always one-to-one.

Two units of one article are paired where their first parts share code points (contents of
attributions, triggers of event mentions, claims of supports), so that the sum over all
pairs of the Jaccard indices of all their parts is greatest. Ids mean nothing between
sides: entities are aligned by the mentions that they share, events by their triggers.
Of pairings that are equally good the one with most equal labels is taken, so that what
stands twice at one place does not make a difference where there is none.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tellings.agreement.assignment import best_pairs
from tellings.agreement.extents import Extent, extent, jaccard, length, shared
from tellings.agreement.sides import (
    AUTHOR,
    CrossUnit,
    MentionUnit,
    Side,
    SpanUnit,
    StanceUnit,
    Unit,
)

U = TypeVar("U")
V = TypeVar("V", bound=Unit)

TIE = 1e-6
"""What an equal label adds to a similarity: enough to settle a tie."""


def paired(
    one: Sequence[U],
    other: Sequence[U],
    group: Callable[[U], Hashable],
    similar: Callable[[U, U], float],
) -> list[tuple[U, U]]:
    """Pairs within groups, one-to-one, of greatest total similarity; 0 is never paired."""
    rooms: dict[Hashable, list[int]] = {}
    for at, each in enumerate(other):
        rooms.setdefault(group(each), []).append(at)
    weights = {
        (row, column): similar(each, other[column])
        for row, each in enumerate(one)
        for column in rooms.get(group(each), ())
    }
    return [(one[row], other[column]) for row, column in best_pairs(weights)]


def equal_labels(one: Unit, other: Unit) -> int:
    """How many labels two units have in common, certainties of event mentions among them."""
    same = len(one.labels.items() & other.labels.items())
    if isinstance(one, MentionUnit) and isinstance(other, MentionUnit):
        near, far = (Counter(label for _, label in each.commitments) for each in (one, other))
        same += (near & far).total()
    return same


def likeness(one: Unit, other: Unit) -> float:
    """The Jaccard indices of all parts added up; 0 where the first parts share nothing."""
    if not shared(one.extent, other.extent):
        return 0.0
    parts = zip(one.places, other.places, strict=True)
    return sum(jaccard(*each) for each in parts) + TIE * equal_labels(one, other)


def by_place(one: Sequence[V], other: Sequence[V]) -> list[tuple[V, V]]:
    """Units of the same articles whose first parts overlap."""
    return paired(one, other, lambda each: each.article, likeness)


def spans_by_place(
    one: Sequence[SpanUnit], other: Sequence[SpanUnit]
) -> list[tuple[SpanUnit, SpanUnit]]:
    """Spans of the same layer that overlap, whatever their labels."""
    return paired(one, other, lambda each: (each.article, each.layer), likeness)


def aligned(
    pairs: Iterable[tuple[str | None, str | None]], fixed: Mapping[str, str]
) -> dict[str, str]:
    """Names of one side to names of the other, by how often they stand in pairs.

    One-to-one, so that the names of most pairs agree; names in ``fixed`` keep theirs.

    >>> aligned([("x", "a"), ("x", "a"), ("y", "a"), ("y", "b")], {})
    {'x': 'a', 'y': 'b'}
    """
    taken = set(fixed.values())
    counts = Counter(
        (one, other)
        for one, other in pairs
        if one is not None and other is not None and one not in fixed and other not in taken
    )
    ones = sorted({one for one, _ in counts})
    others = sorted({other for _, other in counts})
    rows = {name: at for at, name in enumerate(ones)}
    columns = {name: at for at, name in enumerate(others)}
    weights = {(rows[one], columns[other]): float(n) for (one, other), n in counts.items()}
    found = {ones[row]: others[column] for row, column in best_pairs(weights)}
    return {**found, **fixed}


@dataclass(slots=True)
class Alignment:
    """Two sides with everything of theirs that belongs together.

    ``entities``, ``events`` and ``sources`` take a name of side ``a`` to that of ``b``;
    sources are attributions, entities and the author.
    """

    a: Side
    b: Side
    entities: dict[str, str]
    events: dict[str, str]
    sources: dict[str, str]
    attributions: list[tuple[Unit, Unit]]
    stances: list[tuple[StanceUnit, StanceUnit]]
    mentions: list[tuple[MentionUnit, MentionUnit]]
    supports: list[tuple[Unit, Unit]]
    facts: list[tuple[CrossUnit, CrossUnit]]
    divergences: list[tuple[CrossUnit, CrossUnit]]


def align(a: Side, b: Side, same_names: bool = False) -> Alignment:
    """Pair everything that two sides share.

    With ``same_names`` an entity or event that both sides name alike is the same; else
    names are compared by what they stand for only.
    """
    entities, events = _entities(a, b, same_names), _events(a, b, same_names)
    attributions = by_place(a.attributions, b.attributions)
    return Alignment(
        a,
        b,
        entities,
        events,
        {**entities, **{one.id: other.id for one, other in attributions}},
        attributions,
        paired(
            a.stances,
            b.stances,
            lambda each: each.article,
            lambda one, other: (
                1 + jaccard(one.extent, other.extent) + TIE * equal_labels(one, other)
                if entities.get(one.holder) == other.holder and one.target == other.target
                else 0.0
            ),
        ),
        by_place(a.mentions, b.mentions),
        by_place(a.supports, b.supports),
        paired(a.facts, b.facts, lambda _: None, _cells_alike),
        paired(a.divergences, b.divergences, lambda _: None, _cells_alike),
    )


def _same(ones: Iterable[str | None], others: Iterable[str | None]) -> dict[str, str]:
    both = set(ones) & set(others)
    return {name: name for name in sorted(name for name in both if name is not None)}


def _entities(a: Side, b: Side, same_names: bool) -> dict[str, str]:
    fixed = {AUTHOR: AUTHOR}
    if same_names:
        fixed |= _same(_names(a), _names(b))
    pairs = spans_by_place(*([each for each in side.spans if each.entity] for side in (a, b)))
    return aligned(((one.entity, other.entity) for one, other in pairs), fixed)


def _names(of: Side) -> set[str | None]:
    """Every name that a side has for an entity."""
    sources = {source for each in of.mentions for source, _ in each.commitments}
    sources -= {each.id for each in of.attributions}
    return sources | {each.entity for each in of.spans} | {each.holder for each in of.stances}


def _events(a: Side, b: Side, same_names: bool) -> dict[str, str]:
    fixed: dict[str, str] = {}
    if same_names:
        fixed = _same((each.event for each in a.mentions), (each.event for each in b.mentions))
    pairs = by_place(a.mentions, b.mentions)
    return aligned(((one.event, other.event) for one, other in pairs), fixed)


def _cells_alike(one: CrossUnit, other: CrossUnit) -> float:
    """The Jaccard index of the code points that two facts or divergences rest on."""
    near, far = _ground(one), _ground(other)
    common = sum(shared(place, far.get(article, ())) for article, place in near.items())
    total = sum(map(length, (*near.values(), *far.values())))
    cells = (Counter((cell.article, cell.label) for cell in each.cells) for each in (one, other))
    same = Counter.total(next(cells) & next(cells))
    return common / (total - common) + TIE * same if common else 0.0


def _ground(of: CrossUnit) -> dict[str, Extent]:
    found: dict[str, Extent] = {}
    for cell in of.cells:
        found[cell.article] = extent((*found.get(cell.article, ()), *cell.extent))
    return found


def cell_labels(pairs: Iterable[tuple[CrossUnit, CrossUnit]]) -> list[tuple[str, str]]:
    """The labels of paired cells: those of one article, the more they overlap the sooner."""
    return [
        (near.label, far.label)
        for one, other in pairs
        for near, far in paired(
            one.cells,
            other.cells,
            lambda cell: cell.article,
            lambda near, far: (
                1 + jaccard(near.extent, far.extent) + TIE * (near.label == far.label)
            ),
        )
    ]
