"""All checks of a folder that is to be published, one after the other."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from tellings.codebook import Codebook
from tellings.findings import Finding, ordered
from tellings.inspecting import card as cards
from tellings.inspecting import description, prose, withheld
from tellings.inspecting.exposures import exposures
from tellings.inspecting.loading import expected
from tellings.publish.configs import Config
from tellings.publish.features import dataset_info
from tellings.publish.terms import TextTerms, mode_of
from tellings.records import AddedLabel
from tellings.release_folders import released_configs
from tellings.store.croissant_files import ageing, opened, read_description
from tellings.store.datasets import arrow_schema_of, config_names, read_rows, table_files
from tellings.store.describing import read_info
from tellings.store.extras import need
from tellings.store.loading import Loading
from tellings.store.manifests import file_entry
from tellings.store.raw_texts import raw_texts
from tellings.store.release_files import manifest_of, read_card
from tellings.store.schema_files import load_schemas
from tellings.store.writing import StoreError
from tellings.text import line_of
from tellings.validating import check_dataset

Say = Callable[[str], None]
_UNREADABLE = frozenset({"missing-file", "damaged-file", "wrong-columns", "stray-file"})
"""Findings about a table or the manifest after which tables are not what they should be."""
_DESCRIBING = (cards.CARD, description.CROISSANT)
_LEFT_OUT = "configs, features and records, since the tables cannot be relied on"


def inspect(
    folder: Path, say: Say, loading: bool = True, leave_out: Say = lambda _: None
) -> list[Finding]:
    """Every finding about a folder that is to be published.

    Args:
        folder: a built dataset or a release.
        say: told what is being done, for a progress display.
        loading: whether `datasets` and mlcroissant are asked to read it.
        leave_out: told what could not be checked, and why.

    Raises:
        StoreError: if `datasets` or mlcroissant is missing, or a file cannot be read.
    """
    if loading:
        need("hub", "datasets", "mlcroissant")
    say("files, columns and records")
    found = list(check_dataset(folder))
    if _is_readable(folder, found):
        work = _Folder.of(folder)
        at_work = Loading(str(folder)) if loading else None
        try:
            found += _quick(work, say)
            if at_work is not None:
                say("croissant.json, through mlcroissant")
                found += _croissant_records(work)
                say("every config, through datasets")
                found += same_as_loaded(folder, at_work)
        finally:
            if at_work is not None:
                at_work.end()
    else:
        leave_out(_LEFT_OUT)
        say("links, e-mail addresses, paths and secrets")
        found += [*_links(folder), *_exposed(folder)]
    return ordered(_placed(each, folder) for each in found)


def _is_readable(folder: Path, found: list[Finding]) -> bool:
    """Whether the tables are what the manifest says; card and description may be other files."""
    beside = {(folder / name).as_posix() for name in _DESCRIBING if (folder / name).is_file()}
    return not any(each.rule in _UNREADABLE and each.file not in beside for each in found)


def _links(folder: Path) -> Iterator[Finding]:
    """The findings about links, of a card that may be all that can be read."""
    files = [each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()]
    with suppress(StoreError):
        yield from cards.check_links(read_card(folder), files)


def _quick(work: "_Folder", say: Say) -> Iterator[Finding]:
    say("card and Croissant")
    yield from _card(work)
    described = read_description(work.path)
    if described is None:
        yield Finding("croissant-invalid", description.CROISSANT, "missing, or no JSON object")
    else:
        parquet = {path: each for path, each in work.files.items() if path.endswith(".parquet")}
        yield from description.check_files(described, parquet, work.tables)
        if work.terms is not None:
            protocol = described.get("rai:dataPreprocessingProtocol")
            yield from withheld.check_stated(work.terms, protocol, description.CROISSANT)
    if work.terms is not None:
        yield from withheld.check_stated(work.terms, work.card, cards.CARD)
        yield from _not_withheld(work, work.terms)
    say("e-mail addresses, paths and secrets")
    yield from _exposed(work.path)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder whose files and columns are in order."""

    path: Path
    files: Mapping[str, Mapping[str, Any]]
    tables: Mapping[str, Config]
    codebook: Codebook
    card: str
    terms: TextTerms | None

    @classmethod
    def of(cls, path: Path) -> "_Folder":
        schemas, names, manifest = load_schemas(), config_names(path), manifest_of(path)
        every = released_configs(schemas, mode_of(manifest))
        tables = {each.name: each for each in every if each.name in names}
        terms = TextTerms.from_json(manifest["text"]) if "text" in manifest else None
        files = sorted(each for each in path.rglob("*") if each.is_file())
        entries = [file_entry(path, each) for each in files]
        codebook = schemas.codebook.extended(_added_labels(path))
        by_path = {each["path"]: each for each in entries}
        return cls(path, by_path, tables, codebook, read_card(path), terms)


def _added_labels(path: Path) -> tuple[AddedLabel, ...]:
    """The labels that stories add, in the order in which the build took them in."""
    found: dict[tuple[str, str], AddedLabel] = {}
    for row in read_rows(path, "stories", ["labels"]):
        added = msgspec.convert(row["labels"] or [], tuple[AddedLabel, ...])
        found |= {(each.inventory, each.name): each for each in added}
    return tuple(found.values())


