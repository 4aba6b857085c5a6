"""A dataset by whatever names it: a folder, the seeds, a git revision, a release, the Hub."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tellings.store.datasets import is_dataset
from tellings.store.git import commit_of, in_repository, release_named, unpack
from tellings.store.hub_revisions import hub_dataset, hub_name
from tellings.store.manifests import read_manifest
from tellings.store.writing import StoreError
from tellings.versions import parse_version

if TYPE_CHECKING:
    from tellings.building import Progress

WORKTREE = "worktree"


@dataclass(frozen=True, slots=True)
class Revision:
    """A dataset folder, the name it was asked for by, and what that name was found to be."""

    folder: Path
    name: str
    what: str

    @property
    def version(self) -> str | None:
        """The version of its data, as its manifest has it."""
        return (read_manifest(self.folder) or {}).get("version")


@contextmanager
def dataset_at(name: str, seeds: Path, progress: "Progress" = iter) -> Iterator[Revision]:
    """A dataset by its name; what has to be built or unpacked is there as long as it is needed.

    Args:
        name: ``worktree`` (what the seeds would give now), a dataset folder, ``hf://NAME@REV``
            or ``NAME@REV``, a git revision, or a version of the data.
        seeds: the folder that ``worktree`` is built from.
        progress: shows how far a build has come.

    Raises:
        StoreError: if there is no dataset of that name.
    """
    folder = Path(name)
    with tempfile.TemporaryDirectory(prefix="tellings-") as place:
        if name == WORKTREE:
            yield Revision(built(seeds, Path(place) / "dataset", progress), name, str(seeds))
        elif is_dataset(folder):
            yield Revision(folder, name, "folder")
        elif folder.is_dir():
            hint = "; for a folder of seeds: --seeds FOLDER" if _is_seeds(folder) else ""
            raise StoreError(f"{folder} is no dataset folder: it has no data/{hint}")
        else:
            yield _elsewhere(name, Path(place))


def _is_seeds(folder: Path) -> bool:
    return (folder / "dataset.toml").is_file() or any(folder.glob("*/story.toml"))


def built(seeds: Path, out: Path, progress: "Progress") -> Path:
    """Build the seeds into a folder; the folder.

    Raises:
        StoreError: if an error stands in the seeds.
    """
    from tellings.building import build, processes
    from tellings.findings import errors

    report = build(seeds, out, progress=progress, jobs=processes(seeds))
    if found := errors(report.findings):
        raise StoreError(
            f"{seeds} cannot be built: {found[0]}"
            + (f" (and {len(found) - 1} more)" if len(found) > 1 else "")
            + "; type: tellings validate"
        )
    return out


def _elsewhere(name: str, place: Path) -> Revision:
    commit = commit_of(name)
    if commit is not None:
        return Revision(unpack(commit, place), name, f"commit {commit[:12]}")
    if (on_hub := hub_name(name)) is not None:
        return Revision(hub_dataset(*on_hub), name, "on the Hub")
    if (version := parse_version(name)) is not None and in_repository():
        release = release_named(version)
        what = f"{release.found}, {release.commit[:12]}"
        return Revision(unpack(release.commit, place), name, what)
    where = "" if in_repository() else ", and this folder is in no git repository"
    raise StoreError(
        f"{name!r} is neither a dataset folder nor a git revision, a released version"
        f" or NAME@REVISION on the Hub{where}"
    )
