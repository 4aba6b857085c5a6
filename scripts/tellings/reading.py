"""From the bytes of a story's files to its records: levels 1 and 2 of the checks."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import msgspec

from tellings.codebook import SPAN_LABEL_LIST
from tellings.findings import Finding
from tellings.parsing import check_table, parse_json, read_toml, undecodable
from tellings.positions import toml_line
from tellings.records import (
    ARTICLE_KINDS,
    RECORD_TYPES,
    STORY_KINDS,
    AddedLabel,
    Article,
    Attested,
    Date,
    Pass,
    Record,
    Story,
    Target,
)
from tellings.schema_columns import columns_fit
from tellings.schemas import Schemas, nearest
from tellings.stages.sentences import paragraphs, sentences
from tellings.store.seeds import MadeSpans, MadeText, SourceFile, StoryFiles
from tellings.story import HASH_MISMATCH, PassData, RecordFile, StoryData
from tellings.text import (
    control_characters,
    decode,
    email_ranges,
    line_of,
    masked,
    sha256,
)

_UNATTESTED = Attested(basis="unknown", evidence=())
_UNDATED = Date(basis="unknown", evidence=())
_KINDS = (*ARTICLE_KINDS, *STORY_KINDS)
_Readers = Mapping[str, tuple[Callable[[Any], bool], type[Record]]]
"""What says whether a parsed record fits its schema, and what it becomes; by kind."""
_NOTHING: Mapping[str, Any] = {}
_PLAIN = ("id", "article_id", "layer", "label", "start", "end", "text", "status")
"""The fields of a span with a label and no more, ``record`` aside."""
_NO_RIGHTS = "The text belongs to its publisher and is not licensed with this dataset."


def read_story(
    files: StoryFiles, schemas: Schemas, divided: bool = True
) -> tuple[StoryData | None, list[Finding]]:
    """A story's records, and every finding of levels 1 and 2.

    None comes back where ``story.toml`` itself cannot be used.

    Args:
        files: the story's files.
        schemas: what its records have to fit.
        divided: whether the texts are divided into paragraphs and sentences, which no check
            asks for.
    """
    findings = list(files.findings)
    if files.toml is None:
        return None, findings
    data, table, faults = read_head(files.name, files.path, files.toml, schemas)
    findings += faults
    if data is None:
        return None, findings
    own = schemas.with_labels(schemas.codebook.extended(data.story.labels))
    findings += _read_articles(data, files, table, divided)
    for name, sources in files.passes.items():
        findings += _read_pass(data, name, sources, files, own)
    return data, findings


def read_head(
    name: str, path: str, toml: SourceFile, schemas: Schemas
) -> tuple[StoryData | None, Mapping[str, Any], list[Finding]]:
    """A story as ``story.toml`` has it, without articles and passes, and the table itself.

    Args:
        name: the story.
        path: its folder, as findings name it.
        toml: ``story.toml``.
        schemas: the schemas without the story's own labels.

    Returns:
        no story where the file cannot be used, and findings that say why.
    """
    table, text, faults = read_toml(toml)
    if table is not None:
        faults = check_table(schemas, "file-story", table, toml.path, text)
    if table is None or faults:
        return None, _NOTHING, faults
    found = _twice(toml.path, text, table, schemas)
    return StoryData(_story_record(name, table), path, text), table, found


def _twice(path: str, text: str, table: Mapping[str, Any], schemas: Schemas) -> list[Finding]:
    """Slugs that stand twice in ``story.toml``, and added labels that the codebook has."""
    found = []
    for kind in ("articles", "targets"):
        seen: set[str] = set()
        for at, each in enumerate(table.get(kind, ())):
            slug = each["slug"]
            if slug in seen:
                line = toml_line(text, f"{kind}[{at}].slug")
                found.append(Finding("duplicate-id", path, f"{kind}: {slug!r} stands twice", line))
            seen.add(slug)
    for inventory, labels in table.get("labels", {}).items():
        known = set(schemas.codebook.labels(inventory))
        if schemas.codebook.inventories[inventory].is_layer:
            known |= set(schemas.codebook.labels(SPAN_LABEL_LIST))
        for label in sorted(set(labels) & known):
            message = f"the codebook has a label {label!r} already"
            line = toml_line(text, f"labels.{inventory}.{label}")
            found.append(Finding("duplicate-id", path, message, line))
    return found


# story.toml --------------------------------------------------------------------------------


def _story_record(name: str, table: Mapping[str, Any]) -> Story:
    outlets = {each.get("outlet", {}).get("value") for each in table.get("articles", ())}
    return Story(
        id=name,
        title=table["title"],
        language=table["language"],
        outlets=tuple(sorted(outlet for outlet in outlets if outlet)),
        targets=tuple(
            Target(id=f"{name}:target:{each['slug']}", statement=each["statement"])
            for each in table.get("targets", ())
        ),
        labels=tuple(
            AddedLabel(inventory=inventory, name=label, **fields)
            for inventory, labels in table.get("labels", {}).items()
            for label, fields in labels.items()
        ),
        status="draft",
        note=table.get("note"),
    )


def article_record(
    story: Story,
    slug: str,
    text: str,
    source: SourceFile,
    entry: Mapping[str, Any],
    table: Mapping[str, Any],
) -> Article:
    """The record of an article, with its paragraphs and sentences.

    Args:
        story: its story.
        slug: its name there.
        text: its text, as ``article_text`` gives it.
        source: its file.
        entry: what ``story.toml`` says of it.
        table: all that ``story.toml`` says.
    """
    return _divided(_undivided(story, slug, text, source, entry, table))


def _undivided(
    story: Story,
    slug: str,
    text: str,
    source: SourceFile,
    entry: Mapping[str, Any],
    table: Mapping[str, Any],
) -> Article:
    known = (source.text_sha256, source.sha256) if isinstance(source, MadeText) else None
    text_sha256, source_sha256 = known or (sha256(text), sha256(source.data))
    return Article(
        id=f"{story.id}:{slug}",
        story_id=story.id,
        outlet=_attested(entry, "outlet"),
        url=_attested(entry, "url"),
        language=entry.get("language", story.language),
        published=_date(entry, "published"),
        published_in_text=_date(entry, "published_in_text"),
        rights=entry.get("rights", table.get("rights", _NO_RIGHTS)),
        text=text,
        text_sha256=text_sha256,
        source_name=entry.get("source_name", f"{slug}.txt"),
        source_sha256=source_sha256,
        received_sha256=entry.get("received_sha256"),
        received_encoding=entry.get("received_encoding"),
        paragraphs=(),
        sentences=(),
        status="draft",
        note=entry.get("note"),
    )


def _divided(article: Article) -> Article:
    """The article with its paragraphs and sentences."""
    lines = paragraphs(article.text)
    parts = sentences(article.text, article.language, lines)
    return msgspec.structs.replace(article, paragraphs=lines, sentences=parts)


def _attested(entry: Mapping[str, Any], name: str) -> Attested:
    return msgspec.convert(entry[name], Attested) if name in entry else _UNATTESTED


def _date(entry: Mapping[str, Any], name: str) -> Date:
    return msgspec.convert(entry[name], Date) if name in entry else _UNDATED


# Articles -----------------------------------------------------------------------------------


def article_text(source: SourceFile) -> tuple[str | None, list[tuple[int, int]], list[Finding]]:
    """The text of an article with e-mail addresses masked, where they stood, and findings."""
    if isinstance(source, MadeText):
        return source.text, source.masked, []
    try:
        raw = decode(source.data)
    except UnicodeDecodeError as error:
        return None, [], [undecodable(source.path, error)]
    if not raw.strip():
        return None, [], [Finding("empty-file", source.path, "the article has no text")]
    found = control_characters(raw)
    if found:
        message = (
            f"{len(found)} control characters, the first U+{ord(raw[found[0]]):04X}"
            f" at code point {found[0]}"
        )
        line = line_of(raw, found[0])
        return None, [], [Finding("control-character", source.path, message, line)]
    places = email_ranges(raw)
    return masked(raw, places), places, []


def _read_articles(
    data: StoryData, files: StoryFiles, table: Mapping[str, Any], divided: bool
) -> list[Finding]:
    findings: list[Finding] = []
    entries = {each["slug"]: (at, each) for at, each in enumerate(table.get("articles", ()))}
    data.listed = {slug: at for slug, (at, _) in entries.items()}
    data.unread = {f"{data.story.id}:{slug}" for slug in (*entries, *files.articles)}
    for slug, source in files.articles.items():
        at, entry = entries.get(slug, (None, _NOTHING))
        text, places, faults = article_text(source)
        findings += faults
        if at is None:
            message = "not listed in story.toml; 'tellings add' lists what it brings in"
            findings.append(Finding("unlisted-article", source.path, message))
        if text is None:
            continue
        article = _undivided(data.story, slug, text, source, entry, table)
        data.articles[article.id] = _divided(article) if divided else article
        data.masked[article.id] = places
        data.unread.discard(article.id)
        if at is not None and article.source_sha256 != entry["source_sha256"]:
            message = (
                f"{source.path} has SHA-256 {article.source_sha256};"
                " if the change is meant, write it here"
            )
            findings.append(data.article_finding(HASH_MISMATCH, article, "source_sha256", message))
    unread = {finding.file for finding in files.findings}
    for slug, (at, _) in entries.items():
        path = f"{files.path}/articles/{slug}.txt"
        if slug not in files.articles and path not in unread:
            message = f"{path} is listed here but is not there"
            findings.append(data.toml_finding("missing-file", f"articles[{at}].slug", message))
    if not entries and not files.articles and not files.findings:
        message = f"no article here; bring some in with: tellings add {files.name} FILE..."
        findings.append(Finding("no-articles", files.path, message))
    return findings


# Passes ---------------------------------------------------------------------------------------


def _read_pass(
    data: StoryData,
    name: str,
    sources: Mapping[str, SourceFile],
    files: StoryFiles,
    schemas: Schemas,
) -> list[Finding]:
    folder = f"{files.path}/annotations/{name}"
    if "pass" not in sources:
        return [Finding("missing-file", f"{folder}/pass.json", "a pass says here who made it")]
    info, findings = read_info(sources["pass"], name, schemas)
    if info is None:
        return findings
    found = PassData(info, sources["pass"].path)
    readers = _readers(schemas)
    made = [each for each in sources.values() if isinstance(each, MadeSpans)]
    sound = _fit(made, schemas)
    for stem, source in sources.items():
        if stem == "pass":
            continue
        if stem != "story" and f"{data.story.id}:{stem}" not in data.articles:
            if f"{data.story.id}:{stem}" not in data.unread:
                message = f"there is no article {stem}"
                findings.append(Finding("unresolved-reference", source.path, message, 1))
            continue  # an article that could not be read has its own finding
        if (
            sound
            and isinstance(source, MadeSpans)
            and source.article_id == f"{data.story.id}:{stem}"
        ):
            found.files.append(_made(source))
            continue
        file, faults = _records(source, stem, data.story.id, schemas, readers)
        findings += faults
        if file is not None:
            found.files.append(file)
        else:
            found.unread.add(f"{data.story.id}:" if stem == "story" else f"{data.story.id}:{stem}:")
    data.passes[name] = found
    return findings


def _fit(made: list[MadeSpans], schemas: Schemas) -> bool:
    """Whether files of plain spans, all together, fit the schemas; no may mean: look closer."""
    spans = [each for source in made for each in source.spans]
    columns: dict[str, list[Any]] = {name: [*map(attrgetter(name), spans)] for name in _PLAIN}
    is_valid = schemas.fast("file-annotations").is_valid
    return columns_fit("span", {"record": ["span"] * len(spans), **columns}, schemas) and all(
        is_valid({"article_id": each.article_id, "text_sha256": each.text_sha256, "records": []})
        for each in made
    )


def _made(source: MadeSpans) -> RecordFile:
    """The records of a file that is known to fit the schemas."""
    rows = list(range(len(source.spans)))
    return RecordFile(
        source.path, source.data, source.article_id, source.text_sha256, [*source.spans], rows
    )


def read_info(source: SourceFile, name: str, schemas: Schemas) -> tuple[Pass | None, list[Finding]]:
    """The record of a pass, or what is wrong with its file."""
    value, findings = parse_json(source)
    if findings:
        return None, findings
    findings = [
        Finding(each.rule, source.path, each.message, 1)
        for each in schemas.violations("pass", value)
    ]
    if findings:
        return None, findings
    try:
        info = msgspec.convert(value, Pass)
    except msgspec.ValidationError as error:  # 1.0 is an integer to JSON Schema only
        return None, [Finding("schema", source.path, str(error), 1)]
    if info.id != name:
        message = f"the id is {info.id!r} but the folder is {name!r}"
        findings.append(Finding("schema", source.path, message, 1, info.id))
    return info, findings


def _header_faults(file: RecordFile, value: Mapping[str, Any], stem: str, story: str) -> list[str]:
    wanted = {"story_id": story} if stem == "story" else {"article_id": f"{story}:{stem}"}
    return [
        f"{name} is {value.get(name)!r} but the file is for {expected!r}"
        for name, expected in wanted.items()
        if value.get(name) != expected
    ]


def read_records(
    source: SourceFile, stem: str, story: str, schemas: Schemas
) -> tuple[RecordFile | None, list[Finding]]:
    """The records of an annotation file, or none of them, and what is wrong with it.

    Args:
        source: the file.
        stem: its name: that of an article, or ``story``.
        story: the id of the story.
        schemas: the schemas with the story's own labels.
    """
    return _records(source, stem, story, schemas, _readers(schemas))


def _readers(schemas: Schemas) -> _Readers:
    """For each kind of record the quick check and the class."""
    return {kind: (schemas.fast(kind).is_valid, RECORD_TYPES[kind]) for kind in _KINDS}


def _records(
    source: SourceFile, stem: str, story: str, schemas: Schemas, readers: _Readers
) -> tuple[RecordFile | None, list[Finding]]:
    value, findings = parse_json(source)
    if findings:
        return None, findings
    if not isinstance(value, dict) or not isinstance(value.get("records"), list):
        message = "not an object with a list 'records'"
        return None, [Finding("schema", source.path, message, 1)]
    article_id = None if stem == "story" else f"{story}:{stem}"
    file = RecordFile(source.path, source.data, article_id, value.get("text_sha256"))
    faults = _header_faults(file, value, stem, story)
    header = {**value, "records": []}
    faults += [each.message for each in schemas.violations("file-annotations", header)]
    findings = [Finding("schema", source.path, message, 1) for message in faults]
    kinds = STORY_KINDS if stem == "story" else ARTICLE_KINDS
    for row, item in enumerate(value["records"]):
        try:
            is_valid, cls = readers[item["record"]]
            fits = is_valid(item) and item["record"] in kinds
            record = msgspec.convert(item, cls) if fits else None
        except (TypeError, KeyError, msgspec.ValidationError):
            record = None
        if record is None:
            findings += _faults(file, row, item, kinds, schemas)
        else:
            file.records.append(record)  # type: ignore[arg-type]
            file.rows.append(row)
    return file, findings


def _faults(
    file: RecordFile, row: int, item: Any, kinds: tuple[str, ...], schemas: Schemas
) -> list[Finding]:
    """Why an item of the list of records is none."""
    kind = item.get("record") if isinstance(item, dict) else None
    kind = kind if isinstance(kind, str) else None
    if kind in kinds:
        found = [(each.rule, each.message) for each in schemas.violations(kind, item)]
        found = found or [("schema", _unreadable(item, kind))]
    elif kind in RECORD_TYPES:
        other = "story.json" if kind in STORY_KINDS else "an article's file"
        found = [("misplaced-record", f"a record of kind {kind!r} belongs in {other}")]
    else:
        found = [("schema", f"{kind!r} is no kind of record{nearest(str(kind), list(kinds))}")]
    record_id = item.get("id") if isinstance(item, dict) else None
    line = file.line(row)
    name = record_id if isinstance(record_id, str) else None
    if name and kind:
        file.rejected[name] = kind
    shown = f"{name}: " if name else ""
    return [Finding(rule, file.path, shown + text, line, name) for rule, text in found]


def _unreadable(item: Any, kind: str) -> str:
    """What is wrong with a record that fits its schema: 1.0 is an integer to JSON Schema only."""
    try:
        msgspec.convert(item, RECORD_TYPES[kind])
    except msgspec.ValidationError as error:
        return str(error)
    return "cannot be read"
