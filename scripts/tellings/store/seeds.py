"""Reading seeds: what is on disk, and a finding for whatever cannot be read."""

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from tellings.findings import Finding
from tellings.records import Span
from tellings.text import sha256

MAX_ARTICLE_BYTES = 5 * 2**20
NAME = re.compile(r"[a-z0-9-]+")
_STORY_PARTS = ("story.toml", "articles", "annotations")
_RESERVED = ("pass", "story")
_CODEBOOK_FILE = re.compile(r"codebook\.[a-z]{2,3}\.toml")


class SourceFile(msgspec.Struct, frozen=True, gc=False):
    """A file of the seeds: its bytes, and the path under which messages name it."""

    path: str
    data: bytes


class MadeJson(SourceFile, frozen=True, gc=False):
    """A JSON file that was just written, in memory: what parsing it would give is known."""

    value: Any


class MadeToml(SourceFile, frozen=True, gc=False):
    """A TOML file that was just written, in memory: what parsing it would give is known."""

    table: dict[str, Any]


class MadeSpans(SourceFile, frozen=True, gc=False):
    """An annotation file of spans with a label and no more that was just written, in memory.

    Its bytes say what the other fields do, whatever a schema says to that.
    """

    article_id: str
    text_sha256: str
    spans: list[Span]


class MadeText(SourceFile, frozen=True, gc=False):
    """An article that was just taken in: its text, and where e-mail addresses were masked."""

    text: str
    masked: list[tuple[int, int]]
    sha256: str
    text_sha256: str


