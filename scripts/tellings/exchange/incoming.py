"""A story that foreign documents come into: its files as they will be, and what is wrong."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import orjson

from tellings.checks import check_story
from tellings.exchange.adopting import Adopted, Arrival, arrivals_of
from tellings.exchange.foreign import ForeignDocument, Lines, Place
from tellings.exchange.plain_spans import PlainSpans
from tellings.exchange.story_toml import GrowingToml
from tellings.findings import Finding, errors
from tellings.formatting import record_schemas
from tellings.pass_files import pass_bytes
from tellings.reading import article_text, read_story
from tellings.records import Pass, PassArticle, to_json
from tellings.schemas import Schemas
from tellings.stages.canonical import enclosed, written
from tellings.stages.keep_going import without_faults
from tellings.store.seeds import (
    MadeJson,
    MadeSpans,
    MadeText,
    SourceFile,
    StoryFiles,
    read_story_files,
)
from tellings.store.writing import StoreError
from tellings.story import StoryData
from tellings.text import control_characters, sha256

JSON = dict[str, Any]
STORY, PASS = "story", "pass"
_REPLACEMENT = "\ufffd"


class Incoming(NamedTuple):
    """One document, and where it goes."""

    slug: str
    pass_name: str
    document: ForeignDocument


class Origin(NamedTuple):
    """How findings name the annotations of a document, and what knows their lines."""

    called: str
    lines: Lines | None


@dataclass(slots=True)
class IncomingPass:
    """A pass that grows: who made it of what, its records by article, and those of the story."""

    info: Pass
    work: dict[str, PassArticle]
    records: dict[str, list[JSON] | PlainSpans] = field(default_factory=dict)
    whole: dict[str, JSON] = field(default_factory=dict)

    def listed(self, stem: str) -> list[JSON]:
        """The records of an article."""
        found = self.records.get(stem, [])
        return [*map(to_json, found.records)] if isinstance(found, PlainSpans) else found

    def ids(self) -> set[str]:
        """The ids of all records."""
        found = set(self.whole)
        for records in self.records.values():
            if isinstance(records, PlainSpans):
                found.update([each.id for each in records.records])
            else:
                found.update([each["id"] for each in records])
        return found


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
        self.toml = GrowingToml(old, self.is_new)
        self.texts: dict[str, MadeText] = {}
        self.passes: dict[str, IncomingPass] = {}
        self.arrivals: dict[str, list[Arrival]] = {}
        """What the records of a file come from, by its path."""
        self.origins: dict[str, Origin] = {}
        self.new: dict[str, bytes] = {}
        self.pruned = False
        """Whether what has an error was taken out of the new files."""

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
        text, masked, faults = article_text(SourceFile(place.file, clean))
        if text is None:
            findings += faults
            return None
        there = self._there(slug)
        if there is None:
            path = f"{self.files.path}/articles/{slug}.txt"
            made = MadeText(path, clean, text, masked, *_hashes(clean, text))
            self._add(slug, made, known, place, sha256(data) if clean != data else None)
        elif there.text != text:
            message = f"{self.name}:{slug} is there already, with another text"
            findings.append(Finding("text-changed", place.file, message))
            return None
        return text

    def _there(self, slug: str) -> MadeText | None:
        """The article of a name that came in before, or was there already."""
        if slug not in self.texts and slug in self.files.articles:
            source = self.files.articles[slug]
            text, masked, _ = article_text(source)
            hashes = _hashes(source.data, text or "")
            self.texts[slug] = MadeText(source.path, source.data, text or "", masked, *hashes)
        return self.texts.get(slug)

    def _add(
        self,
        slug: str,
        made: MadeText,
        known: Mapping[str, str],
        place: Place,
        received: str | None,
    ) -> None:
        name = os.path.basename(place.file)  # noqa: PTH119 (a Path for each article is slow)
        self.toml.add(slug, name, made.sha256, known, received)
        self.texts[slug] = self.files.articles[slug] = made
        self.new[made.path] = made.data

    # Annotations ----------------------------------------------------------------------------

    def is_annotated(self, incoming: Incoming) -> bool:
        """Whether another document annotates the same article for the same pass."""
        into = self.passes.get(incoming.pass_name)
        return into is not None and incoming.slug in into.records

    def annotate(
        self, incoming: Incoming, adopted: Adopted | PlainSpans, info: Pass, work: PassArticle
    ) -> None:
        """Add what a document gave to its pass."""
        slug, name = incoming.slug, incoming.pass_name
        if name not in self.passes:
            made = self._info(name, info)
            self.passes[name] = IncomingPass(made, {each.article: each for each in made.articles})
        into = self.passes[name]
        if isinstance(adopted, PlainSpans):
            into.records[slug] = adopted
        else:
            into.records[slug] = adopted.records
            for key, entity in adopted.entities.items():
                into.whole.setdefault(key, entity)
        into.work.setdefault(work.article, work)
        path = self._path(name, slug)
        self.arrivals[path] = adopted.arrivals
        self.origins[path] = Origin(incoming.document.called, incoming.document.lines)

    def add_story_records(self, name: str, records: Iterable[JSON]) -> None:
        """Add records of the story as a whole that came with its articles."""
        for each in records if name in self.passes else ():
            self.passes[name].whole.setdefault(str(each.get("id")), each)

    def _info(self, name: str, info: Pass) -> Pass:
        """Who made the pass: as it says already, if it is there."""
        source = self.files.passes.get(name, {}).get(PASS)
        if source is None:
            return info
        old = msgspec.json.decode(source.data, type=Pass)
        if (old.annotator, old.kind) != (info.annotator, info.kind):
            raise StoreError(
                f"{source.path}: the pass is that of {old.annotator!r} ({old.kind}), not of"
                f" {info.annotator!r} ({info.kind}); import into another with --pass"
            )
        return old

    def _path(self, name: str, stem: str) -> str:
        return f"{self.files.path}/annotations/{name}/{stem}.json"

    # The whole ------------------------------------------------------------------------------

    def check(self, schemas: Schemas, keep_going: bool) -> list[Finding]:
        """Every finding about the story as it will be; ``keep_going`` leaves out what has one."""
        self._put_together()
        data, found = read_story(self.files, schemas, divided=False)
        if data is not None:
            found += check_story(data, schemas.codebook)
        if data is not None and keep_going and errors(found):
            rest, _ = without_faults(data, found, schemas.codebook)
            self._keep(rest)
        return self._placed(found)

    def _keep(self, rest: StoryData | None) -> None:
        """Let the new files hold what is left without errors."""
        self.pruned = True
        if rest is None:
            self.new.clear()
            return
        for name, made in self.passes.items():
            for file in rest.passes[name].files:
                stem = Path(file.path).stem
                there = made.listed(stem)
                sound = {each.id for each in file.records}
                left = [each for each in there if each["id"] in sound]
                if stem == STORY:  # those that were there before stay too
                    there, left = [*made.whole.values()], [*map(to_json, file.records)]
                if file.path in self.new and (stem == STORY or len(left) < len(there)):
                    header = _header(self.name, file.article_id, file.text_sha256)
                    self._put(name, stem, header | {"records": left})

    def kept(self) -> dict[str, set[str]]:
        """The ids of the records that came in, and are written or there already, by pass."""
        if not self.pruned:
            return {name: made.ids() for name, made in self.passes.items()}
        return {
            name: {
                record["id"]
                for source in self.files.passes[name].values()
                if source.path in self.new and not source.path.endswith(f"/{PASS}.json")
                for record in orjson.loads(source.data)["records"]
            }
            for name in self.passes
        }

    def _put_together(self) -> None:
        """Write all files, in memory, as they will be."""
        path = f"{self.files.path}/story.toml"
        toml = self.toml.source(path)
        if self.files.toml is None or self.files.toml.data != toml.data:
            self.files.toml = toml
            self.new[path] = toml.data
        for name, made in self.passes.items():
            for stem, records in made.records.items():
                article_id, text_sha256 = f"{self.name}:{stem}", self.texts[stem].text_sha256
                header = _header(self.name, article_id, text_sha256)
                if isinstance(records, PlainSpans):
                    data = enclosed(header, records.lines)
                    path, spans = self._path(name, stem), records.records
                    source = MadeSpans(path, data, article_id, text_sha256, spans)
                    self._put_source(name, stem, source)
                else:
                    self._put(name, stem, header | {"records": records})
            self._merge_story(name, made.whole)
            whole = msgspec.structs.replace(made.info, articles=tuple(made.work.values()))
            info = SourceFile(self._path(name, PASS), pass_bytes(whole))
            self._put_source(name, PASS, info, may_change=True)

    def _merge_story(self, name: str, records: Mapping[str, JSON]) -> None:
        """The records of the story as a whole: those there stay, new ones come beside them."""
        old = self.files.passes.get(name, {}).get(STORY)
        there: list[JSON] = orjson.loads(old.data)["records"] if old else []
        known = {each["id"] for each in there}
        fresh = [each for key, each in records.items() if key not in known]
        if fresh:
            value = _header(self.name, None, None) | {"records": [*there, *fresh]}
            self._put(name, STORY, value, may_change=True)

    def _put(self, name: str, stem: str, value: JSON, may_change: bool = False) -> None:
        data, known = written(value, record_schemas())
        path = self._path(name, stem)
        source = SourceFile(path, data) if known is None else MadeJson(path, data, known)
        self._put_source(name, stem, source, may_change)

    def _put_source(
        self, name: str, stem: str, source: SourceFile, may_change: bool = False
    ) -> None:
        path = source.path
        sources = self.files.passes.setdefault(name, {})
        old = sources.get(stem)
        if old is not None and old.data == source.data:
            return
        if old is not None and path not in self.new and not may_change:
            raise StoreError(
                f"{path}: there is an annotation already, which is never overwritten;"
                " import into another pass with --pass"
            )
        sources[stem] = source
        self.new[path] = source.data

    def _placed(self, findings: list[Finding]) -> list[Finding]:
        """Findings about records at the places of the annotations that they came from."""
        arrived: dict[str, dict[str, Arrival]] = {}
        for file in {each.file for each in findings} & self.arrivals.keys():
            listed, origin = self.arrivals[file], self.origins[file]
            if origin.lines is not None:
                listed[:] = [_on_its_line(each, origin.lines) for each in listed]
            arrived[file] = arrivals_of(listed)
        return [self._at(each, arrived.get(each.file, {})) for each in findings]

    def _at(self, finding: Finding, arrived: Mapping[str, Arrival]) -> Finding:
        arrival = arrived.get(finding.record or "")
        if arrival is None:
            return finding
        called, place = self.origins[finding.file].called, arrival.place
        message = f"{called}{arrival.id}: {finding.message}" if called else finding.message
        return replace(finding, file=place.file, line=place.line, message=message)


def _on_its_line(arrival: Arrival, lines: Lines) -> Arrival:
    line = lines.line(arrival.id)
    place = arrival.place if line is None else Place(arrival.place.file, line)
    return Arrival(arrival.id, place, arrival.records)


def _hashes(data: bytes, text: str) -> tuple[str, str]:
    """The hashes of the bytes of an article and of its text, which are mostly the same."""
    whole = sha256(data)
    return whole, whole if text.encode() == data else sha256(text)


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