def _placed(finding: Finding, folder: Path) -> Finding:
    """The finding with the file's path from where the user stands."""
    if finding.file.startswith(folder.as_posix()):
        return finding
    path = f"{folder.as_posix()}/{finding.file}"
    return Finding(finding.rule, path, finding.message, finding.line, finding.record)


# Card ----------------------------------------------------------------------------------------


def _card(work: _Folder) -> Iterator[Finding]:
    data = cards.metadata_of(work.card)
    if data is None:
        yield Finding("card-metadata", cards.CARD, "no YAML block between two lines of ---")
        return
    articles = list(read_rows(work.path, "articles", ["language"]))
    languages = {row["language"] for row in articles}
    yield from cards.check_metadata(data, languages, len(articles))
    shards = {name: len(table_files(work.path, name)) for name in work.tables}
    yield from cards.check_configs(data, shards)
    wanted = {
        name: dataset_info(each, work.codebook)["features"] for name, each in work.tables.items()
    }
    yield from cards.check_features(data, wanted)
    yield from cards.check_links(work.card, work.files)
    yield from prose.check_code(work.card, work.tables)
    with suppress(StoreError):  # what the description lacks, another check tells
        yield from prose.check_placeholders(read_info(work.path))


def _not_withheld(work: _Folder, terms: TextTerms) -> Iterator[Finding]:
    for name in withheld.TABLES:
        if name in work.tables:
            yield from withheld.check_rows(terms, name, read_rows(work.path, name))


# Exposures -----------------------------------------------------------------------------------


def _exposed(folder: Path) -> Iterator[Finding]:
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        name = path.relative_to(folder).as_posix()
        try:
            for place, text in raw_texts(path):
                yield from _exposed_in(name, place, text)
        except StoreError as error:
            yield Finding("damaged-file", name, f"cannot be searched: {error}")


def _exposed_in(name: str, place: str, text: str) -> Iterator[Finding]:
    for rule, what, at in exposures(text):
        line = None if place else line_of(text, at)
        yield Finding(rule, name, f"{place}: {what}" if place else what, line)


# Through other libraries ---------------------------------------------------------------------


def _croissant_records(work: _Folder) -> Iterator[Finding]:
    try:
        dataset = opened(work.path / description.CROISSANT)
    except Exception as error:
        # mlcroissant raises its own errors, and those of every library under it.
        yield Finding("croissant-invalid", description.CROISSANT, _in_one_line(error))
        return
    issues = dataset.metadata.ctx.issues
    for message in sorted(issues.warnings):
        yield Finding("croissant-remark", description.CROISSANT, message)
    for name in work.tables:
        yield from _records_of(work, dataset, name)


def _records_of(work: _Folder, dataset: Any, name: str) -> list[Finding]:
    schema = arrow_schema_of(work.path, name)
    try:
        with ageing():
            records = iter(dataset.records(name))
            rows = read_rows(work.path, name)
            return list(description.check_records(name, schema, records, rows))
    except Exception as error:
        message = f"{name}: {_in_one_line(error)}"
        return [Finding("croissant-records", description.CROISSANT, message)]


def _in_one_line(error: BaseException) -> str:
    while error.__cause__ is not None:
        error = error.__cause__
    return " ".join(str(error).split())[:500] or type(error).__name__


def same_as_loaded(folder: Path, loading: Loading) -> list[Finding]:
    """Findings where `datasets` gives other rows than the Parquet files of a folder hold.

    Args:
        folder: the folder.
        loading: `datasets` at work on it, or on what was published from it.
    """
    features = cards.features_of(cards.metadata_of(read_card(folder)) or {})
    try:
        found = loading.result()
    except StoreError as error:
        return [Finding("does-not-load", cards.CARD, str(error))]
    return [
        finding
        for name in config_names(folder)
        if name in features
        for finding in _compared(name, found.get(name), read_rows(folder, name), features[name])
    ]


def _compared(
    name: str,
    found: Mapping[str, Any] | None,
    rows: Iterator[dict[str, Any]],
    features: list[dict[str, Any]],
) -> Iterator[Finding]:
    """Is what `datasets` gives of a config what the Parquet files hold?"""
    place = f"data/{name}"
    if found is None:
        yield Finding("does-not-load", place, "datasets does not know the config")
    elif "error" in found:
        yield Finding("does-not-load", place, " ".join(str(found["error"]).split())[:500])
    else:
        try:
            wanted = expected(rows, features)
        except (KeyError, TypeError) as error:
            message = f"the features of the card do not fit the rows ({error})"
            yield Finding("loaded-rows", place, message)
            return
        wrong = [part for part in wanted if found[part] != wanted[part]]
        wrong += [] if found["streamed_alike"] else ["rows when streamed"]
        if wrong:
            yield Finding("loaded-rows", place, f"datasets gives other {', '.join(wrong)}")
