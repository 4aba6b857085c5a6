"""Carrying out a release: write, build, check, commit, tag. Each step can be done again."""

from collections.abc import Iterator
from pathlib import Path

from tellings.building import Progress, build, processes
from tellings.releasing.planning import SEEDS, Plan
from tellings.store.git import DATASET, release_subject
from tellings.store.git_writing import commit_files, remove_leftovers, tag_commit
from tellings.store.project_files import CHANGELOG, write_texts
from tellings.store.writing import StoreError
from tellings.validating import check_dataset


def write_draft(plan: Plan) -> None:
    """Write the draft of what the changelog says of the version."""
    assert plan.draft is not None
    write_texts({CHANGELOG: plan.draft})


def perform(plan: Plan, progress: Progress = iter) -> Iterator[str]:
    """Carry out a plan without obstacles; a sentence for each step that is done.

    Raises:
        StoreError: if a step fails; the next run begins with it again.
    """
    if plan.released is not None:
        if not plan.released.tagged:
            yield _tag(plan, plan.released.commit)
        return
    yield _write(plan)
    yield _build(progress)
    commit = commit_files([*plan.files, Path(DATASET)], release_subject(plan.version))
    yield f"committed {commit[:12]}: {release_subject(plan.version)}"
    yield _tag(plan, commit)


def _write(plan: Plan) -> str:
    remove_leftovers({path.parent for path in plan.files})
    changed = {p: text for p, text in plan.files.items() if plan.standing.get(p) != text}
    write_texts(changed)
    return f"wrote {', '.join(str(path) for path in plan.files)}"


def _build(progress: Progress) -> str:
    report = build(SEEDS, Path(DATASET), progress=progress, jobs=processes(SEEDS))
    faults = [*report.findings, *check_dataset(Path(DATASET))]
    if faults:
        raise StoreError(f"{DATASET}/ is not right, and nothing was committed: {faults[0]}")
    return f"built {DATASET}/"


def _tag(plan: Plan, commit: str) -> str:
    said = f"\n\n{plan.section}" if plan.section else ""
    tag_commit(plan.version.tag, commit, f"Data {plan.version}{said}\n")
    return f"tagged {plan.version.tag}"
