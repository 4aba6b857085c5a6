"""What a release does to the git repository: what is not committed yet, one commit, one tag."""

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from tellings.store.git import DATASET, git, git_folder, git_lines, require_repository
from tellings.store.writing import StoreError

_LEFTOVERS = (".writing-", f".{DATASET}.building-", f".{DATASET}.lock")
"""Beginnings of names that a killed command of ours leaves behind."""


@contextlib.contextmanager
def only_release() -> Iterator[None]:
    """Keep a second release in the same repository out.

    Raises:
        StoreError: if one is under way, or there is no repository.
    """
    require_repository()
    lock = FileLock(git_folder() / "tellings-release.lock")
    try:
        with lock.acquire(timeout=0.2):
            yield
    except Timeout as error:
        raise StoreError("another release is under way in this repository") from error


def uncommitted() -> list[str]:
    """The files below the current folder that differ from the last commit, or are not in it.

    Not the dataset, which a release builds anew, nor what killed commands left behind.
    """
    prefix = "".join(git_lines("rev-parse", "--show-prefix"))
    fields = git("status", "--porcelain=v1", "-z", "--untracked-files=all", "--", ".").split(b"\0")
    names, at = [], 0
    while at < len(fields) - 1:
        code, name = fields[at][:2], fields[at][3:].decode(errors="replace")
        at += 2 if code[:1] in (b"R", b"C") else 1
        names.append(name.removeprefix(prefix))
    return sorted(name for name in names if not _passing(name))


def _passing(name: str) -> bool:
    return name.startswith(f"{DATASET}/") or any(
        part.startswith(_LEFTOVERS) for part in Path(name).parts
    )


def remove_leftovers(folders: Iterable[Path]) -> None:
    """Remove half-written files that a killed release left in some folders."""
    for folder in folders:
        for path in folder.glob(f"{_LEFTOVERS[0]}*"):
            path.unlink(missing_ok=True)


def check_identity() -> None:
    """See that git knows who commits.

    Raises:
        StoreError: if it does not.
    """
    try:
        git("var", "GIT_COMMITTER_IDENT")
    except StoreError as error:
        message = "git does not know who you are; type: git config user.name and user.email"
        raise StoreError(message) from error


def commit_files(paths: Iterable[Path], message: str) -> str:
    """Commit some files and folders as they are, and nothing else; the commit.

    The commit is made even if they hold what the last one has: it is what a release is
    known by.
    """
    names = [path.as_posix() for path in paths]
    git("add", "--all", "--", *names)
    git("commit", "--quiet", "--allow-empty", f"--message={message}", "--", *names)
    return git_lines("rev-parse", "HEAD")[0]


def tag_commit(name: str, commit: str, message: str) -> None:
    """Set an annotated tag."""
    git("tag", "--annotate", f"--message={message}", "--cleanup=verbatim", name, commit)


def files_naming(words: str, names: str, but: Iterable[str]) -> list[str]:
    """Where committed files have what the pattern ``words`` finds: ``file:line``."""
    left_out = [f":(exclude){name}" for name in but]
    try:
        found = git_lines("grep", "-n", "-i", "-E", "-e", words, "--", names, *left_out)
    except StoreError:  # git grep fails where it finds nothing
        return []
    return [":".join(line.split(":", 2)[:2]) for line in found]
