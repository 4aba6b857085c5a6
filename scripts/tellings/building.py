"""Building a dataset folder from seeds: read, check, write, swap in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from tellings.checks import check_story
from tellings.findings import Finding, errors, ordered
from tellings.publish.card import card
from tellings.publish.configs import Config, configs
from tellings.publish.counting import Counts
from tellings.publish.croissant import croissant
from tellings.publish.manifest import content, manifest
from tellings.publish.rows import story_rows
from tellings.reading import check_table, read_story, read_toml
from tellings.records import AddedLabel
from tellings.schemas import Schemas
from tellings.stages.keep_going import without_faults
from tellings.store.datasets import TableWriter
from tellings.store.manifests import MANIFEST, damaged_files, file_entry, read_manifest
from tellings.store.schema_files import load_schemas, schema_digest
from tellings.store.seeds import read_dataset_file, read_story_files, story_names
from tellings.store.swapping import replacing
from tellings.story import StoryData
from tellings.text import sha256

Progress = Callable[[list[str]], Iterable[str]]


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


def load_story(
    seeds: Path, name: str, schemas: Schemas
) -> tuple[StoryData | None, list[Finding], str]:
    """One story with every finding about it, and the hash of its files."""
    files = read_story_files(seeds, name)
    data, findings = read_story(files, schemas)
    if data is not None:
        findings += check_story(data, schemas.codebook)
    return data, findings, files.digest()


def check_seeds(seeds: Path, progress: Progress = iter) -> list[Finding]:
    """Every finding about a seeds folder, in reading order."""
    schemas = load_schemas()
    names, findings = story_names(seeds)
    if seeds.is_dir():
        findings += read_info(seeds, schemas)[2]
    for name in progress(names):
        findings += load_story(seeds, name, schemas)[1]
    return ordered(findings)


def build(seeds: Path, out: Path, keep_going: bool = False, progress: Progress = iter) -> Report:
    """Build the dataset of a seeds folder.

    While an error stands nothing is written; with ``keep_going`` what has the error is
    left out and listed. The old folder stays until the new one is whole, and stays for
    good if the new one says the same.

    Raises:
        StoreError: if ``out`` is not ours to replace, or cannot be written.
    """
    with replacing(out) as building:
        work = _Build(building.folder, Report(out), load_schemas(), keep_going)
        names, work.report.findings = story_names(seeds)
        if seeds.is_dir():
            work.read_info(seeds)
        for name in progress(names):
            work.take(seeds, name)
        building.ready = work.finish()
    work.report.written = building.ready
    return work.report


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
        self.description = ""
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

    def take(self, seeds: Path, name: str) -> None:
        """Read and check one story, and write its rows unless an error stands.

        Once an error stands the remaining stories are still read, for their findings.
        """
        data, findings, digest = load_story(seeds, name, self.schemas)
        self.report.findings += findings
        if self.keep_going:
            data = self._without_faults(name, data, findings)
        if data is None or self.blocked:
            return
        self.inputs.append({"path": name, "sha256": digest})
        self.labels |= {(label.inventory, label.name): label for label in data.story.labels}
        self.languages |= {article.language for article in data.articles.values()}
        for table, rows in story_rows(data).items():
            self.report.counts.add(table, rows)
            self.tables[table].add(rows)

    def _without_faults(
        self, name: str, data: StoryData | None, findings: list[Finding]
    ) -> StoryData | None:
        if data is None:
            whole = [f"left out: the whole story {name}: {each}" for each in errors(findings)]
            self.report.left_out += whole
            return None
        rest, left_out = without_faults(data, findings, self.schemas.codebook)
        self.report.left_out += left_out
        return rest

    def finish(self) -> bool:
        """Write what stands beside the tables; False if the old dataset stays."""
        self.report.findings = ordered(self.report.findings)
        for table in self.tables.values():
            table.close()
        if self.info is None or self.blocked or not self.report.counts.rows["articles"]:
            return False
        self._describe(self.info)
        new = self._manifest(self.info)
        (self.folder / MANIFEST).write_bytes(orjson.dumps(new, option=orjson.OPT_INDENT_2) + b"\n")
        old = read_manifest(self.report.out)
        if old is not None and content(old) == content(new):
            self.report.unchanged = not damaged_files(self.report.out, old)
        return not self.report.unchanged

    def _present(self) -> tuple[Config, ...]:
        return tuple(table.config for table in self.tables.values() if table.count)

    def _describe(self, info: dict[str, Any]) -> None:
        codebook = self.schemas.codebook.extended(tuple(self.labels.values()))
        every = tuple(table.config for table in self.tables.values())
        languages = tuple(sorted(self.languages))
        text = card(info, every, codebook, self.report.counts, languages)
        (self.folder / "README.md").write_text(text, "utf-8")
        files = [file_entry(self.folder, path) for path in sorted(self.folder.rglob("*.parquet"))]
        described = croissant(info, self._present(), codebook, files, languages)
        packed = orjson.dumps(described, option=orjson.OPT_INDENT_2)
        (self.folder / "croissant.json").write_bytes(packed + b"\n")
        self.description = sha256(orjson.dumps(_without_bytes(described)))

    def _manifest(self, info: dict[str, Any]) -> dict[str, Any]:
        tables = {
            name: {"rows": table.count, "sha256": table.content_sha256}
            for name, table in self.tables.items()
            if table.count
        }
        version = {"version": self.schemas.codebook.version, "sha256": schema_digest()}
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        files = [file_entry(self.folder, path) for path in paths]
        return manifest(info, version, self.inputs, tables, self.description, files)


def _without_bytes(value: Any) -> Any:
    """A description without the sizes and hashes of files, which change with their writer."""
    if isinstance(value, dict):
        return {
            k: _without_bytes(v) for k, v in value.items() if k not in ("sha256", "contentSize")
        }
    return [_without_bytes(each) for each in value] if isinstance(value, list) else value
