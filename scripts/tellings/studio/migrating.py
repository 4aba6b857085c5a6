"""What a changed config would break in results that are there, and the results moved to it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

from tellings.studio.controls import VALUE_KEYS, Config, Control, parse_config
from tellings.studio.renaming import RELATION, Renames

Result = Mapping[str, Any]
BreakageKind = Literal["control", "type", "object", "label", "choice", "relation", "text"]


@dataclass(frozen=True, slots=True)
class Work:
    """The results of an annotation or draft; ``name`` as ``annotation 12`` or ``draft 3``."""

    task_key: str
    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """One result that a change of the config would break."""

    task_key: str
    work: str
    region: str


@dataclass(frozen=True, slots=True)
class Breakage:
    """Something in use that the new config has no longer.

    Attributes:
        kind: what is gone: a ``control``, a ``label``, ``choice`` or label of a ``relation``;
            or another ``type`` of control, another ``object`` that it is on, another data
            field as the ``text``.
        control: the control, by its old name.
        what: what is gone, or what it was and is.
        uses: every result that uses it.
    """

    kind: BreakageKind
    control: str
    what: str
    uses: tuple[Use, ...]

    @property
    def count(self) -> int:
        """How many results use it."""
        return len(self.uses)


# What is in use -------------------------------------------------------------------------------


def work_in_use(tasks: Sequence[Mapping[str, Any]], key: str) -> list[Work]:
    """Every annotation, skipped ones too, and every draft of a JSON export.

    Args:
        tasks: the parsed export.
        key: the data field that holds the key of a task; a task without one is ``task 12``.
    """
    found = []
    for task in tasks:
        name = str(task.get("data", {}).get(key) or f"task {task.get('id')}")
        for kind in ("annotation", "draft"):
            for each in task.get(f"{kind}s") or ():
                results = tuple(each.get("result") or ())
                found.append(Work(name, f"{kind} {each.get('id')}", results))
    return found


# What would break -----------------------------------------------------------------------------


def breakages(
    old: str, new: str, work: Iterable[Work], renamed: Renames | None = None
) -> list[Breakage]:
    """What in use a change of the config would break.

    Args:
        old: the config of the project, XML.
        new: the config that it is to have.
        work: the results in use.
        renamed: what is only called otherwise.

    Raises:
        ValueError: if a config cannot be read.
    """
    change = _Change(parse_config(old), parse_config(new), renamed or Renames())
    found: dict[_What, list[Use]] = {each: [] for each in change.other_texts()}
    for each in work:
        for result in each.results:
            region = result.get("id") or f"{result.get('from_id')} to {result.get('to_id')}"
            for what in change.broken(result):
                found.setdefault(what, []).append(Use(each.task_key, each.name, str(region)))
    return [Breakage(*what, tuple(uses)) for what, uses in sorted(found.items())]


_What = tuple[BreakageKind, str, str]
"""The kind of what is gone, its control, its name."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A config, the one that replaces it, and what is only called otherwise."""

    old: Config
    new: Config
    renamed: Renames

    def other_texts(self) -> Iterator[_What]:
        """The annotated objects that show another data field: every task would lack it."""
        for name in dict.fromkeys(each.to_name for each in self.old.controls.values()):
            before, now = self.old.objects[name], self.new.objects.get(name, "")
            if now and before != now:
                yield "text", name, f"${before} became ${now}"

    def broken(self, result: Result) -> Iterator[_What]:
        """What a result uses that is no longer there."""
        if result.get("type") == RELATION:
            yield from self._broken_relation(result)
            return
        name = str(result.get("from_name"))
        control = self.new.controls.get(self.renamed.control(name))
        if control is None:
            yield "control", name, self.renamed.control(name)
            return
        yield from (each for each in self.other_texts() if each[1] == result.get("to_name"))
        if control.to_name != result.get("to_name"):
            yield "object", name, f"{result.get('to_name')} became {control.to_name}"
        if control.type == result.get("type"):
            yield from self._broken_values(name, control, result)
        else:
            yield "type", name, f"{result.get('type')} became {control.type}"

    def _broken_relation(self, result: Result) -> Iterator[_What]:
        for label in result.get("labels") or ("",):
            if self.new.relations is None:
                yield "relation", RELATION, label or "relations without a label"
            elif label and self.renamed.value(RELATION, label) not in self.new.relations:
                yield "relation", RELATION, label

    def _broken_values(self, name: str, control: Control, result: Result) -> Iterator[_What]:
        values = _values(result)
        kind: BreakageKind = "label" if control.type == "labels" else "choice"
        for value in values if control.values else ():
            if self.renamed.value(name, value) not in control.values:
                yield kind, name, value
        if control.values and len(values) > 1 and not control.multiple:
            yield "type", name, "several values became one"
        before = self.old.controls.get(name)
        if before is not None and before.per_region != control.per_region:
            now = "one a region" if control.per_region else "one a task"
            yield "type", name, f"its value became {now}"


def _values(result: Result) -> list[str]:
    """The labels or choices of a result, those of a taxonomy as paths joined by `` / ``."""
    found = result.get("value", {}).get(VALUE_KEYS.get(str(result.get("type")), ""))
    if not isinstance(found, list):
        return []
    return [" / ".join(each) if isinstance(each, list) else str(each) for each in found]


# Moving it ------------------------------------------------------------------------------------


def migrated(old: str, new: str, work: Sequence[Work], renamed: Renames) -> list[Work]:
    """The work under its new names, to be uploaded as new predictions; only what changes.

    A person's annotation is never rewritten on the server: it stays as it was made, and the
    prediction beside it says the same in the words of the new config.

    Raises:
        ValueError: if something would still break, or a config cannot be read.
    """
    if left := breakages(old, new, work, renamed):
        names = ", ".join(f"{each.kind} {each.control}: {each.what}" for each in left)
        raise ValueError(f"this would still break {names}")
    moved = [replace(each, results=tuple(_moved(each.results, renamed))) for each in work]
    return [after for before, after in zip(work, moved, strict=True) if before != after]


def _moved(results: Iterable[Result], renamed: Renames) -> Iterator[Result]:
    for result in results:
        if result.get("type") == RELATION:
            labels = [renamed.value(RELATION, each) for each in result.get("labels") or ()]
            yield {**result, "labels": labels} if "labels" in result else result
            continue
        name = str(result.get("from_name"))
        yield {
            **result,
            "from_name": renamed.control(name),
            "value": _renamed_value(result, partial(renamed.value, name)),
        }


def _renamed_value(result: Result, called: Callable[[str], str]) -> Mapping[str, Any]:
    key, value = VALUE_KEYS.get(str(result["type"]), ""), result["value"]
    match result["type"]:
        case "labels" | "choices":
            return {**value, key: [called(each) for each in value[key]]}
        case "taxonomy":
            return {**value, key: [called(" / ".join(each)).split(" / ") for each in value[key]]}
    return dict(value)