@dataclass(slots=True)
class StoryFiles:
    """All files of one story as they are on disk, and what could not be read."""

    name: str
    path: str
    toml: SourceFile | None = None
    articles: dict[str, SourceFile] = field(default_factory=dict)
    passes: dict[str, dict[str, SourceFile]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def digest(self) -> str:
        """One hash over every file that was read."""
        listed = [self.toml] if self.toml else []
        listed += self.articles.values()
        listed += [file for sources in self.passes.values() for file in sources.values()]
        own = f"{self.path}/"
        return sha256(
            "".join(f"{file.path.removeprefix(own)} {sha256(file.data)}\n" for file in listed)
        )


def read_file(path: Path, findings: list[Finding], limit: int | None = None) -> SourceFile | None:
    """A file's bytes, or a finding that says why there are none.

    Args:
        path: the file.
        findings: where a finding goes.
        limit: the most bytes it may have.
    """
    shown = shown_path(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            kind = "a folder" if stat.S_ISDIR(found.st_mode) else "something else"
            findings.append(Finding("unreadable-file", shown, f"this is {kind}, not a file"))
        elif limit is not None and found.st_size > limit:
            message = f"{found.st_size:,} bytes; an article may have {limit:,} at most"
            findings.append(Finding("file-too-large", shown, message))
        else:
            return SourceFile(shown, path.read_bytes())
    except FileNotFoundError:
        rule = "unreadable-file" if path.is_symlink() else "missing-file"
        reason = "a link to nothing" if path.is_symlink() else "there is no such file"
        findings.append(Finding(rule, shown, reason))
    except OSError as error:
        findings.append(Finding("unreadable-file", shown, error.strerror or str(error)))
    return None


def shown_path(path: Path) -> str:
    """A path as it can be printed and written: bytes that are no UTF-8 become ``?``."""
    return path.as_posix().encode("utf-8", "replace").decode()


def _listed(folder: Path, findings: list[Finding]) -> list[Path]:
    """What a folder holds, hidden files aside, sorted; nothing where there is no folder."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError as error:
        if not folder.is_symlink():
            return []
        reason = error.strerror or str(error)
    except OSError as error:
        reason = error.strerror or str(error)
    findings.append(Finding("unreadable-file", shown_path(folder), reason))
    return []


def story_names(seeds: Path) -> tuple[list[str], list[Finding]]:
    """The story folders of a seeds folder, sorted, and what is wrong with their names."""
    if not seeds.is_dir():
        return [], [
            Finding(
                "missing-file",
                shown_path(seeds),
                "there is no such folder; are you in the folder of the project?",
            )
        ]
    findings: list[Finding] = []
    names = []
    for path in _listed(seeds, findings):
        if not path.is_dir():
            continue
        if NAME.fullmatch(path.name):
            names.append(path.name)
        else:
            message = "a story folder is named with a-z, 0-9 and hyphens only"
            findings.append(Finding("bad-name", shown_path(path), message))
    if not names and not findings:
        message = "no story here; make one with: tellings new my-story"
        findings.append(Finding("no-stories", shown_path(seeds), message))
    return names, findings


def read_dataset_file(seeds: Path) -> tuple[SourceFile | None, list[Finding]]:
    """``dataset.toml``, or a finding."""
    findings: list[Finding] = []
    return read_file(seeds / "dataset.toml", findings), findings


def _named_files(
    folder: Path, suffix: str, findings: list[Finding], limit: int | None = None
) -> dict[str, SourceFile]:
    found = {}
    for path in _listed(folder, findings):
        if path.suffix != suffix:
            message = f"not read here: only {suffix} files are"
            findings.append(Finding("stray-file", shown_path(path), message))
        elif not NAME.fullmatch(path.stem) or (suffix == ".txt" and path.stem in _RESERVED):
            message = "a file is named with a-z, 0-9 and hyphens only, an article not pass or story"
            findings.append(Finding("bad-name", shown_path(path), message))
        elif source := read_file(path, findings, limit):
            found[path.stem] = source
    return found


def _stray(folder: Path, findings: list[Finding]) -> None:
    for path in _listed(folder, findings):
        read = path.name in _STORY_PARTS or _CODEBOOK_FILE.fullmatch(path.name)
        if not read and not path.name.startswith("README"):
            findings.append(Finding("stray-file", shown_path(path), "not read here"))


def read_story_files(seeds: Path, name: str) -> StoryFiles:
    """All files of one story. What cannot be read is a finding, never an exception."""
    folder = seeds / name
    story = StoryFiles(name, shown_path(folder))
    story.toml = read_file(folder / "story.toml", story.findings)
    _stray(folder, story.findings)
    articles = folder / "articles"
    story.articles = _named_files(articles, ".txt", story.findings, MAX_ARTICLE_BYTES)
    for path in _listed(folder / "annotations", story.findings):
        if path.is_dir() and NAME.fullmatch(path.name):
            story.passes[path.name] = _named_files(path, ".json", story.findings)
        elif not path.name.startswith("README"):
            rule = "bad-name" if path.is_dir() else "stray-file"
            message = "not read: not a pass's folder"
            story.findings.append(Finding(rule, shown_path(path), message))
    return story


def article_slugs(seeds: Path, story: str) -> list[str]:
    """The names of the article files of a story, without reading them."""
    folder = seeds / story / "articles"
    return sorted(path.stem for path in folder.glob("*.txt")) if folder.is_dir() else []


def is_article_slug(name: str) -> bool:
    """Whether an article can have this name.

    >>> is_article_slug("gazette"), is_article_slug("story"), is_article_slug("La Gaceta")
    (True, False, False)
    """
    return bool(NAME.fullmatch(name)) and name not in _RESERVED


def pass_names(seeds: Path, story: str) -> list[str]:
    """The names of the folders of passes of a story."""
    folders = _listed(seeds / story / "annotations", [])
    return [each.name for each in folders if each.is_dir() and NAME.fullmatch(each.name)]


def pass_slugs(seeds: Path, story: str, name: str) -> frozenset[str]:
    """The names of the files of a pass, without reading them."""
    folder = seeds / story / "annotations" / name
    return frozenset(path.stem for path in folder.glob("[!.]*.json"))
