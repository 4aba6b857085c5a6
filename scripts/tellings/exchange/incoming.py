"""A story that foreign documents come into: its files as they will be, and what is wrong."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec
import orjson

from tellings.checks import check_story
from tellings.exchange.adopting import Adopted
from tellings.exchange.foreign import ForeignDocument, Place
from tellings.exchange.story_toml import article_tables
from tellings.findings import Finding, errors
from tellings.formatting import record_schemas
from tellings.reading import article_text, read_story
from tellings.records import Pass, PassArticle, to_json
from tellings.schemas import Schemas
from tellings.stages.canonical import canonical
from tellings.stages.keep_going import without_faults
from tellings.store.seeds import SourceFile, StoryFiles, read_story_files
from tellings.store.writing import StoreError
from tellings.story import StoryData
from tellings.text import control_characters, sha256

JSON = dict[str, Any]
STORY, PASS = "story", "pass"
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One document, and where it goes."""

    slug: str
    pass_name: str
    document: ForeignDocument


@dataclass(slots=True)
class IncomingPass:
    """A pass that grows: who made it, and its records by article, and ``story`` for the rest."""

    info: Pass
    records: dict[str, list[JSON]] = field(default_factory=dict)


class IncomingStory:
    """A story, as it is and as it will be."""

    def __init__(self, seeds: Path, name: str, head: str) -> None:
        self.name = name
        self.folder = seeds / name
        self.is_new = not (self.folder / "story.toml").is_file()
        self.files = StoryFiles(name, self.folder.as_posix())
        if not self.is_new:
            self.files = read_story_files(seeds, name)
        old = self.files.toml.data if self.files.toml else head.encode()
        self.toml = old if old.endswith(b"\n") else old + b"\n"
        self.texts: dict[str, str] = {}
        self.passes: dict[str, IncomingPass] = {}
        self.places: dict[tuple[str, str], Place] = {}
        self.new: dict[Path, bytes] = {}

    # Articles -------------------------------------------------------------------------------

    def article(
        self,
        incoming: Incoming,
        known: Mapping[str, str],
        replacing: bool,
        findings: list[Finding],
    ) -> str | None:
        """The text of the article that a document is about, which comes in if it is new.

        None, and a finding, if the text cannot be taken, or is not that of the article.
        """
        data, place = incoming.document.data, incoming.document.place
        slug = incoming.slug
        clean = _without_controls(data, place, findings) if replacing else data
        text, _, faults = article_text(SourceFile(place.file, clean))
        if text is None:
            findings += faults
            return None
        if slug not in self.texts and slug in self.files.articles:
            self.texts[slug] = article_text(self.files.articles[slug])[0] or ""
        if slug in self.texts:
            if self.texts[slug] != text:
                message = f"{self.name}:{slug} is there already, with another text"
                findings.append(Finding("text-changed", place.file, message))
                return None
            return text
        self.texts[slug] = text
        self._add(slug, clean, known, place, sha256(data) if clean != data else None)
        return text

    def _add(
        self, slug: str, data: bytes, known: Mapping[str, str], place: Place, received: str | None
    ) -> None:
        name = Path(place.file).name
        self.toml += article_tables(slug, name, sha256(data), known, received).encode()
        path = self.folder / "articles" / f"{slug}.txt"
        self.files.articles[slug] = SourceFile(path.as_posix(), data)
        self.new[path] = data

    # Annotations ----------------------------------------------------------------------------

    def annotate(
        self, incoming: Incoming, adopted: Adopted, info: Pass, findings: list[Finding]
    ) -> None:
        """Add what a document gave to its pass."""
        slug, name = incoming.slug, incoming.pass_name
        if name not in self.passes:
            self.passes[name] = IncomingPass(self._info(name, info))
        into = self.passes[name]
        if slug in into.records:
            message = (
                f"{self.name}:{slug} is annotated twice in the pass {name!r}; let the mapping"
                " tell the annotators apart: [pass] name"
            )
            findings.append(Finding("duplicate-id", incoming.document.place.file, message))
            return
        into.records[slug] = adopted.records
        whole = into.records.setdefault(STORY, [])
        there = {each["id"] for each in whole}
        whole += [each for key, each in adopted.entities.items() if key not in there]
        self._list(into, slug, info.articles[0])
        path = self._path(name, slug).as_posix()
        self.places |= {(path, key): place for key, place in adopted.places.items()}

    def add_story_records(self, name: str, records: Iterable[JSON]) -> None:
        """Add records of the story as a whole that came with its articles."""
        if name in self.passes:
            whole = self.passes[name].records.setdefault(STORY, [])
            there = {each["id"] for each in whole}
            whole += [each for each in records if each["id"] not in there]

    def _info(self, name: str, info: Pass) -> Pass:
        """Who made the pass: as it says already, if it is there."""
        source = self.files.passes.get(name, {}).get(PASS)
        if source is None:
            return msgspec.structs.replace(info, articles=())
        old = msgspec.json.decode(source.data, type=Pass)
        if (old.annotator, old.kind) != (info.annotator, info.kind):
            raise StoreError(
                f"{source.path}: the pass is that of {old.annotator!r} ({old.kind}), not of"
                f" {info.annotator!r} ({info.kind}); import into another with --pass"
            )
        return old

    def _list(self, into: IncomingPass, slug: str, work: PassArticle) -> None:
        if all(each.article != work.article for each in into.info.articles):
            into.info = msgspec.structs.replace(into.info, articles=(*into.info.articles, work))

    def _path(self, name: str, stem: str) -> Path:
        return self.folder / "annotations" / name / f"{stem}.json"

    # The whole ------------------------------------------------------------------------------

    def check(self, schemas: Schemas, keep_going: bool) -> list[Finding]:
        """Every finding about the story as it will be; ``keep_going`` leaves out what has one."""
        self._put_together()
        data, found = read_story(self.files, schemas)
        if data is not None:
            found += check_story(data, schemas.codebook)
        if data is not None and keep_going and errors(found):
            rest, _ = without_faults(data, found, schemas.codebook)
            self._keep(rest)
        return [self._placed(each) for each in found]

    def _keep(self, rest: StoryData | None) -> None:
        """Let the new files hold what is left without errors."""
        if rest is None:
            self.new.clear()
            return
        for name in self.passes:
            for file in rest.passes[name].files:
                if (path := Path(file.path)) in self.new:
                    header = _header(self.name, file.article_id, file.text_sha256)
                    self._put(path, header | {"records": [*map(to_json, file.records)]})

    def kept(self) -> set[tuple[str, str]]:
        """The records that will be written, as (pass, id)."""
        return {
            (name, record["id"])
            for name in self.passes
            for path, data in self.new.items()
            if path.parent.name == name and path.stem != PASS
            for record in orjson.loads(data)["records"]
        }

    def _put_together(self) -> None:
        """Write all files, in memory, as they will be."""
        path = self.folder / "story.toml"
        if self.files.toml is None or self.files.toml.data != self.toml:
            self.files.toml = SourceFile(path.as_posix(), self.toml)
            self.new[path] = self.toml
        for name, made in self.passes.items():
            for stem, records in made.records.items():
                if stem == STORY:
                    self._merge_story(name, records)
                    continue
                header = _header(self.name, f"{self.name}:{stem}", sha256(self.texts[stem]))
                self._put(self._path(name, stem), header | {"records": records})
            info = json.dumps(to_json(made.info), ensure_ascii=False, indent=2) + "\n"
            self._put_bytes(self._path(name, PASS), info.encode(), may_change=True)

    def _merge_story(self, name: str, records: list[JSON]) -> None:
        """The records of the story as a whole: those there stay, new ones come beside them."""
        old = self.files.passes.get(name, {}).get(STORY)
        there: list[JSON] = orjson.loads(old.data)["records"] if old else []
        known = {each["id"] for each in there}
        fresh = [each for each in records if each["id"] not in known]
        if fresh:
            value = _header(self.name, None, None) | {"records": [*there, *fresh]}
            self._put(self._path(name, STORY), value, may_change=True)

    def _put(self, path: Path, value: JSON, may_change: bool = False) -> None:
        self._put_bytes(path, canonical(value, record_schemas()), may_change)

    def _put_bytes(self, path: Path, data: bytes, may_change: bool = False) -> None:
        sources = self.files.passes.setdefault(path.parent.name, {})
        old = sources.get(path.stem)
        if old is not None and old.data == data:
            return
        if old is not None and path not in self.new and not may_change:
            raise StoreError(
                f"{path}: there is an annotation already, which is never overwritten;"
                " import into another pass with --pass"
            )
        sources[path.stem] = SourceFile(path.as_posix(), data)
        self.new[path] = data

    def _placed(self, finding: Finding) -> Finding:
        """A finding about a record at the place of the annotation that it came from."""
        place = self.places.get((finding.file, finding.record or ""))
        if place is None:
            return finding
        return replace(finding, file=place.file, line=place.line)


def _header(story: str, article_id: str | None, text_sha256: str | None) -> JSON:
    if article_id is None:
        return {"story_id": story}
    return {"article_id": article_id, "text_sha256": text_sha256}


def _without_controls(data: bytes, place: Place, findings: list[Finding]) -> bytes:
    """The bytes with each control character replaced by U+FFFD, which is told."""
    text = data.decode("utf-8")
    wrong = [at for at in control_characters(text) if text[at] != "\r"]
    if not wrong:
        return data
    letters = list(text)
    for at in wrong:
        letters[at] = _REPLACEMENT
    first = f"U+{ord(text[wrong[0]]):04X} at code point {wrong[0]}"
    message = f"control characters became U+FFFD: {len(wrong)}, the first {first}"
    findings.append(Finding("changed-on-import", place.file, message))
    return "".join(letters).encode()
