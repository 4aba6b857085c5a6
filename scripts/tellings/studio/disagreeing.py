"""Where passes differ, worst first.

Worse is, in this order: what more stances and event mentions hang on (itself counted), what a
pass lacks altogether, what differs in more fields, what stands earlier in the text.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tellings.studio.adjudicating import Adjudication, Item
from tellings.studio.fields import Plain
from tellings.studio.integrity import mentioned

_HEAVY = ("stance", "event-mention")
_ABSENT = "(not marked)"
_WIDTH = 60
Covers = Callable[[Plain], bool]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that passes have differently, or that not all of them have.

    Attributes:
        id: of the record in gold, or the one that it gets there.
        words: the words that it stands on.
        start: where they begin, in code points.
        hanging: how many stances and event mentions hang on it, itself counted.
        missing: the passes that have no such record.
        says: by field and pass what each says; ids are those of the suggestions.
        origins: by pass, the id that the record has there.
        settled: the status of the record in gold; None where gold has none.
    """

    id: str
    kind: str
    article: str
    words: str
    start: int
    hanging: int
    missing: tuple[str, ...]
    says: Mapping[str, Mapping[str, Any]]
    origins: Mapping[str, str]
    settled: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody settled it yet."""
        return self.settled in (None, "draft")


def disagreements(of: Adjudication, covers: Covers) -> list[Disagreement]:
    """Where passes differ, open ones first, and the worst of them first.

    What an agreed record would rest on and is not agreed is a disagreement by itself.

    Args:
        of: the passes side by side.
        covers: whether a record is of the kinds and layers that are adjudicated.
    """
    words = _Words(of)
    hanging = _hanging(of.items)
    found = [
        _disagreement(each, words, hanging[each.id])
        for each in of.items
        if len(each.passes) > 1 and _is_open_among(each) and covers(_first(each))
    ]
    return sorted(found, key=_rank)


def _is_open_among(item: Item) -> bool:
    """Whether some pass has it, and not all say the same."""
    return len(item.missing) < len(item.passes) and not item.agreed


def _rank(each: Disagreement) -> tuple[Any, ...]:
    worst = (-each.hanging, not each.missing, -len(each.says))
    return (not each.is_open, *worst, each.article, each.start, each.id)


def _first(item: Item) -> Plain:
    return next(item.versions[name] for name in item.passes if name in item.versions)


def _disagreement(item: Item, words: "_Words", hanging: int) -> Disagreement:
    versions = [item.versions[name] for name in item.passes if name in item.versions]
    places = [words.place(each) for each in versions]
    start, text = next((each for each in places if each), (0, ""))
    return Disagreement(
        item.id,
        item.kind,
        item.article,
        text,
        start,
        hanging,
        item.missing,
        item.differing,
        {name: item.origins[name] for name in item.passes if name in item.origins},
        item.gold["status"] if item.gold else None,
    )


def _hanging(items: Sequence[Item]) -> Counter[str]:
    """How many stances and event mentions rest on each item, over all passes, itself counted."""
    known = {each.id for each in items}
    names: dict[str, set[str]] = {each.id: set() for each in items}
    for each in items:
        for record in each.versions.values():
            names[each.id] |= mentioned(record, known)
    found: Counter[str] = Counter()
    for each in items:
        if each.kind in _HEAVY:
            found.update(_reached(each.id, names))
    return found


def _reached(start: str, names: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        new = names[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


# Words ----------------------------------------------------------------------------------------


class _Words:
    """The words that records stand on."""

    def __init__(self, of: Adjudication) -> None:
        self._spans = {
            each.id: record
            for each in of.items
            for record in each.versions.values()
            if each.kind == "span"
        }

    def place(self, record: Plain) -> tuple[int, str] | None:
        """Where the first span begins that a record is or names, and its words."""
        if record["record"] == "span":
            return record["start"], record["text"]
        named = [self._spans[key] for key in mentioned(record, self._spans.keys())]
        named = [each for each in named if each["article_id"] == record["article_id"]]
        if not named:
            return None
        first = min(named, key=lambda each: (each["start"], -each["end"]))
        return first["start"], first["text"]

    def of(self, name: str) -> str | None:
        """The words of a span by its id."""
        found = self._spans.get(name)
        return None if found is None else found["text"]


def shown(each: Disagreement, of: Adjudication) -> Iterator[str]:
    """Lines for people: the words, and field by field what each pass says."""
    words = _Words(of)
    article = each.article.rpartition(":")[2]
    on = f" “{_short(each.words)}”" if each.words else ""
    settled = "" if each.is_open else f" ({each.settled} in gold)"
    yield f"{article}: {each.kind}{on}{settled}"
    for name in each.missing:
        yield f"  {name}: {_ABSENT}"
    for name in each.origins if each.missing else ():
        yield f"  {name}: {_value(_summary(each, of, name), words)}"
    for field, said in each.says.items():
        line = "; ".join(f"{name} {_value(value, words)}" for name, value in said.items())
        yield f"  {field}: {line}"
    if not each.missing and not each.says:
        yield "  the passes say the same, but of words on which they differ"


def _summary(each: Disagreement, of: Adjudication, name: str) -> dict[str, Any]:
    """What a record says that another pass lacks: all but where it lies."""
    version = of.by_id()[each.id].versions[name]
    hidden = ("record", "id", "article_id", "status", "from", "start", "end", "text")
    return {key: value for key, value in version.items() if key not in hidden}


def _value(value: Any, words: _Words) -> str:
    if value is None:
        return "(none)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping) and {"start", "end", "text"} == value.keys():
        return f"{value['start']}-{value['end']} “{_short(value['text'])}”"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(each, words)}" for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_value(each, words) for each in value)}]"
    text = words.of(str(value))
    if text is not None:
        return f"“{_short(text)}”"
    return _short(str(value).rpartition(":")[2] if str(value).count(":") > 1 else str(value))


def _short(text: str) -> str:
    """A line with its middle left out: passes often differ in how something ends."""
    line = " ".join(text.split())
    half = _WIDTH // 2
    return line if len(line) <= _WIDTH else f"{line[: half - 1]} … {line[1 - half :]}"
