"""Building a dataset folder from seeds: read, check, write, swap in."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tellings.findings import Finding, errors, ordered
from tellings.parsing import check_table, read_toml
from tellings.parts import Part, load_story, make_part
from tellings.publish.configs import configs
from tellings.publish.counting import Counts
from tellings.publish.manifest import content
from tellings.records import AddedLabel
from tellings.schemas import Schemas
from tellings.store.datasets import TableWriter, contents
from tellings.store.describing import Description, describe, write_manifest
from tellings.store.manifests import damaged_files, read_manifest
from tellings.store.schema_files import load_schemas, schema_digest
from tellings.store.seeds import read_dataset_file, story_names
from tellings.store.swapping import replacing
from tellings.text import sha256
from tellings.working import collecting_rarely, in_order

Progress = Callable[[list[Any]], Iterable[Any]]
STORIES_A_PART = 20
_PARTS_WORTH_A_PROCESS = 5


@dataclass(slots=True)
class Report:
    """What a build did."""

    out: Path
    findings: list[Finding] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)
    written: bool = False
    unchanged: bool = False


def read_info(seeds: Path, schemas: Schemas) -> tuple[dict[str, Any] | None, str, list[Finding]]:
    """The table of ``dataset.toml``, the hash of the file, and findings."""
    file, findings = read_dataset_file(seeds)
    if file is None:
        return None, "", findings
    table, text, faults = read_toml(file)
    if table is not None:
        faults = check_table(schemas, "file-dataset", table, file.path, text)
    return (None if faults else table), sha256(file.data), [*findings, *faults]


def check_seeds(seeds: Path, progress: Progress = iter) -> list[Finding]:
    """Every finding about a seeds folder, in reading order."""
    schemas = load_schemas()
    names, findings = story_names(seeds)
    if seeds.is_dir():
        findings += read_info(seeds, schemas)[2]
    with collecting_rarely():
        for name in progress(names):
            findings += load_story(seeds, name, schemas)[1]
    return ordered(findings)


def build(
    seeds: Path, out: Path, keep_going: bool = False, progress: Progress = iter, jobs: int = 1
) -> Report:
    """Build the dataset of a seeds folder.

    While an error stands nothing is written; with ``keep_going`` what has the error is
    left out and listed. The old folder stays until the new one is whole, and stays for
    good if the new one says the same. With ``jobs`` above 1, so many processes read and
    check the stories; what is written is the same.

    Raises:
        StoreError: if ``out`` is not ours to replace, or cannot be written.
    """
    with replacing(out) as building:
        work = _Build(building.folder, Report(out), load_schemas(), keep_going)
        names, work.report.findings = story_names(seeds)
        if seeds.is_dir():
            work.read_info(seeds)
        pieces = [names[at : at + STORIES_A_PART] for at in range(0, len(names), STORIES_A_PART)]
        make = partial(make_part, seeds, keep_going=keep_going)
        for _, part in zip(progress(pieces), in_order(make, pieces, jobs), strict=True):
            work.take(part)
        building.ready = work.finish()
    work.report.written = building.ready
    return work.report


def processes(seeds: Path) -> int:
    """How many processes are worth their start: one a processor from some parts on."""
    enough = len(story_names(seeds)[0]) >= STORIES_A_PART * _PARTS_WORTH_A_PROCESS
    return (os.cpu_count() or 1) if enough else 1


class _Build:
    """One build under way."""

    def __init__(self, folder: Path, report: Report, schemas: Schemas, keep_going: bool) -> None:
        self.folder = folder
        self.report = report
        self.schemas = schemas
        self.keep_going = keep_going
        self.info: dict[str, Any] | None = None
        self.inputs: list[dict[str, str]] = []
        self.labels: dict[tuple[str, str], AddedLabel] = {}
        self.languages: set[str] = set()
        self.tables = {
            config.name: TableWriter(folder / "data" / config.name, config)
            for config in configs(schemas)
        }

    def read_info(self, seeds: Path) -> None:
        """Read ``dataset.toml``."""
        self.info, digest, findings = read_info(seeds, self.schemas)
        self.report.findings += findings
        self.inputs.append({"path": "dataset.toml", "sha256": digest})

    @property
    def blocked(self) -> bool:
        """Whether an error keeps the dataset from being written."""
        failed = bool(errors(self.report.findings)) and not self.keep_going
        return self.info is None or failed

    def take(self, part: Part) -> None:
        """Take in what some stories give; their rows are written unless an error stands."""
        self.report.findings += part.findings
        self.report.left_out += part.left_out
        if self.blocked:
            return
        self.inputs += part.inputs
        self.labels |= part.labels
        self.languages |= part.languages
        self.report.counts.merge(part.counts)
        for table, batch in part.batches.items():
            self.tables[table].add(batch, part.hashes[table])

    def finish(self) -> bool:
        """Write what stands beside the tables; False if the old dataset stays."""
        self.report.findings = ordered(self.report.findings)
        for table in self.tables.values():
            table.close()
        if self.info is None or self.blocked or not self.report.counts.rows["articles"]:
            return False
        about = self._about(self.info)
        version = {"version": self.schemas.codebook.version, "sha256": schema_digest()}
        described = describe(self.folder, about)
        new = write_manifest(
            self.folder, about, version, self.inputs, contents(self.tables), described
        )
        old = read_manifest(self.report.out)
        if old is not None and content(old) == content(new):
            self.report.unchanged = not damaged_files(self.report.out, old)
        return not self.report.unchanged

    def _about(self, info: dict[str, Any]) -> Description:
        codebook = self.schemas.codebook.extended(tuple(self.labels.values()))
        every = tuple(table.config for table in self.tables.values())
        return Description(info, every, codebook, self.report.counts, tuple(sorted(self.languages)))
