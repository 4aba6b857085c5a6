"""Which version a release has, and which one it follows."""

from dataclasses import dataclass

from tellings.comparing import Comparison
from tellings.store.git import (
    DATASET,
    RELEASE_COMMIT,
    UNSHALLOW,
    Release,
    commit_of,
    files_at,
    is_ancestor,
    is_shallow,
    release_named,
    release_subject,
    releases,
    version_in,
)
from tellings.store.manifests import MANIFEST
from tellings.store.writing import StoreError
from tellings.versions import Version, parse_version


@dataclass(frozen=True, slots=True)
class Choice:
    """The version to be released (None: the nearest after ``last``), and the one before.

    ``released`` is this version's release where there is one already; ``standing`` the version
    that the committed dataset has without being a release, where one has to be named.
    """

    version: Version | None
    last: Release | None
    released: Release | None = None
    obstacle: str = ""
    standing: Release | None = None

    def release_of(self, version: Version) -> Release | None:
        """The release that a version is already; one without a tag still has to get it."""
        last = self.last
        if last is not None and last.found == RELEASE_COMMIT and last.version == version:
            return last
        return self.released

    def version_after(self, found: Comparison | None) -> Version:
        """The version, now that it is known what differs.

        Where nothing does, a release that was committed and not tagged is to be finished.

        Raises:
            StoreError: if none was named and nothing differs, or one has to be named.
        """
        if self.version is not None:
            return self.version
        if self.standing is not None:
            raise StoreError(_name_one(self.standing, found))
        if self.last is None:
            raise StoreError("the last release is not in this history; name the VERSION")
        step = found.step if found is not None else "patch"  # it cannot be built, and that is told
        if step == "none" and self.last.found == RELEASE_COMMIT:
            return self.last.version
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
        StoreError: if ``since`` names nothing, or the version cannot follow.
    """
    known = {version: each for version, each in releases().items() if each.certain}
    here, committed = parse_version(written), _committed()
    if asked is None and here is not None and here not in known:
        if committed is not None and committed.version == here:
            return Choice(None, _named(since) if since else committed, standing=committed)
        asked = here
    if asked is not None and asked in known:
        return Choice(asked, known[asked], known[asked])
    last = _named(since) if since is not None else _last(known)
    if asked is not None:
        _check_above(asked, [each for each in (last, _last(known)) if each], committed)
    unsure = is_shallow() and last is None
    return Choice(
        asked, last, obstacle=f"the last release is not known: {UNSHALLOW}" if unsure else ""
    )


def _committed() -> Release | None:
    """The version of the dataset as it is committed, released or not."""
    commit = commit_of("HEAD")
    manifest = next(files_at([f"HEAD:{DATASET}/{MANIFEST}"]))
    version = version_in(manifest)
    return None if version is None or commit is None else Release(version, commit, "committed")


def _check_above(asked: Version, earlier: list[Release], committed: Release | None) -> None:
    """Whether a version can follow at all, whatever differs.

    Raises:
        StoreError: if it cannot.
    """
    for each in earlier:
        if asked <= each.version:
            which = "the last release" if each.certain else f"the version {each.found}"
            raise StoreError(f"{asked} is not above {which}, {each.version}")
    if committed is not None and asked < committed.version:
        raise StoreError(
            f"{asked} is below {committed.version}, which {DATASET}/{MANIFEST} has already"
        )


def _name_one(standing: Release, found: Comparison | None) -> str:
    """That a version has to be named, and which would do."""
    told = (
        f"{standing.version} stands in {DATASET}/{MANIFEST} already, and no tag and no commit"
        f" `{release_subject(standing.version)}` says that it is a release; name the VERSION"
    )
    if found is None:
        return told
    if found.step == "none":
        return f"{told}, {standing.version} or above: nothing differs from the committed dataset"
    nearest = standing.version.after(found.step)
    return f"{told}: what differs is a {found.step} step, {nearest} or above"


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
    version = version_in(next(files_at([f"{commit}:{DATASET}/{MANIFEST}"])))
    if version is None:
        raise StoreError(f"{since} holds no {DATASET}/ with a version")
    return Release(version, commit, f"named as {since}")
