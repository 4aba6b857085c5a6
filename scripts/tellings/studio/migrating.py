"""What a changed config would break in results that are there, and the results moved to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """The results of an annotation, draft or prediction in use; ``name`` as ``annotation 12``."""

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
    """Something in use that the new config has no longer."""

    kind: Literal["control", "type", "label", "choice", "relation", "text"]
    control: str
    what: str
    uses: tuple[Use, ...]

    @property
    def count(self) -> int:
        """How many results use it."""
        return len(self.uses)


@dataclass(frozen=True, slots=True)
class Renames:
    """What a person says that old names are called now: controls, and values by old control."""

    controls: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)


def renames(pairs: Iterable[str], old: str) -> Renames:
    """Read ``--rename``: ``control=new``, ``label=new``, or ``control/label=new``.

    Raises:
        ValueError: if the config has no such name, or several.
    """
    raise NotImplementedError


def work_in_use(tasks: Sequence[Mapping[str, Any]], key: str) -> list[Work]:
    """Every annotation and draft of a JSON export; ``key`` is the data field of the task's key."""
    raise NotImplementedError


def breakages(
    old: str, new: str, work: Iterable[Work], renamed: Renames | None = None
) -> list[Breakage]:
    """What in use a change of the config (both as XML) would break."""
    raise NotImplementedError


def migrated(old: str, new: str, work: Iterable[Work], renamed: Renames) -> list[Work]:
    """The work under its new names, to be uploaded as new predictions; only what changes.

    A person's annotation is never rewritten on the server.

    Raises:
        ValueError: if something would still break.
    """
    raise NotImplementedError
