"""Somebody's own copies of articles: the files of a folder, as bytes."""

from dataclasses import dataclass
from pathlib import Path

from tellings.findings import Finding
from tellings.store.seeds import MAX_ARTICLE_BYTES, SourceFile, read_file
from tellings.store.writing import StoreError

MAX_PAGE_BYTES = 4 * MAX_ARTICLE_BYTES
"""A saved page carries scripts and styles beside its article."""


@dataclass(frozen=True, slots=True)
class CopyFile:
    """One file; ``name`` is its path within the folder."""

    name: str
    source: SourceFile


def read_copies(folder: Path) -> tuple[list[CopyFile], list[Finding]]:
    """The files of a folder and of those in it, hidden ones and a browser's extras aside.

    Raises:
        StoreError: if there is no such folder.
    """
    if not folder.is_dir():
        raise StoreError(f"there is no folder {folder} with copies of the articles")
    findings: list[Finding] = []
    copies = []
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        hidden = any(part.startswith(".") or part.endswith("_files") for part in inner.parts)
        if not hidden and not path.is_dir() and path.suffix.lower() in SUFFIXES:
            source = read_file(path, findings, MAX_PAGE_BYTES)
            if source is not None:
                copies.append(CopyFile(inner.as_posix(), source))
    return copies, findings


SUFFIXES = frozenset({".txt", ".text", ".md", "", ".html", ".htm", ".xhtml", ".docx"})
"""What is taken for a copy of an article."""
