"""What became of a pass that a pull brought up to date."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tellings.findings import Finding
from tellings.records import Annotation
from tellings.store.pulled import Key
from tellings.story import RULES_PASS
from tellings.studio.outcome import Conflict, Deleted
from tellings.studio.taking import Taken


class Spent(NamedTuple):
    """The day of the last change of a piece of work, ISO 8601, and how long it took."""

    day: str
    seconds: float


@dataclass(slots=True)
class Brought:
    """What became of a pass: of records only how many there are.

    Attributes:
        name: the pass.
        folder: where it is.
        articles: how many records each article has that was worked on.
        changed: how many parts of records are not as the pass had them.
        conflicts: what a person has to settle.
        deleted: records that went, with their last content.
        origins: where the work came from.
        findings: records that were held back, and why.
        from_rules: whether records of the rules were taken over.
        spent: what was worked when.
        files: the names of the files whose content changed, that of the pass itself first.
    """

    name: str
    folder: Path
    articles: dict[str, int] = field(default_factory=dict)
    changed: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    from_rules: bool = False
    spent: dict[Key, Spent] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def add(self, taken: Taken) -> None:
        """Count in what was taken."""
        self.articles |= {key: len(records) for key, records in taken.articles.items()}
        self.changed += taken.changed
        self.conflicts += taken.conflicts
        self.deleted += taken.deleted
        self.origins |= taken.origins
        self.findings += taken.findings
        self.from_rules = self.from_rules or any(map(_from_rules, taken.records()))


def _from_rules(record: Annotation) -> bool:
    return any(origin.startswith(f"{RULES_PASS}/") for origin in record.from_ or ())
