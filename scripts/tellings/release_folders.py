"""Making a release folder of a built dataset, with as much of the texts as may go out."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa

from tellings.publish.configs import Config, configs
from tellings.publish.leaks import runs_of
from tellings.publish.rights import TEXT_LICENSE
from tellings.publish.rows import Row, Rows
from tellings.publish.standoff import standoff_configs
from tellings.publish.terms import QuoteCaps, TextMode, TextTerms, mode_of
from tellings.publish.withholding import SEGMENT, LeakingIdError, StoryTexts
from tellings.records import AddedLabel
from tellings.schemas import Schemas
from tellings.store.datasets import (
    TableWriter,
    arrow_schema_of,
    config_names,
    contents,
    count_dataset,
    read_rows,
)
from tellings.store.describing import (
    Description,
    describe,
    described_in,
    read_info,
    write_manifest,
)
from tellings.store.manifests import damaged_files, read_manifest
from tellings.store.schema_files import load_schemas
from tellings.store.swapping import replacing
from tellings.store.writing import StoreError
from tellings.text import sha256

CAPS = QuoteCaps()
_WINDOW = 20
_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE

Progress = Callable[[list[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset folder with what stands beside its tables."""

    folder: Path
    manifest: Mapping[str, Any]
    info: Mapping[str, Any]
    mode: TextMode
    stories: tuple[str, ...]
    labels: tuple[AddedLabel, ...]
    languages: tuple[str, ...]


