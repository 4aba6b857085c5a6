"""What is still to be done so that a repository holds a release, from what it holds now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tellings.store.release_files import ReleaseFile
from tellings.store.writing import StoreError

Step = Literal["commit", "tag", "nothing"]
HUBS_OWN = ".gitattributes"
"""The file that the Hub itself puts into every repository, and that we leave alone."""


@dataclass(frozen=True, slots=True)
class Release:
    """What is to be published: the data version, in which text mode, and the files."""

    version: str
    mode: str
    files: tuple[ReleaseFile, ...]

    @property
    def tag(self) -> str:
        """The name of its tag."""
        return f"v{self.version}"

    @property
    def size(self) -> int:
        """All its bytes."""
        return sum(each.bytes for each in self.files)


@dataclass(frozen=True, slots=True)
class State:
    """What a repository holds: commits by tag, and files by path.

    A file is known by the SHA-256 that LFS keeps, or else by the SHA-1 of its git blob.
    """

    private: bool
    head: str
    tags: Mapping[str, str]
    files: Mapping[str, str]
    tagged: Mapping[str, str] | None

    def holds(self, release: Release) -> bool:
        """Whether the branch ``main`` is the release."""
        return not changed(release, self.files) and not stale(release, self.files)


def changed(release: Release, files: Mapping[str, str]) -> list[ReleaseFile]:
    """The files of a release that are not there, or not like that."""
    return [
        each for each in release.files if files.get(each.path) not in (each.sha256, each.git_sha1)
    ]


def stale(release: Release, files: Mapping[str, str]) -> list[str]:
    """The files that are there and not in the release."""
    return sorted(set(files) - {each.path for each in release.files} - {HUBS_OWN})


def next_step(release: Release, state: State) -> Step:
    """What is to be done next.

    Raises:
        StoreError: if the tag is there with other content, or a later version is.
    """
    if state.tagged is not None:
        differing = [each.path for each in changed(release, state.tagged)]
        differing += stale(release, state.tagged)
        if differing:
            raise StoreError(
                f"{release.tag} is published already with other content"
                f" ({', '.join(differing[:3])}{', ...' if len(differing) > 3 else ''});"
                " raise version in dataset.toml, build, and publish that"
            )
        return "nothing"
    if later := _later(release, state):
        raise StoreError(
            f"{later} is published already, and {release.tag} would take its place as the newest;"
            " raise version in dataset.toml"
        )
    return "tag" if state.holds(release) else "commit"


def _later(release: Release, state: State) -> str | None:
    """A tag of a later version, if there is one."""
    own = _version(release.tag)
    tags = sorted((found, tag) for tag in state.tags if (found := _version(tag)))
    return tags[-1][1] if own and tags and tags[-1][0] > own else None


def _version(tag: str) -> tuple[int, ...] | None:
    parts = tag.removeprefix("v").split(".")
    is_version = len(parts) == 3 and all(part.isascii() and part.isdigit() for part in parts)
    return tuple(map(int, parts)) if is_version else None
