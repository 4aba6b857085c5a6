"""Comparing two datasets record by record, and the version step that the difference demands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from tellings.versions import Step

Record = Mapping[str, Any]
Kind = Literal["added", "removed", "changed"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed")

_ITEM_KEYS = ("id", "article", "source", "entity", "ref", "name")
"""Fields by which the items of a list are known, if no two items share them."""

_INVENTORIES = {"stories": ("outlets", "targets", "labels")}
"""Lists of a record that are tables in themselves: a further item is an addition."""

_TITLES = ("title", "name", "statement", "question", "text")
_SPAN_FIELDS = (
    "content_spans",
    "trigger_span",
    "evidence_spans",
    "claim_span",
    "note_span",
    "from_spans",
)
"""Fields that hold the spans that a record is about, the most telling first."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record, or one item of a list, that is not what it was.

    ``field`` is the path: ``date.edtf``, ``cells[<article>].presence``, ``aliases[]`` for an
    item that came (``old`` is None) or went (``new`` is None).
    """

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that differs: added, removed, or changed in some fields.

    ``in_pass`` names the pass of a record that only ``passes`` publishes, and of a row about
    the pass itself. ``record`` is the new one, or the old one where there is no new one.
    """

    table: str
    id: str
    kind: Kind
    record: Record
    changes: tuple[Change, ...] = ()
    in_pass: str | None = None

    @property
    def adds_only(self) -> bool:
        """Whether nothing that was there before is touched."""
        lists = tuple(f"{name}[" for name in _INVENTORIES.get(self.table, ()))
        grown = (c.old is None and c.field.startswith(lists) for c in self.changes if lists)
        return self.kind == "added" or (self.kind == "changed" and bool(lists) and all(grown))


@dataclass(frozen=True, slots=True)
class LabelChange:
    """A label column of the card whose names, and so whose numbers, are not what they were."""

    column: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    renumbered: tuple[str, ...]


@dataclass(slots=True)
class Comparison:
    """Everything in which two datasets differ; ``words`` are those of spans, by id."""

    differences: list[Difference] = field(default_factory=list)
    added_columns: list[str] = field(default_factory=list)
    removed_columns: list[str] = field(default_factory=list)
    labels: list[LabelChange] = field(default_factory=list)
    same_bytes: bool = False
    words: dict[str, str] = field(default_factory=dict)

    @property
    def step(self) -> Step:
        """The step of data SemVer (Croissant 1.1): what the difference demands at least.

        PATCH is the same data in another serialisation, MINOR additions only, MAJOR
        anything that existed changed or removed; a label that gets another number counts as
        changed, because ``datasets`` hands out numbers.
        """
        unlike = any(each.removed or each.renumbered for each in self.labels)
        if self.removed_columns or unlike or not all(d.adds_only for d in self.differences):
            return "major"
        if self.added_columns or self.labels or self.differences:
            return "minor"
        return "none" if self.same_bytes else "patch"

    def published(self) -> list[Difference]:
        """The differences in the tables, without those of records that only a pass holds."""
        return [each for each in self.differences if each.in_pass is None]

    def in_passes(self) -> dict[str, list[Difference]]:
        """By pass, the differences in records that only ``passes`` publishes."""
        found: dict[str, list[Difference]] = {}
        for each in self.differences:
            if each.in_pass is not None:
                found.setdefault(each.in_pass, []).append(each)
        return found


def tally(differences: Sequence[Difference]) -> dict[Kind, int]:
    """How many records were added, removed and changed."""
    counts = Counter(each.kind for each in differences)
    return {kind: counts[kind] for kind in KINDS}


# Words ----------------------------------------------------------------------------------------


def spans_of(difference: Difference) -> Iterator[str]:
    """The ids of the spans that a difference speaks of."""
    values = [difference.record.get(name) for name in _SPAN_FIELDS]
    values += [value for change in difference.changes for value in (change.old, change.new)]
    for value in values:
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and ":span:" in each:
                yield each


def words_of(difference: Difference, words: Mapping[str, str]) -> str | None:
    """The words that a record is about: its own text or title, or that of its spans."""
    record = difference.record
    for name in _TITLES if difference.table != "articles" else ():
        if isinstance(record.get(name), str):
            return str(record[name])
    for name in _SPAN_FIELDS:
        spans = record.get(name) or []
        found = [
            words[each] for each in ([spans] if isinstance(spans, str) else spans) if each in words
        ]
        if found:
            return " … ".join(found)
    return None


# Fields ---------------------------------------------------------------------------------------


def changes(old: Any, new: Any, path: str = "") -> Iterator[Change]:
    """The fields in which two values differ; lists are compared item by item.

    >>> list(changes({"a": {"b": 1}}, {"a": {"b": 2}}))
    [Change(field='a.b', old=1, new=2)]
    >>> list(changes({"a": ["x", "y"]}, {"a": ["y"]}))
    [Change(field='a[]', old='x', new=None)]
    """
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            inner = f"{path}.{name}" if path else name
            yield from changes(old.get(name), new.get(name), inner)
    elif (isinstance(old, list) and isinstance(new, list)) or _fills_a_gap(old, new):
        yield from _items(old or [], new or [], path)
    elif old != new:
        yield Change(path, old, new)


def _fills_a_gap(old: Any, new: Any) -> bool:
    """Whether a list stands against nothing at all."""
    return (old is None and isinstance(new, list) and bool(new)) or (
        new is None and isinstance(old, list) and bool(old)
    )


def _items(old: list[Any], new: list[Any], path: str) -> Iterator[Change]:
    """How two lists differ: what both have aside, items of the same name are compared."""
    if old == new:
        return
    went, came = _without(old, new), _without(new, old)
    key = next((key for key in _ITEM_KEYS if _tells_apart(key, went, came)), None)
    if key is not None:
        yield from _by_key(went, came, path, key)
    else:
        yield from (Change(f"{path}[]", item, None) for item in went)
        yield from (Change(f"{path}[]", None, item) for item in came)
    if not went and not came:
        yield Change(path, old, new)  # the same items in another order


def _without(items: list[Any], others: list[Any]) -> list[Any]:
    """The items that the others lack; an item that stands twice counts twice."""
    left, found = Counter(map(repr, others)), []
    for item in items:
        if left[repr(item)]:
            left[repr(item)] -= 1
        else:
            found.append(item)
    return found


def _tells_apart(key: str, *lists: list[Any]) -> bool:
    for items in lists:
        if not all(isinstance(item, Mapping) for item in items):
            return False
        values = [item.get(key) for item in items]
        if None in values or len(set(values)) < len(values):
            return False
    return True


def _by_key(old: list[Any], new: list[Any], path: str, key: str) -> Iterator[Change]:
    before, after = ({item[key]: item for item in items} for items in (old, new))
    for value in dict.fromkeys((*before, *after)):
        inner = f"{path}[{value}]"
        if value in before and value in after:
            yield from changes(before[value], after[value], inner)
        else:
            yield Change(inner, before.get(value), after.get(value))


# Labels ---------------------------------------------------------------------------------------


def label_changes(
    old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]
) -> Iterator[LabelChange]:
    """The label columns, of those in both, whose list of names differs."""
    for column in (name for name in old if name in new):
        before, after = list(old[column]), list(new[column])
        if before != after:
            yield LabelChange(
                column,
                added=tuple(name for name in after if name not in before),
                removed=tuple(name for name in before if name not in after),
                renumbered=tuple(
                    name
                    for name in before
                    if name in after and before.index(name) != after.index(name)
                ),
            )
