"""Making a story folder, and bringing articles into one."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from charset_normalizer import from_bytes

from tellings.findings import Finding
from tellings.reading import article_text
from tellings.stages import scaffold
from tellings.store.seeds import MAX_ARTICLE_BYTES, NAME, SourceFile
from tellings.store.writing import StoreError, told, write_atomic
from tellings.text import sha256


def make_story(seeds: Path, name: str, title: str, today: date) -> list[Path]:
    """Make a story folder with one sample article; and ``dataset.toml`` where there is none.

    Returns:
        the files made.

    Raises:
        StoreError: if the name is not one, or the folder is there already.
    """
    if not NAME.fullmatch(name):
        hint = scaffold.slug_of(f"{name}.txt")
        raise StoreError(f"{name!r}: use a-z, 0-9 and hyphens only, as in {hint!r}")
    folder = seeds / name
    if folder.exists():
        raise StoreError(f"{folder} is there already; nothing was changed")
    files = {
        folder / "story.toml": scaffold.story_toml(name, title, sha256(scaffold.SAMPLE_ARTICLE)),
        folder / "articles" / f"{scaffold.SAMPLE_SLUG}.txt": scaffold.SAMPLE_ARTICLE,
    }
    if not (seeds / "dataset.toml").exists():
        files[seeds / "dataset.toml"] = scaffold.dataset_toml(name, today.isoformat())
    for path, text in files.items():
        with told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text)
    return list(files)


@dataclass(slots=True)
class Added:
    """What came in, and what did not, with the reason."""

    articles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def add_articles(seeds: Path, story: str, files: list[Path], encoding: str | None) -> Added:
    """Copy articles into a story, byte for byte, and list them in its ``story.toml``.

    A file in another encoding than UTF-8 is converted only if ``encoding`` says from
    what; else it is a finding that names the likely encoding. If any file has a
    finding, none is brought in.

    Raises:
        StoreError: if there is no such story, or it cannot be written.
    """
    toml = seeds / story / "story.toml"
    if not toml.is_file():
        raise StoreError(f"there is no story {story!r} in {seeds}; make it: tellings new {story}")
    result = Added()
    taken = {path.stem for path in (toml.parent / "articles").glob("*.txt")}
    incoming = [_incoming(path, encoding, taken, result) for path in files]
    if result.findings:
        return result
    text = toml.read_text("utf-8")
    for each in incoming:
        assert each is not None
        text = text.rstrip("\n") + "\n" + each.entry
    tomllib.loads(text)
    for each in incoming:
        assert each is not None
        path = toml.parent / "articles" / f"{each.slug}.txt"
        with told(path):
            path.parent.mkdir(exist_ok=True)
        write_atomic(path, each.data)
        result.articles.append(f"{story}:{each.slug}")
    write_atomic(toml, text)
    if scaffold.SAMPLE_SLUG in taken:
        result.notes.append(
            f"the sample article is still there: delete {toml.parent}/articles/sample.txt"
            " and its [[articles]] table"
        )
    return result


@dataclass(frozen=True, slots=True)
class _Incoming:
    slug: str
    data: bytes
    entry: str


def _incoming(path: Path, encoding: str | None, taken: set[str], result: Added) -> _Incoming | None:
    slug = scaffold.slug_of(path.name)
    shown = path.as_posix()
    try:
        received = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        result.findings.append(Finding("unreadable-file", shown, message))
        return None
    if slug in taken:
        message = f"the story has an article {slug!r} already; give the file another name"
        result.findings.append(Finding("bad-name", shown, message))
        return None
    if len(received) > MAX_ARTICLE_BYTES:
        message = f"{len(received):,} bytes; an article may have {MAX_ARTICLE_BYTES:,} at most"
        result.findings.append(Finding("file-too-large", shown, message))
        return None
    taken.add(slug)
    data = _utf8(received, shown, encoding, result)
    if data is None:
        return None
    result.findings += article_text(SourceFile(shown, data))[2]
    converted = (sha256(received), encoding) if data != received else (None, None)
    entry = scaffold.article_entry(slug, path.name, sha256(data), *converted)
    return _Incoming(slug, data, entry)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _utf8(received: bytes, shown: str, encoding: str | None, result: Added) -> bytes | None:
    """The bytes in UTF-8: as received if they are, converted if the encoding is given."""
    if _is_utf8(received):
        return received
    if encoding is None:
        result.findings.append(Finding("not-utf8", shown, _likely(received)))
        return None
    try:
        converted = received.decode(encoding).encode("utf-8")
    except (UnicodeDecodeError, LookupError) as error:
        result.findings.append(Finding("not-utf8", shown, f"cannot be converted: {error}"))
        return None
    result.notes.append(f"{shown}: converted from {encoding}; the hash as received is kept")
    return converted


_COMMON = ("cp1252", "cp1254", "cp1251", "utf-16")


def _likely(received: bytes) -> str:
    """Which encodings the bytes may be in, with what they would read as."""
    guessed = [match.encoding for match in from_bytes(received)][:3]
    at = next((n for n, byte in enumerate(received) if byte > 127), 0)
    around = received[max(0, at - 20) : at + 20]
    readings = [
        f"{name} ({around.decode(name, 'replace')!r})"
        for name in dict.fromkeys([*guessed, *_COMMON])
    ]
    return (
        "not UTF-8; choose the reading that is right and say so with --encoding NAME: "
        + ", ".join(readings)
    )
