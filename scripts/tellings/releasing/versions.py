"""Which version a release has, and which one it follows."""

from dataclasses import dataclass

import orjson

from tellings.comparing import Comparison
from tellings.store.git import (
    DATASET,
    UNSHALLOW,
    Release,
    commit_of,
    files_at,
    is_ancestor,
    is_shallow,
    release_named,
    releases,
)
from tellings.store.manifests import MANIFEST
from tellings.store.writing import StoreError
from tellings.versions import Version, parse_version


@dataclass(frozen=True, slots=True)
class Choice:
    """The version to be released (None: the nearest after ``last``), and the one before.

    ``released`` is this version's release where there is one already.
    """

    version: Version | None
    last: Release | None
    released: Release | None = None
    obstacle: str = ""

    def version_after(self, found: Comparison | None) -> Version:
        """The version, now that it is known what differs.

        Raises:
            StoreError: if none was named and nothing differs.
        """
        if self.version is not None:
            return self.version
        assert self.last is not None
        step = found.step if found is not None else "patch"  # it cannot be built, and that is told
        if step == "none":
            raise StoreError(
                f"nothing has changed since {self.last.version}; to release it all the same, name"
                " a version"
            )
        return self.last.version.after(step)


def choose(written: str, asked: Version | None, since: str | None) -> Choice:
    """The version and the one before it, by what is written, asked for, and released.

    Args:
        written: the version in ``dataset.toml``.
        asked: the version named by the person, if any.
        since: a revision or version to follow instead of the last release.

    Raises:
        StoreError: if ``since`` names nothing.
    """
    known = releases()
    here = parse_version(written)
    if asked is None and here is not None and not _certain(known, here):
        asked = here
    if asked is not None and _certain(known, asked):
        return Choice(asked, known[asked], known[asked])
    if since is not None:
        return Choice(asked, _named(since))
    last = _last({v: each for v, each in known.items() if v != asked})
    unsure = is_shallow() and (last is None or not last.certain)
    return Choice(
        asked, last, obstacle=f"the last release is not known: {UNSHALLOW}" if unsure else ""
    )


def _certain(known: dict[Version, Release], version: Version) -> bool:
    return version in known and known[version].certain


def _last(known: dict[Version, Release]) -> Release | None:
    """The highest version in the history of what is checked out."""
    for version in sorted(known, reverse=True):
        if is_ancestor(known[version].commit):
            return known[version]
    return None


def _named(since: str) -> Release:
    commit = commit_of(since)
    if commit is None:
        version = parse_version(since)
        if version is None:
            raise StoreError(f"{since!r} is neither a git revision nor a version")
        return release_named(version)
    manifest = next(files_at([f"{commit}:{DATASET}/{MANIFEST}"]))
    version = parse_version(orjson.loads(manifest)["version"]) if manifest else None
    if version is None:
        raise StoreError(f"{since} holds no {DATASET}/ with a version")
    return Release(version, commit, f"named as {since}")
