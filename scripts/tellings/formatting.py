"""``fmt``: annotation files in their one canonical form, and spans moved to changed text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tellings.findings import Finding
from tellings.parsing import parse_json
from tellings.reading import article_text
from tellings.schemas import URN, Schemas, nearest
from tellings.stages.canonical import canonical
from tellings.stages.reanchor import reanchored
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import SourceFile, StoryFiles, read_story_files, story_names
from tellings.store.writing import StoreError, write_atomic
from tellings.text import sha256


@dataclass(slots=True)
class Outcome:
    """What formatting did or would do."""

    changed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: int = 0


def format_seeds(seeds: Path, only: str | None, write: bool, reanchor: bool) -> Outcome:
    """Bring every annotation file into canonical form; with ``reanchor`` move spans first.

    Nothing is written unless ``write``; a file that does not parse is a finding.

    Raises:
        StoreError: if there is no story of that name, or a file cannot be written.
    """
    outcome = Outcome()
    names, outcome.findings = story_names(seeds)
    if only is not None and only not in names:
        raise StoreError(f"there is no story {only!r} in {seeds}{nearest(only, names)}")
    for name in [only] if only else names:
        files = read_story_files(seeds, name)
        for source in _annotation_files(files):
            outcome.files += 1
            _format(source, files, outcome, write, reanchor)
    return outcome


def _annotation_files(files: StoryFiles) -> Iterator[SourceFile]:
    for sources in files.passes.values():
        yield from (source for stem, source in sources.items() if stem != "pass")


def _format(
    source: SourceFile, files: StoryFiles, outcome: Outcome, write: bool, reanchor: bool
) -> None:
    value, findings = parse_strictly(source)
    outcome.findings += findings
    if value is None:
        return
    if reanchor:
        value = _reanchor(value, source, files, outcome)
    data = canonical(value, record_schemas())
    if data != source.data:
        outcome.changed.append(source.path)
        if write:
            write_atomic(Path(source.path), data)


def _reanchor(
    value: dict[str, Any], source: SourceFile, files: StoryFiles, outcome: Outcome
) -> dict[str, Any]:
    article = files.articles.get(Path(source.path).stem)
    text = article_text(article)[0] if article else None
    if text is None or value.get("text_sha256") == sha256(text):
        return value
    records, moved, stuck = reanchored(value["records"], text)
    outcome.moved += [f"{source.path}: {line}" for line in moved]
    outcome.stuck += [f"{source.path}: {line}" for line in stuck]
    fits_now = {} if stuck else {"text_sha256": sha256(text)}
    return {**value, **fits_now, "records": records}


def parse_strictly(source: SourceFile) -> tuple[dict[str, Any] | None, list[Finding]]:
    """A parsed annotation file whose records are objects, or findings."""
    value, findings = parse_json(source)
    if findings:
        return None, findings
    if not isinstance(value, dict) or not isinstance(value.get("records"), list):
        return None, [Finding("schema", source.path, "not an object with a list 'records'", 1)]
    if not all(isinstance(each, dict) for each in value["records"]):
        return None, [Finding("schema", source.path, "a record is not an object", 1)]
    return value, []


@cache
def record_schemas() -> dict[str, Mapping[str, Any]]:
    """The schemas of the record kinds with every reference resolved, for the order of keys."""
    schemas = load_schemas()
    return {name: _resolved(schemas[name], name, schemas) for name in schemas if name != "codebook"}


def _resolved(node: Any, document: str, schemas: Schemas) -> Any:
    """The parts of a schema that say which keys there are, references followed."""
    if "$ref" in node:
        urn, _, pointer = node["$ref"].partition("#")
        document = urn.removeprefix(URN) or document
        target: Any = schemas[document]
        for part in pointer.strip("/").split("/"):
            target = target.get(part, {}) if part else target
        return _resolved(target, document, schemas)
    found: dict[str, Any] = {}
    if "properties" in node:
        found["properties"] = {
            name: _resolved(each, document, schemas) for name, each in node["properties"].items()
        }
    if "items" in node:
        found["items"] = _resolved(node["items"], document, schemas)
    return found
