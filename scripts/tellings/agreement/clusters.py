"""Records of several passes that are versions of one thing: at most one a pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from tellings.agreement.extents import extent
from tellings.agreement.pairing import align, by_place
from tellings.agreement.sides import JSON, Side, SpanUnit, Unit, side
from tellings.agreement.spans import exact_pairs, overlap_pairs, same_extent_pairs

IdPair = tuple[str, str]


@dataclass(slots=True, eq=False)
class Cluster:
    """Versions of one record: the id that it has in each pass that has it."""

    members: dict[str, str] = field(default_factory=dict)


def clusters(
    passes: Mapping[str, Sequence[JSON]],
    articles: Mapping[str, Sequence[str]],
    known: Iterable[tuple[tuple[str, str], tuple[str, str]]] = (),
) -> list[Cluster]:
    """Every record of an article with its counterparts in the other passes.

    Two passes are paired as for measuring their agreement; spans by equal extent and label,
    else by equal extent, else by label where they overlap.

    Args:
        passes: the records of each pass, with names of entities and events in common.
        articles: the articles that each pass went through.
        known: pairs of (pass, id) that are known to belong together.
    """
    found = _Clusters()
    for name, records in passes.items():
        for each in records:
            if each.get("article_id") in articles[name]:
                found.home[name, each["id"]] = Cluster({name: each["id"]})
    for one, other in known:
        found.join(one, other)
    sides = {name: side(name, records, articles[name]) for name, records in passes.items()}
    for a, b in combinations(passes, 2):
        updates = (_updates(passes[name], sides[name]) for name in (a, b))
        for near, far in id_pairs(sides[a], sides[b], *updates):
            found.join((a, near), (b, far))
    return found.all()


@dataclass(slots=True)
class _Clusters:
    home: dict[tuple[str, str], Cluster] = field(default_factory=dict)

    def join(self, one: tuple[str, str], other: tuple[str, str]) -> None:
        """Make two clusters one, unless some pass would have two records in it."""
        if one not in self.home or other not in self.home:
            return
        near, far = self.home[one], self.home[other]
        if near is far or near.members.keys() & far.members.keys():
            return
        near.members |= far.members
        for place in far.members.items():
            self.home[place] = near

    def all(self) -> list[Cluster]:
        return list({id(each): each for each in self.home.values()}.values())


def id_pairs(
    a: Side, b: Side, a_updates: Sequence[Unit] = (), b_updates: Sequence[Unit] = ()
) -> Iterator[IdPair]:
    """The ids of the records of two sides that are versions of one."""
    for one, other in span_pairs(a.spans, b.spans):
        yield one.id, other.id
    both = align(a, b, same_names=True)
    units: tuple[Sequence[tuple[Unit, Unit]], ...] = (
        both.attributions,
        both.stances,
        both.mentions,
        both.supports,
        by_place(a_updates, b_updates),
    )
    for pairs in units:
        yield from ((one.id, other.id) for one, other in pairs)


def span_pairs(
    one: Sequence[SpanUnit], other: Sequence[SpanUnit]
) -> Iterator[tuple[SpanUnit, SpanUnit]]:
    """Spans that are versions of one: the most alike first, each in one pair at most."""
    near, far = list(one), list(other)
    for pair_up in (exact_pairs, same_extent_pairs, overlap_pairs):
        pairs = pair_up(near, far)
        yield from pairs
        met = {id(each) for pair in pairs for each in pair}
        near = [each for each in near if id(each) not in met]
        far = [each for each in far if id(each) not in met]


def _updates(records: Sequence[JSON], of: Side) -> list[Unit]:
    """The updates of a side, placed by their note; a side itself has none."""
    places = {each.id: each.extent for each in of.spans}
    return [
        Unit(
            each["id"],
            each["article_id"],
            (
                places.get(each["note_span"], ()),
                extent(part for span in each["added_spans"] for part in places.get(span, ())),
            ),
            {},
        )
        for each in records
        if each["record"] == "update" and each["article_id"] in of.articles
    ]
