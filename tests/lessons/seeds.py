"""Writes seeds of made-up stories: offsets from quoted words, gold and two passes over it."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tellings.text import sha256

JSON = dict[str, Any]
PASSES = ("pass-a", "pass-b")
UNKNOWN: JSON = {"basis": "unknown", "evidence": []}


@dataclass
class Telling:
    """An article: its text in labelled segments, and the records on it.

    Attributes:
        story: the name of the story.
        slug: the name of the article.
        parts: the text, as pieces with the label of their segment.
        records: what gold says; ``of`` may hold, by pass, what it says instead, or None where it
            says nothing.
    """

    story: str
    slug: str
    parts: list[tuple[str, str]]
    records: list[JSON] = field(default_factory=list)

    def __post_init__(self) -> None:
        at = 0
        for number, (label, piece) in enumerate(self.parts, 1):
            place = {"start": at, "end": at + len(piece), "text": piece}
            self._add("span", f"s{number}", {"layer": "segment", "label": label, **place}, {})
            at += len(piece)

    @property
    def id(self) -> str:
        return f"{self.story}:{self.slug}"

    @property
    def text(self) -> str:
        return "".join(piece for _, piece in self.parts)

    def name(self, kind: str, serial: str) -> str:
        """The id of a record of the article."""
        return f"{self.id}:{kind}:{serial}"

    def span(
        self, serial: str, layer: str, label: str, words: str, nth: int = 1, **more: Any
    ) -> str:
        """A span on the ``nth`` place of some words."""
        start = -1
        for _ in range(nth):
            start = self.text.index(words, start + 1)
        of = more.pop("of", {})
        place = {"start": start, "end": start + len(words), "text": words}
        return self._add("span", serial, {"layer": layer, "label": label, **place, **more}, of)

    def time(self, serial: str, words: str, value: str, basis: str, nth: int = 1) -> str:
        """A date in the text."""
        timex = {"type": "date", "value": value, "basis": basis}
        return self.span(serial, "time", "date", words, nth, timex=timex)

    def mention(self, serial: str, label: str, words: str, entity: str, nth: int = 1) -> str:
        """A mention of an entity."""
        return self.span(serial, "mention", label, words, nth, entity=self.of_story(entity))

    def of_story(self, entity: str) -> str:
        """The id of an entity."""
        return f"{self.story}:entity:{entity}"

    def attribution(
        self, serial: str, source: str, cue: str, content: str, entity: str, **more: Any
    ) -> str:
        """A statement with its source and the word that hands it over, each where it first is."""
        spans: JSON = {
            "cue_span": self.span(f"{serial}-q", "attribution", "cue", cue, more.pop("cue_nth", 1)),
            "content_spans": [self.span(f"{serial}-c", "attribution", "content", content)],
        }
        nth = more.pop("source_nth", 1)
        named = self.span(
            f"{serial}-w", "attribution", "source", source, nth, entity=self.of_story(entity)
        )
        kinds = {"quote_type": "indirect", "source_kind": "named_official", "cue_class": "neutral"}
        fields = {"source_span": named, **spans, "scope": "clear", **kinds, **more}
        return self._add(
            "attribution", serial, {**fields, "source_entities": [self.of_story(entity)]}, {}
        )

    def happens(self, serial: str, event: str, words: str, nth: int = 1, **more: Any) -> str:
        """An event as the article tells it; as past and in its own words unless told otherwise."""
        of = more.pop("of", {})
        trigger = self.span(f"{serial}-t", "event", "trigger", words, nth)
        own = {"source": "author", "factuality": "certain", "evidence_spans": []}
        fields = {"context": "historical", "identity_basis": "in_text", "commitments": [own]}
        event_id = f"{self.story}:event:{event}"
        base = {"event": event_id, "trigger_span": trigger, "evidence_spans": [], **fields}
        return self._add("event-mention", serial, base | more, of)

    def add(self, kind: str, serial: str, /, **fields: Any) -> str:
        """Any other record of the article."""
        return self._add(kind, serial, fields, fields.pop("of", {}))

    def _add(self, kind: str, serial: str, fields: JSON, of: JSON) -> str:
        name = self.name(kind, serial)
        head = {"record": kind, "id": name, "article_id": self.id}
        self.records.append({**head, **fields, "of": of})
        return name


@dataclass
class Made:
    """A made-up story.

    Attributes:
        name: of its folder.
        language: of its articles.
        title: for people.
        tellings: its articles.
        about: what ``story.toml`` says of each article, by its name.
        labels: the tables of labels of its own.
        records: the records of the story as a whole; ``of`` as in an article's.
        translation: its ``codebook.LANGUAGE.toml``; none if empty.
    """

    name: str
    language: str
    title: str
    tellings: list[Telling]
    about: dict[str, str] = field(default_factory=dict)
    labels: str = ""
    records: list[JSON] = field(default_factory=list)
    translation: str = ""

    def add(self, kind: str, slug: str, /, **fields: Any) -> str:
        """A record of the story as a whole."""
        name = f"{self.name}:{kind}:{slug}"
        of = fields.pop("of", {})
        self.records.append({"record": kind, "id": name, **fields, "of": of})
        return name

    def write(self, seeds: Path) -> Path:
        """Write its folder; returns it."""
        folder = seeds / self.name
        (folder / "articles").mkdir(parents=True)
        toml = f"title = {quoted(self.title)}\nlanguage = {quoted(self.language)}\n{self.labels}"
        for telling in self.tellings:
            (folder / "articles" / f"{telling.slug}.txt").write_bytes(telling.text.encode())
            toml += f'\n[[articles]]\nslug = "{telling.slug}"\n'
            toml += f'source_sha256 = "{sha256(telling.text)}"\nrights = "Made up."\n'
            toml += self.about.get(telling.slug, "")
        (folder / "story.toml").write_text(toml, "utf-8")
        if self.translation:
            path = folder / f"codebook.{self.language}.toml"
            path.write_text(self.translation, "utf-8")
        for name in ("gold", *PASSES):
            self._write_pass(folder / "annotations" / name, name)
        return folder

    def _write_pass(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True)
        work = [{"article": each.id, "date": "2031-06-01"} for each in self.tellings]
        info: JSON = {"record": "pass", "id": name, "annotator": name, "kind": "human"}
        info |= {"guideline_version": "1.0.0", "articles": work, "status": "draft"}
        _dump(folder / "pass.json", info)
        for telling in self.tellings:
            head = {"article_id": telling.id, "text_sha256": sha256(telling.text)}
            _dump(folder / f"{telling.slug}.json", {**head, "records": _of(telling.records, name)})
        _dump(folder / "story.json", {"story_id": self.name, "records": _of(self.records, name)})


def _of(records: list[JSON], name: str) -> list[JSON]:
    """The records of a pass; gold's say which passes they came from."""
    found = []
    for record in records:
        own = {key: value for key, value in record.items() if key != "of"}
        said: JSON | None = record["of"].get(name, {})
        if name == "gold":
            voters = [each for each in PASSES if record["of"].get(each, {}) is not None]
            settled = {"decided_by": "annotator-1", "decided_on": "2031-06-02"}
            came = {"from": [f"{each}/{record['id']}" for each in voters]}
            differ = {"reason": "The passes differed."} if record["of"] else {}
            found.append({**own, "status": "adjudicated", **came, **settled, **differ})
        elif said is not None:
            found.append({**own, **said, "status": "draft"})
    return found


def quoted(text: str) -> str:
    """A text as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "\\u007f")


def _dump(path: Path, value: JSON) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
