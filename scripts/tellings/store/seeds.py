"""Reading seeds: what is on disk, and a finding for whatever cannot be read."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tellings.findings import Finding
from tellings.text import sha256

MAX_ARTICLE_BYTES = 5 * 2**20
NAME = re.compile(r"[a-z0-9-]+")
_CODEBOOK_FILE = re.compile(r"codebook\.[a-z]{2,3}\.toml")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the seeds: its bytes, and the path under which messages name it."""

    path: str
    data: bytes


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


def _read(path: Path, findings: list[Finding], limit: int | None = None) -> SourceFile | None:
    """A file's bytes, or a finding that says why there are none."""
    shown = path.as_posix()
    try:
        if path.is_dir():
            findings.append(Finding("unreadable-file", shown, "this is a folder, not a file"))
            return None
        size = path.stat().st_size
        if limit is not None and size > limit:
            message = f"{size:,} bytes; an article may have {limit:,} at most"
            findings.append(Finding("file-too-large", shown, message))
            return None
        return SourceFile(shown, path.read_bytes())
    except FileNotFoundError:
        rule = "unreadable-file" if path.is_symlink() else "missing-file"
        reason = "a link to nothing" if path.is_symlink() else "there is no such file"
        findings.append(Finding(rule, shown, reason))
    except OSError as error:
        findings.append(Finding("unreadable-file", shown, error.strerror or str(error)))
    return None


def story_names(seeds: Path) -> tuple[list[str], list[Finding]]:
    """The story folders of a seeds folder, sorted, and what is wrong with their names."""
    if not seeds.is_dir():
        return [], [Finding("missing-file", seeds.as_posix(), "there is no such folder")]
    findings = []
    names = []
    for path in sorted(seeds.iterdir()):
        if path.name.startswith(".") or not path.is_dir():
            continue
        if NAME.fullmatch(path.name):
            names.append(path.name)
        else:
            message = "a story folder is named with a-z, 0-9 and hyphens only"
            findings.append(Finding("bad-name", path.as_posix(), message))
    if not names and not findings:
        message = "no story here; make one with: tellings new my-story"
        findings.append(Finding("no-stories", seeds.as_posix(), message))
    return names, findings


def read_dataset_file(seeds: Path) -> tuple[SourceFile | None, list[Finding]]:
    """``dataset.toml``, or a finding."""
    findings: list[Finding] = []
    return _read(seeds / "dataset.toml", findings), findings


def _named_files(
    folder: Path, suffix: str, findings: list[Finding], limit: int | None = None
) -> dict[str, SourceFile]:
    found = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.suffix != suffix:
            message = f"not read here: only {suffix} files are"
            findings.append(Finding("stray-file", path.as_posix(), message))
        elif not NAME.fullmatch(path.stem):
            message = "a file is named with a-z, 0-9 and hyphens only"
            findings.append(Finding("bad-name", path.as_posix(), message))
        elif source := _read(path, findings, limit):
            found[path.stem] = source
    return found


def _stray(folder: Path, known: set[str], findings: list[Finding]) -> None:
    for path in sorted(folder.iterdir()):
        read = path.name in known or _CODEBOOK_FILE.fullmatch(path.name)
        if not read and not path.name.startswith((".", "README")):
            findings.append(Finding("stray-file", path.as_posix(), "not read here"))


def read_story_files(seeds: Path, name: str) -> StoryFiles:
    """All files of one story. What cannot be read is a finding, never an exception."""
    folder = seeds / name
    story = StoryFiles(name, folder.as_posix())
    story.toml = _read(folder / "story.toml", story.findings)
    _stray(folder, {"story.toml", "articles", "annotations"}, story.findings)
    if (folder / "articles").is_dir():
        story.articles = _named_files(
            folder / "articles", ".txt", story.findings, MAX_ARTICLE_BYTES
        )
    annotations = folder / "annotations"
    if annotations.is_dir():
        for path in sorted(annotations.iterdir()):
            if path.is_dir() and NAME.fullmatch(path.name):
                story.passes[path.name] = _named_files(path, ".json", story.findings)
            elif not path.name.startswith((".", "README")):
                findings = story.findings
                rule = "bad-name" if path.is_dir() else "stray-file"
                findings.append(Finding(rule, path.as_posix(), "not read: not a pass's folder"))
    return story


def article_slugs(seeds: Path, story: str) -> list[str]:
    """The names of the article files of a story, without reading them."""
    folder = seeds / story / "articles"
    return sorted(path.stem for path in folder.glob("*.txt")) if folder.is_dir() else []
