"""What is read from the git repository around the project: revisions, files of old, releases."""

import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from tellings.store.manifests import MANIFEST
from tellings.store.writing import StoreError
from tellings.versions import Version, parse_version

DATASET = "dataset"
UNSHALLOW = "this clone is shallow and its history begins later; type: git fetch --unshallow --tags"


RELEASE_COMMIT = "release commit"
DRAFT = "draft: last commit with this version"


def release_subject(version: Version | str) -> str:
    """The subject of the commit that is a release."""
    return f"Release data {version}"


def git(*words: str, data: bytes | None = None) -> bytes:
    """What a git command prints.

    Raises:
        StoreError: if git is not installed, or the command fails; with the reason it gave.
    """
    try:
        done = subprocess.run(["git", *words], input=data, capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError as error:
        raise StoreError("git is not installed") from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout).decode(errors="replace").strip()
        raise StoreError(f"git {words[0]}: {said.splitlines()[0] if said else 'failed'}") from error
    return done.stdout


def git_lines(*words: str) -> list[str]:
    """The lines that a git command prints."""
    return git(*words).decode(errors="replace").splitlines()


def commit_of(revision: str) -> str | None:
    """The commit that a revision names; None if it names none, or there is no repository."""
    if revision.startswith("-"):
        return None
    try:
        found = git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
    except StoreError:
        return None
    return found.decode().strip()


def is_shallow() -> bool:
    """Whether the repository holds only the end of its history."""
    return git_lines("rev-parse", "--is-shallow-repository") == ["true"]


def _boundary() -> set[str]:
    """The commits at which a shallow history begins."""
    path = Path(git_lines("rev-parse", "--git-path", "shallow")[0])
    return set(path.read_text("utf-8").split()) if path.is_file() else set()


def files_at(names: Sequence[str]) -> Iterator[bytes | None]:
    """The content of some files, each named ``<commit>:<path from here>``; None where it is not."""
    here = git_lines("rev-parse", "--show-prefix")
    prefix = here[0] if here else ""
    asked = "".join(f"{n.partition(':')[0]}:{prefix}{n.partition(':')[2]}\n" for n in names)
    rest = git("cat-file", "--batch", data=asked.encode())
    for _ in names:
        head, _, rest = rest.partition(b"\n")
        if head.endswith(b" missing"):
            yield None
            continue
        size = int(head.rsplit(b" ", 1)[1])
        yield rest[:size]
        rest = rest[size + 1 :]


def unpack(commit: str, place: Path) -> Path:
    """Unpack the dataset of a commit, byte for byte; its folder.

    Raises:
        StoreError: if the commit has no dataset.
    """
    words = ["git", "-c", "core.autocrlf=false", "archive", "--format=tar", commit, DATASET]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:  # noqa: S603
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            with tarfile.open(fileobj=running.stdout, mode="r|") as archive:
                archive.extractall(place, filter="data")
        except tarfile.ReadError as error:
            reason = running.stderr.read().decode(errors="replace").strip().splitlines()
            message = f"commit {commit[:12]} holds no {DATASET}/"
            raise StoreError(f"{message} ({reason[0]})" if reason else message) from error
    if running.returncode:
        raise StoreError(f"commit {commit[:12]} cannot be unpacked")
    return place / DATASET


# Releases -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Release:
    """A released version of the data: its commit, and how it was found."""

    version: Version
    commit: str
    found: str

    @property
    def tagged(self) -> bool:
        """Whether a tag names it."""
        return self.found.startswith("tag ")

    @property
    def certain(self) -> bool:
        """Whether a tag or a release commit says so, and not only a version in a manifest."""
        return self.tagged or self.found == RELEASE_COMMIT


def releases() -> dict[Version, Release]:
    """Every version that the repository knows, the oldest first; a release is ``certain``.

    By tag (``v1.0.0`` or ``1.0.0``, on a commit whose dataset has that version); else by the
    commit that ``tellings release`` made; else the last commit whose manifest has the version.
    A version that a shallow history begins with is not taken for a release: its first commit
    may lie further back.
    """
    found = _in_history() | _tagged()
    return {version: found[version] for version in sorted(found)}


def _tagged() -> dict[Version, Release]:
    form = "%(objectname) %(*objectname) %(refname:strip=2)"
    named = {}
    for line in git_lines("for-each-ref", f"--format={form}", "refs/tags"):
        own, *peeled, name = line.split(" ")
        if (version := parse_version(name)) is not None:
            named[name] = (version, peeled[0] or own)
    paths = [f"{commit}:{DATASET}/{MANIFEST}" for _, commit in named.values()]
    found: dict[Version, Release] = {}
    for (name, (version, commit)), manifest in zip(named.items(), files_at(paths), strict=True):
        if version_in(manifest) == version and (name == version.tag or version not in found):
            found[version] = Release(version, commit, f"tag {name}")
    return found


def _in_history() -> dict[Version, Release]:
    """Release commits, and the last commit of each version that has none."""
    if commit_of("HEAD") is None:
        return {}
    path = f"{DATASET}/{MANIFEST}"
    log = ("log", "--topo-order", "--reverse", "--format=%H %s")
    made = git_lines(*log, f"--grep=^{release_subject('')}", "HEAD")
    listed = [line.partition(" ")[::2] for line in (*made, *git_lines(*log, "HEAD", "--", path))]
    found: dict[Version, Release] = {}
    boundary, older = _boundary(), set[Version]()
    contents = files_at([f"{commit}:{path}" for commit, _ in listed])
    for (commit, subject), data in zip(listed, contents, strict=True):
        version = version_in(data)
        known = found.get(version) if version is not None else None
        if version is None or version in older or (known is not None and known.certain):
            continue
        if subject == release_subject(version):
            found[version] = Release(version, commit, RELEASE_COMMIT)
        elif commit in boundary:
            older.add(version)
        else:
            found[version] = Release(version, commit, DRAFT)
    return found


def version_in(manifest: bytes | None) -> Version | None:
    """The version that a manifest has; None if it is none, or there is none."""
    try:
        return parse_version(orjson.loads(manifest or b"")["version"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None


def release_named(version: Version) -> Release:
    """The release of a version.

    Raises:
        StoreError: if the repository knows none; says so where its history is shallow.
    """
    if (found := releases().get(version)) is not None:
        return found
    message = (
        f"no release {version} here: no tag {version.tag}, and no commit in the history of"
        f" {DATASET}/{MANIFEST} has this version"
    )
    raise StoreError(f"{message}; {UNSHALLOW}" if is_shallow() else message)


def in_repository() -> bool:
    """Whether the current folder lies in a git repository."""
    try:
        return git_lines("rev-parse", "--is-inside-work-tree") == ["true"]
    except StoreError:
        return False


def require_repository() -> None:
    """See that the current folder lies in a git repository.

    Raises:
        StoreError: if it does not.
    """
    if not in_repository():
        raise StoreError("this folder is in no git repository; a release is a commit and a tag")


def is_ancestor(commit: str) -> bool:
    """Whether a commit lies in the history of what is checked out."""
    try:
        git("merge-base", "--is-ancestor", commit, "HEAD")
    except StoreError:
        return False
    return True


def git_folder() -> Path:
    """The folder that git keeps for itself."""
    return Path(git_lines("rev-parse", "--absolute-git-dir")[0])
