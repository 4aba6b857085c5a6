"""A part of a build: some stories read, checked and turned into Arrow, in whatever process."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import orjson
import pyarrow as pa

from tellings.checks import check_story
from tellings.findings import Finding, errors
from tellings.publish.batches import batches
from tellings.publish.configs import configs
from tellings.publish.counting import Counts
from tellings.publish.rows import Row, Rows, story_rows
from tellings.reading import read_story
from tellings.records import AddedLabel
from tellings.schemas import Schemas
from tellings.stages.keep_going import without_faults
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import read_story_files
from tellings.story import StoryData

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE


@dataclass(slots=True)
class Part:
    """What some stories give: their rows as Arrow, a hash of the rows of each story, and findings.

    ``inputs`` are path and hash of each story folder that went in.
    """

    findings: list[Finding] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    inputs: list[dict[str, str]] = field(default_factory=list)
    labels: dict[tuple[str, str], AddedLabel] = field(default_factory=dict)
    languages: set[str] = field(default_factory=set)
    counts: Counts = field(default_factory=Counts)
    hashes: dict[str, list[str]] = field(default_factory=dict)
    batches: dict[str, pa.RecordBatch] = field(default_factory=dict)

    def add(self, data: StoryData, rows: Rows) -> None:
        """Take in what a story gives; its rows are added to ``rows``."""
        self.labels |= {(label.inventory, label.name): label for label in data.story.labels}
        self.languages |= {article.language for article in data.articles.values()}
        for table, found in story_rows(data).items():
            self.counts.add(table, found)
            self.hashes.setdefault(table, []).append(_hash(found))
            rows.setdefault(table, []).extend(found)


def load_story(
    seeds: Path, name: str, schemas: Schemas
) -> tuple[StoryData | None, list[Finding], str]:
    """One story with every finding about it, and the hash of its files."""
    files = read_story_files(seeds, name)
    data, findings = read_story(files, schemas)
    if data is not None:
        findings += check_story(data, schemas.codebook)
    return data, findings, files.digest()


def make_part(seeds: Path, names: list[str], keep_going: bool) -> Part:
    """Read and check some stories; their rows too, unless an error stands.

    Once an error stands the remaining stories are still read, for their findings.
    """
    part = Part()
    schemas = load_schemas()
    rows: Rows = {}
    for name in names:
        data, findings, digest = load_story(seeds, name, schemas)
        part.findings += findings
        if keep_going:
            data = _without_faults(part, name, data, findings, schemas)
        if data is None or (not keep_going and errors(part.findings)):
            continue
        part.inputs.append({"path": name, "sha256": digest})
        part.add(data, rows)
    part.batches = batches(rows, configs(schemas))
    return part


def part_of(data: StoryData, schemas: Schemas) -> Part:
    """The part of a build that is one story, already read and checked."""
    part, rows = Part(), Rows()
    part.add(data, rows)
    part.batches = batches(rows, configs(schemas))
    return part


def _without_faults(
    part: Part, name: str, data: StoryData | None, findings: list[Finding], schemas: Schemas
) -> StoryData | None:
    if data is None:
        whole = [f"left out: the whole story {name}: {each}" for each in errors(findings)]
        part.left_out += whole
        return None
    rest, left_out = without_faults(data, findings, schemas.codebook)
    part.left_out += left_out
    return rest


def _hash(rows: list[Row]) -> str:
    """Hash over the canonical JSON of rows."""
    return hashlib.sha256(
        b"".join([orjson.dumps(row, option=_CANONICAL) for row in rows])
    ).hexdigest()
