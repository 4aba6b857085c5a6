"""Making a story folder, and bringing articles into one."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from tellings.extracting import format_of
from tellings.findings import Finding
from tellings.parsing import read_toml
from tellings.reading import article_text
from tellings.receiving import received_text
from tellings.stages import scaffold
from tellings.store.copies import MAX_PAGE_BYTES
from tellings.store.seeds import MAX_ARTICLE_BYTES, NAME, SourceFile, read_file, shown_path
from tellings.store.writing import StoreError, write_all
from tellings.text import sha256


def make_story(seeds: Path, name: str, title: str, today: date) -> list[Path]:
    """Make a story folder with one sample article; and ``dataset.toml`` where there is none.

    Returns:
        the files made.

    Raises:
        StoreError: if the name is not one, or the folder is there already, or the files
            cannot be written; then nothing is made.
    """
    if not NAME.fullmatch(name):
        hint = f", as in {scaffold.slug_of(f'{name}.txt')!r}" if name else ""
        raise StoreError(f"{name!r}: use a-z, 0-9 and hyphens only{hint}")
    folder = seeds / name
    if folder.exists():
        raise StoreError(f"{folder} is there already; nothing was changed")
    files: dict[Path, bytes | str] = {
        folder / "story.toml": scaffold.story_toml(name, title, sha256(scaffold.SAMPLE_ARTICLE)),
        folder / "articles" / f"{scaffold.SAMPLE_SLUG}.txt": scaffold.SAMPLE_ARTICLE,
    }
    if not (seeds / "dataset.toml").exists():
        files[seeds / "dataset.toml"] = scaffold.dataset_toml(name, today.isoformat())
    write_all(files)
    return list(files)


@dataclass(slots=True)
class Added:
    """What came in, and what did not, with the reason."""

    articles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Incoming:
    path: str
    slug: str
    data: bytes
    entry: str


def add_articles(
    seeds: Path, story: str, files: list[Path], encoding: str | None, same_text: bool = False
) -> Added:
    """Bring articles into a story, and list them in its ``story.toml``.

    Text files are copied byte for byte. One in another encoding than UTF-8 is converted only
    if ``encoding`` says from what; else it is a finding that shows how it would read. Of
    saved pages and Word documents the text is extracted. What was converted or extracted
    is listed with the hash of the bytes as received. An article whose words another of the
    story has too is a finding, unless ``same_text``. If any file has a finding, none is
    brought in.

    Raises:
        StoreError: if there is no such story, it cannot be written, or an extractor is not
            installed; then nothing is written.
    """
    toml = seeds / story / "story.toml"
    if not toml.is_file():
        raise StoreError(f"there is no story {story!r} in {seeds}; make it: tellings new {story}")
    result = Added()
    text, listed = _story_toml(toml, result)
    taken = {path.stem for path in (toml.parent / "articles").glob("*.txt")} | listed
    sample_stays = scaffold.SAMPLE_SLUG in taken
    incoming = [_incoming(path, encoding, taken, result) for path in files]
    if not same_text:
        result.findings += _told_twice(toml.parent / "articles", incoming)
    entries = [each.entry for each in incoming if each]
    updated = _appended(text, entries)
    if not result.findings:
        result.findings += read_toml(SourceFile(shown_path(toml), updated))[2]
    if result.findings:
        return result
    folder = toml.parent / "articles"
    written: dict[Path, bytes | str] = {
        folder / f"{each.slug}.txt": each.data for each in incoming if each
    }
    write_all({**written, toml: updated})
    result.articles = [f"{story}:{path.stem}" for path in written]
    if sample_stays:
        result.notes.append(
            f"the sample article is still there: delete {toml.parent}/articles/sample.txt"
            " and its [[articles]] table"
        )
    return result


def _told_twice(folder: Path, incoming: Sequence[_Incoming | None]) -> Iterator[Finding]:
    """A finding for each article whose words are those of one that is there, or comes too."""
    there = [read_file(path, [], MAX_ARTICLE_BYTES) for path in sorted(folder.glob("*.txt"))]
    known = {_words(each.data): Path(each.path).stem for each in there if each}
    for each in incoming:
        if each is None:
            continue
        same = known.setdefault(_words(each.data), each.slug)
        if same != each.slug:
            message = f"the text is that of the article {same!r}; --same-text takes it all the same"
            yield Finding("duplicate-id", each.path, message)


def _words(data: bytes) -> str:
    """The hash of a text in which white space counts for one blank."""
    return sha256(b" ".join(data.removeprefix(codecs.BOM_UTF8).split()))


def _story_toml(path: Path, result: Added) -> tuple[bytes, set[str]]:
    """The bytes of ``story.toml`` and the slugs it lists; a finding if it does not parse."""
    source = read_file(path, result.findings)
    if source is None:
        return b"", set()
    table, _, findings = read_toml(source)
    result.findings += findings
    entries = (table or {}).get("articles", ())
    return source.data, {str(each.get("slug")) for each in entries if isinstance(each, dict)}


def _appended(toml: bytes, entries: list[str]) -> bytes:
    """``story.toml`` with tables at its end, its own line ends kept."""
    added = "".join(entries).encode()
    if b"\r\n" in toml:
        added = added.replace(b"\n", b"\r\n")
    separated = toml if not toml or toml.endswith(b"\n") else toml + b"\n"
    return separated + added


def _incoming(path: Path, encoding: str | None, taken: set[str], result: Added) -> _Incoming | None:
    slug = scaffold.slug_of(path.name)
    limit = MAX_PAGE_BYTES if format_of(path.name) else MAX_ARTICLE_BYTES
    source = read_file(path, result.findings, limit)
    if source is None:
        return None
    if slug in taken:
        message = f"the story has or lists an article {slug!r}; give the file another name"
        result.findings.append(Finding("bad-name", source.path, message))
        return None
    taken.add(slug)
    received = received_text(source, encoding)
    result.findings += received.findings
    if received.data is None:
        return None
    if received.note:
        result.notes.append(f"{source.path}: {received.note}")
    result.findings += article_text(SourceFile(source.path, received.data))[2]
    name = Path(source.path).name
    converted = sha256(source.data) if received.data != source.data else None
    entry = scaffold.article_entry(
        slug, name, sha256(received.data), converted, received.encoding, received.kept_note
    )
    return _Incoming(source.path, slug, received.data, entry)
