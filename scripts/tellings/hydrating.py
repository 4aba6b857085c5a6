"""Putting somebody's own copies of the articles back into a release without them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from tellings.hydration.anchoring import Anchor, anchors
from tellings.hydration.loss import refuse_loss
from tellings.hydration.matching import Match, holdings, matches, named
from tellings.hydration.pruning import JSON, pruned
from tellings.hydration.reports import ArticleReport, Hydrated
from tellings.hydration.sought import SoughtArticle, sought_article
from tellings.hydration.telling import unused, why_absent
from tellings.hydration.tiling import tiled, untiled
from tellings.hydration.windows import Copy
from tellings.parts import part_of
from tellings.publish.configs import configs
from tellings.publish.counting import Counts
from tellings.publish.rows import Row
from tellings.publish.terms import TextMode, TextTerms
from tellings.reading import article_text
from tellings.receiving import received_text
from tellings.records import RECORD_TYPES, AddedLabel, to_json
from tellings.release_folders import Source, read_source
from tellings.restoring import kinds_of, read_stories, record_json, story_of
from tellings.schemas import Schemas
from tellings.stages.keep_going import without_faults
from tellings.stages.sentences import paragraphs, sentences
from tellings.store.copies import CopyFile, read_copies
from tellings.store.datasets import TableWriter, contents
from tellings.store.describing import Description, describe, write_manifest, write_report
from tellings.store.schema_files import load_schemas, schema_digest
from tellings.store.seeds import SourceFile
from tellings.store.swapping import replacing
from tellings.store.writing import StoreError
from tellings.story import GOLD, RULES_PASS, StoryData
from tellings.text import MASK, sha256

Progress = Callable[[list[str]], Iterable[str]]


def hydrate(
    dataset: Path,
    articles: Path,
    out: Path,
    dry_run: bool = False,
    encoding: str | None = None,
    progress: Progress = iter,
    replace: bool = False,
) -> Hydrated:
    """Make the full dataset of a release and copies of its articles.

    Args:
        dataset: the release, with whatever it carries of the texts.
        articles: a folder of text files, saved pages and Word documents.
        out: the folder to make; replaced as a whole, or not at all.
        dry_run: find out how the spans fare, and write nothing.
        encoding: what the files are in that are not UTF-8.
        progress: is given the articles and hands them on.
        replace: replace whatever dataset stands in ``out``.

    Returns:
        what became of each span; nothing is written where no copy is of any article.

    Raises:
        StoreError: if the release is not whole, there are no copies, a file needs an extra
            that is not installed, or ``out`` cannot be written or holds what would be lost.
    """
    schemas = load_schemas()
    source = read_source(dataset, schemas)
    for taken in (dataset, articles):
        if out.resolve() == taken.resolve():
            raise StoreError(f"{out} is read from; name another folder to write to")
    work = _Hydration(source, schemas, Hydrated(out), encoding)
    work.read(articles, progress)
    if dry_run or not any(each.match for each in work.report.articles):
        return work.report
    with replacing(out) as building:
        if not replace:
            served = len(work.report.articles) - len(work.report.absent)
            refuse_loss(out, served, work.report.counts)
        work.write(building.folder)
        building.ready = work.report.written = True
    return work.report


@dataclass(slots=True)
class _Hydration:
    """One hydration under way."""

    source: Source
    schemas: Schemas
    report: Hydrated
    encoding: str | None
    files: dict[str, CopyFile] = field(default_factory=dict)
    copies: dict[str, Copy] = field(default_factory=dict)
    reports: dict[str, ArticleReport] = field(default_factory=dict)

    def read(self, folder: Path, progress: Progress) -> None:
        """Read the copies, give them to articles, and find the spans in them."""
        files, self.report.findings = read_copies(folder)
        for file in files:
            text = self._text(file)
            if text is not None:
                self.files[file.name], self.copies[file.name] = file, Copy(text)
        if not self.copies:
            raise StoreError(f"{folder} holds no file that could be a copy of an article")
        sought = {each.id: each for each in self._sought()}
        held = holdings(list(sought.values()), self.copies)
        found = matches(list(sought.values()), held, named(sought, self.copies))
        matched = {each.article: each for each in found}
        used = {each.article: each.file for each in found}
        for name in progress(list(sought)):
            self._find(sought[name], matched.get(name), why_absent(name, held, used))
        self.report.unused = unused(held, used)

    def _text(self, file: CopyFile) -> str | None:
        """The text of a copy as the contract defines it, or None with a finding."""
        received = received_text(file.source, self.encoding)
        self.report.findings += received.findings
        if received.data is None:
            return None
        if received.note:
            self.report.notes.append(f"{file.name}: {received.note}")
        text, _, findings = article_text(SourceFile(file.source.path, received.data))
        self.report.findings += findings
        return text

    def _sought(self) -> Iterator[SoughtArticle]:
        for _, articles, passes in read_stories(self.source.folder):
            for row in articles:
                own = (each for each in _made(passes) if each["article_id"] == row["id"])
                spans = [(each["pass"], span) for each in own for span in each["spans"]]
                yield sought_article(row, spans)

    def _find(self, article: SoughtArticle, match: Match | None, why_absent: str) -> None:
        report = self.reports[article.id] = ArticleReport(article.id, match)
        self.report.articles.append(report)
        if match is None:
            report.why_absent = why_absent
            report.anchors = [Anchor(span, "failed", reason=why_absent) for span in article.spans]
            return
        copy = self.copies[match.file]
        report.anchors = tiled(anchors(article, copy), copy.text)
        report.untiled = untiled(report.anchors, len(copy.text))

    # The new dataset ----------------------------------------------------------------------------

    def write(self, folder: Path) -> None:
        """Write the whole folder."""
        every = configs(self.schemas)
        writers = {each.name: TableWriter(folder / "data" / each.name, each) for each in every}
        counts, languages = Counts(), set[str]()
        for rows in read_stories(self.source.folder):
            if (data := self._story(*rows)) is None:
                continue
            part = part_of(data, self.schemas)
            counts.merge(part.counts)
            languages |= part.languages
            for table, batch in part.batches.items():
                writers[table].add(batch, part.hashes[table])
        for writer in writers.values():
            writer.close()
        codebook = self.schemas.codebook.extended(self.source.labels)
        terms = TextTerms(TextMode.FULL, hydrated=dict(self.report.counts))
        about = Description(
            self.source.info, every, codebook, counts, tuple(sorted(languages)), terms
        )
        described = describe(folder, about)
        write_report(folder, self.report.as_json())
        version = {"version": self.schemas.codebook.version, "sha256": schema_digest()}
        inputs = self.source.manifest["inputs"]
        write_manifest(folder, about, version, inputs, contents(writers), described)

    def _story(self, story: Row, articles: list[Row], passes: list[Row]) -> StoryData | None:
        """A story with the texts of the copies and with what could be placed in them."""
        kept = [self._article(row) for row in articles if self._match(row["id"])]
        if not kept:
            return None
        own = self.schemas.with_labels(self.schemas.codebook.extended(_labels(story)))
        data = story_of(story, kept, self._passes(articles, passes, own), lambda row: row["id"])
        for article in data.articles.values():
            data.masked[article.id] = _masked(article.text)
        sound, left_out = without_faults(data, (), own.codebook)
        self.report.left_out += left_out
        return sound

    def _match(self, article_id: str) -> Match | None:
        return self.reports[article_id].match

    def _article(self, row: Row) -> Row:
        match = self._match(row["id"])
        assert match is not None
        text, file = self.copies[match.file].text, self.files[match.file]
        lines = paragraphs(text)
        parts = {"paragraphs": lines, "sentences": sentences(text, row["language"], lines)}
        return {
            **row,
            "text": text,
            "text_sha256": sha256(text),
            "headline_span": None,
            **_source(row, file),
            **{name: msgspec.to_builtins(each) for name, each in parts.items()},
        }

    def _passes(self, articles: list[Row], passes: list[Row], schemas: Schemas) -> list[Row]:
        """The rows of the passes, spans moved, without what is lost; gold last, which cites."""
        lost_articles = {row["id"] for row in articles if not self._match(row["id"])}
        lost = {key for row in articles for key in self.reports[row["id"]].lost()}
        names = sorted({row["pass"] for row in passes} - {RULES_PASS}, key=lambda n: (n == GOLD, n))
        elsewhere: set[str] = set()
        found: list[Row] = []
        for name in names:
            rows = [self._moved(row) for row in passes if row["pass"] == name]
            records = {
                record["id"]: record
                for row in rows
                for table, kind in kinds_of(row).items()
                for record in (record_json(each, kind, row["article_id"]) for each in row[table])
            }
            own = lost_articles | {span for pass_name, span in lost if pass_name == name}
            result = pruned(records, own, elsewhere, partial(_is_sound, schemas))
            elsewhere |= {f"{name}/{each}" for each in result.gone}
            self._tell(name, result.gone.values(), result.trimmed)
            found += [
                _kept(row, result.records) for row in rows if row["article_id"] not in lost_articles
            ]
        return found

    def _tell(self, name: str, gone: Iterable[JSON], trimmed: Mapping[str, int]) -> None:
        self.report.trimmed.update({f"{name}/{each}": 1 for each in trimmed})
        self.report.left_out += [
            f"{name}/{each['id']}: rests on what has no place"
            for each in gone
            if each["record"] != "span"
        ]

    def _moved(self, row: Row) -> Row:
        """The row of a pass with its spans where they are in the copy."""
        report = self.reports.get(row["article_id"] or "")
        if report is None or report.match is None:
            return row
        text = self.copies[report.match.file].text
        places = {each.span.key: each for each in report.anchors}
        moved = []
        for span in row["spans"]:
            anchor = places[row["pass"], span["id"]]
            if anchor.start is not None and anchor.end is not None:
                words = {"text": text[anchor.start : anchor.end]}
                span = {**span, "start": anchor.start, "end": anchor.end, **words}
            moved.append(span)
        return {**row, "spans": moved, "text_sha256": sha256(text)}


def _labels(story: Row) -> tuple[AddedLabel, ...]:
    return tuple(AddedLabel(**each) for each in story["labels"])


def _made(passes: Iterable[Row]) -> Iterator[Row]:
    """The passes that somebody made; what rules in code made they make again."""
    return (each for each in passes if each["pass"] != RULES_PASS)


def _source(row: Row, file: CopyFile) -> Row:
    """What is said of the file that the text is of; what it was if it is the very file."""
    digest = sha256(file.source.data)
    if digest == row["source_sha256"]:
        return {}
    return {
        "source_name": Path(file.name).name,
        "source_sha256": digest,
        "received_sha256": None,
        "received_encoding": None,
    }


def _masked(text: str) -> list[tuple[int, int]]:
    """Where e-mail addresses were masked."""
    found, at = [], text.find(MASK)
    while at >= 0:
        end = at
        while text[end : end + 1] == MASK:
            end += 1
        found.append((at, end))
        at = text.find(MASK, end)
    return found


def _is_sound(schemas: Schemas, record: JSON) -> bool:
    kind = record["record"]
    try:
        found = msgspec.convert(record, RECORD_TYPES[kind])
    except msgspec.ValidationError:
        return False
    return schemas.fast(kind).is_valid(to_json(found))


def _kept(row: Row, records: Mapping[str, JSON]) -> Row:
    tables = {
        table: [records[each["id"]] for each in row[table] if each["id"] in records]
        for table in kinds_of(row)
    }
    return {**row, **tables}