def read_source(folder: Path, schemas: Schemas) -> Source:
    """What a dataset folder, built or released, says of itself.

    Raises:
        StoreError: if it is none, is damaged, or has other columns than this version of
            tellings gives.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        raise StoreError(f"{folder} is no dataset made by tellings (no MANIFEST.json of ours)")
    if damaged := damaged_files(folder, manifest):
        raise StoreError(f"{folder} is damaged ({', '.join(damaged[:3])}); get or build it again")
    mode = mode_of(manifest)
    expected = {each.name: each.schema for each in released_configs(schemas, mode)}
    for name in config_names(folder):
        if name not in expected or not arrow_schema_of(folder, name).equals(expected[name]):
            raise StoreError(
                f"{folder}/data/{name} has other columns than this version of tellings"
            )
    info = read_info(folder) | {
        name: manifest[name] for name in (TEXT_LICENSE,) if name in manifest
    }
    stories = [(row["id"], row["labels"]) for row in read_rows(folder, "stories", ["id", "labels"])]
    labels = tuple(AddedLabel(**label) for _, added in stories for label in added)
    languages = {row["language"] for row in read_rows(folder, "articles", ["language"])}
    names = tuple(name for name, _ in stories)
    return Source(folder, manifest, info, mode, names, labels, tuple(sorted(languages)))


def released_configs(schemas: Schemas, mode: TextMode) -> tuple[Config, ...]:
    """The configs of a release."""
    return configs(schemas) if mode is TextMode.FULL else standoff_configs(configs(schemas))


def write_release(
    dataset: Path, out: Path, mode: TextMode, caps: QuoteCaps = CAPS, progress: Progress = iter
) -> TextTerms:
    """Make a release folder of a built dataset; the same rows, with texts as ``mode`` has it.

    Args:
        dataset: the built folder.
        out: the folder to make; replaced as a whole, or not at all.
        mode: how much of the texts goes out.
        caps: in ``quotes``, how much may be quoted.
        progress: is given the stories and hands them on.

    Returns:
        the terms of the release, with the number of values that were cut.

    Raises:
        StoreError: if ``dataset`` is not whole or is itself without texts, if an id repeats
            a passage of an article, or if ``out`` cannot be written or holds something else
            than a release.
    """
    schemas = load_schemas()
    source = read_source(dataset, schemas)
    if source.mode is not TextMode.FULL:
        raise StoreError(
            f"{dataset} is a release without texts; make this one of the built dataset"
        )
    if out.resolve().is_relative_to(dataset.resolve()):
        where = "is" if out.resolve() == dataset.resolve() else "lies in"
        raise StoreError(f"{out} {where} the dataset itself; name another folder for the release")
    with replacing(out) as building:
        _refuse_other(out)
        work = _Release(source, building.folder, schemas, mode, caps)
        building.ready = work.write(progress)
    return work.terms


def _refuse_other(out: Path) -> None:
    """Refuse to replace a dataset that was built or hydrated, which a release cannot give back."""
    manifest = read_manifest(out)
    if manifest is None:
        return
    terms = manifest.get("text")
    if terms is None or "hydrated" in terms:
        made = "built" if terms is None else "hydrated"
        raise StoreError(
            f"{out} holds a dataset that was {made}, and no release; name another folder;"
            " nothing was changed"
        )


@dataclass(slots=True)
class _Release:
    """One release under way."""

    source: Source
    folder: Path
    schemas: Schemas
    mode: TextMode
    caps: QuoteCaps
    terms: TextTerms = field(init=False)

    def write(self, progress: Progress) -> bool:
        """Write the whole folder."""
        every = released_configs(self.schemas, self.mode)
        texts: list[StoryTexts] = []
        if self.mode is TextMode.FULL:
            shutil.copytree(self.source.folder / "data", self.folder / "data")
            tables = self.source.manifest["configs"]
        else:
            writers = {
                each.name: TableWriter(self.folder / "data" / each.name, each) for each in every
            }
            texts = list(self._withhold(writers, progress))
            tables = contents(writers)
        cut = sum((each.cut for each in texts), Counter[str]())
        self.terms = TextTerms(self.mode, self.caps, dict(cut))
        self._describe(every, tables, texts)
        return True

    def _withhold(
        self, writers: Mapping[str, TableWriter], progress: Progress
    ) -> Iterator[StoryTexts]:
        known: dict[str, StoryTexts] = {}
        for names, rows in self._windows(progress):
            made = _texts(names, rows, self.mode, self.caps)
            known = dict(list(known.items())[-2 * _WINDOW :]) | made
            for table, found in rows.items():
                _add(writers[table], [self._row(table, row, known) for row in found])
            yield from made.values()
        for writer in writers.values():
            writer.close()

    def _row(self, table: str, row: Row, known: Mapping[str, StoryTexts]) -> Row:
        try:
            return known[row["story_id"]].withheld(table, row)
        except LeakingIdError as error:
            raise StoreError(
                f"the id {error} repeats words of an article, and no id can be cut: give the"
                " record or file a shorter name, or release with the full text"
            ) from error

    def _windows(self, progress: Progress) -> Iterator[tuple[list[str], Rows]]:
        """Stories in turn with their rows of every table."""
        names = iter(progress(list(self.source.stories)))
        readers = {
            n: _Reader(read_rows(self.source.folder, n)) for n in config_names(self.source.folder)
        }
        open_stories: set[str] = set()
        while window := list(islice(names, _WINDOW)):
            open_stories.update(window)
            yield window, {n: list(each.rows_of(open_stories)) for n, each in readers.items()}

    def _describe(
        self, every: tuple[Config, ...], tables: Mapping[str, Any], texts: list[StoryTexts]
    ) -> None:
        info = {name: _cut(value, texts) for name, value in self.source.info.items()}
        codebook = self.schemas.codebook.extended(self.source.labels)
        counts = count_dataset(self.source.folder)
        about = Description(info, every, codebook, counts, self.source.languages, self.terms)
        described = describe(self.folder, about)
        old = self.source.manifest
        write_manifest(self.folder, about, old["schema"], old["inputs"], tables, described)
        self._refuse_passages(texts)

    def _refuse_passages(self, texts: list[StoryTexts]) -> None:
        for name, text in described_in(self.folder).items():
            runs = runs_of(text)
            for each in texts:
                if found := runs & each.passages.runs:
                    raise StoreError(f"{name} would repeat words of an article: {min(found)!r}")


@dataclass(slots=True)
class _Reader:
    """The rows of one table, as far as their stories are open."""

    rows: Iterator[Row]
    waiting: Row | None = None

    def rows_of(self, stories: set[str]) -> Iterator[Row]:
        """The next rows, up to the first of a story that is not open yet."""
        while (row := self.waiting or next(self.rows, None)) is not None:
            if row["story_id"] not in stories:
                self.waiting = row
                return
            self.waiting = None
            yield row


def _texts(
    stories: list[str], rows: Rows, mode: TextMode, caps: QuoteCaps
) -> dict[str, StoryTexts]:
    texts: dict[str, dict[str, str]] = {name: {} for name in stories}
    for row in rows["articles"]:
        texts[row["story_id"]][row["id"]] = row["text"]
    spans: dict[str, set[tuple[int, int]]] = {}
    for article_id, each in _spans(rows):
        if each["layer"] != SEGMENT:
            spans.setdefault(article_id, set()).add((each["start"], each["end"]))
    return {name: StoryTexts.of(texts[name], spans, mode, caps) for name in stories}


def _spans(rows: Rows) -> Iterator[tuple[str, Row]]:
    for row in rows.get("spans", ()):
        yield row["article_id"], row
    for row in rows.get("passes", ()):
        for each in row["spans"]:
            yield row["article_id"], each


def _add(writer: TableWriter, rows: list[Row]) -> None:
    if rows:
        packed = b"".join(orjson.dumps(row, option=_CANONICAL) for row in rows)
        batch = pa.RecordBatch.from_pylist(rows, schema=writer.config.schema)
        writer.add(batch, [sha256(packed)])


def _cut(value: Any, texts: list[StoryTexts]) -> Any:
    """What people said about the dataset, cut where it repeats a passage."""
    if isinstance(value, str):
        for each in texts:
            value = each.passages.cut(value)
        return value
    if isinstance(value, list):
        return [_cut(each, texts) for each in value]
    return {n: _cut(v, texts) for n, v in value.items()} if isinstance(value, dict) else value
