"""The plan of a release: which version after which, what it writes, what stands against it.

Nothing is remembered between runs. What a release writes follows from the last commit, so
that a run after an interrupted one finds its own work, and goes on.
"""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tellings.building import Progress, Report, build, processes, read_info
from tellings.comparing import Comparison
from tellings.findings import Finding
from tellings.releasing.versions import Choice, choose
from tellings.stages.changelog import NEW as NEW_CHANGELOG
from tellings.stages.changelog import first_sentences, is_draft, section, sentences, with_draft
from tellings.stages.errata import Erratum, errata, unexplained, with_errata
from tellings.stages.stamping import (
    StampError,
    day_in,
    new_citation,
    stamp_citation,
    stamp_toml,
)
from tellings.store.comparisons import compare_datasets
from tellings.store.git import DATASET, Release, commit_of, require_repository, unpack
from tellings.store.git_writing import check_identity, files_naming, uncommitted
from tellings.store.project_files import (
    CHANGELOG,
    CITATION,
    ERRATA,
    TOML,
    text_committed,
    text_here,
)
from tellings.store.schema_files import load_schemas
from tellings.store.writing import StoreError
from tellings.versions import MEANING, Version, at_least, step_between

SEEDS = TOML.parent
_MANY = 8


@dataclass(slots=True)
class Plan:
    """A release as it would be made.

    ``obstacles`` are what has to be put right first; ``draft`` is the text that
    ``CHANGELOG.md`` gets where it lacks the version; ``files`` are the other texts that
    the release writes, ``standing`` what they are now.
    """

    version: Version
    day: str
    last: Release | None
    released: Release | None
    found: Comparison | None
    rows: dict[str, int]
    errata: list[Erratum] = field(default_factory=list)
    section: str | None = None
    draft: str | None = None
    files: dict[Path, str] = field(default_factory=dict)
    standing: dict[Path, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    since: str | None = None


def make_plan(
    asked: Version | None, day: str | None, since: str | None, progress: Progress = iter
) -> Plan:
    """The plan of releasing the seeds as they are; nothing is written.

    Args:
        asked: the version; without it the one in ``dataset.toml`` if that is not released
            yet, else the nearest one that the difference demands; one has to be named where
            the committed dataset has that of ``dataset.toml`` without being a release.
        day: the day of the version; without it the one in ``dataset.toml``.
        since: the release or revision to compare with, if not the last release.
        progress: shows how far the build has come.

    Raises:
        StoreError: if there is nothing to make a plan of: no repository, no seeds.
    """
    _check_place()
    info, _, findings = read_info(SEEDS, load_schemas())
    if info is None:
        raise StoreError(f"{TOML}: {findings[0].message}; type: tellings validate")
    choice = choose(info["version"], asked, since)
    report, found = _compared(choice.last, progress)
    version = choice.version_after(found)
    plan = Plan(
        version=version,
        day=day or info["date_published"],
        last=choice.last,
        released=choice.release_of(version),
        found=found,
        rows=dict(report.counts.rows),
        findings=report.findings,
        since=since,
    )
    _judge(plan, choice)
    if plan.released is not None:
        said = text_committed(CHANGELOG, plan.released.commit)
        plan.section = section(said or "", plan.version)
        _see_to_the_day_released(plan, plan.released, day)
        return plan
    _see_to_the_day(plan)
    _write_up(plan, info)
    _see_to_the_tree(plan)
    _see_to_the_changelog(plan)
    _remark(plan, info, day)
    return plan


def _check_place() -> None:
    require_repository()
    if commit_of("HEAD") is None:
        raise StoreError("this repository has no commit yet; commit your work first")
    check_identity()


def _compared(last: Release | None, progress: Progress) -> tuple[Report, Comparison | None]:
    """The build of the seeds as they are, and how it differs from the last release."""
    with tempfile.TemporaryDirectory(prefix="tellings-") as place:
        new = Path(place) / "new"
        report = build(SEEDS, new, progress=progress, jobs=processes(SEEDS))
        if last is None or not report.written:
            return report, None
        old = unpack(last.commit, Path(place) / "old")
        return report, compare_datasets(old, new, (f"data {last.version}", str(SEEDS)))


def _judge(plan: Plan, choice: Choice) -> None:
    """Whether the seeds and the version will do."""
    against = plan.obstacles.append
    if plan.findings:
        number = len(plan.findings)
        against(f"{SEEDS} has {number} finding{'' if number == 1 else 's'}")
    last, found = plan.last, plan.found
    if plan.released is not None:
        if found is not None and at_least(found.step, "minor"):
            against(
                f"{plan.version} is released already ({plan.released.found}), and the data has"
                " changed since; name the next version"
            )
        return
    if choice.obstacle:
        against(choice.obstacle)
    if last is None or found is None:
        return
    step = step_between(last.version, plan.version)
    if last.version >= Version(1, 0, 0) and not at_least(step, found.step):
        against(
            f"what differs from {last.version} demands a {found.step} step"
            f" ({MEANING[found.step]}), {last.version.after(found.step)} or above;"
            f" {plan.version} is a {step} step"
        )


def _see_to_the_day(plan: Plan) -> None:
    """A version is not older than the one that it follows."""
    if plan.last is None:
        return
    before = _day_of(plan.last)
    if before is not None and plan.day < before:
        plan.obstacles.append(
            f"the day {plan.day} is before that of {plan.last.version}, {before}; name a later one"
            " with --date"
        )


def _see_to_the_day_released(plan: Plan, released: Release, asked: str | None) -> None:
    """The day of a release that is committed stands, whatever is asked for."""
    day = _day_of(released)
    plan.day = day or plan.day
    if asked is not None and day is not None and asked != day:
        plan.obstacles.append(
            f"{plan.version} is released already ({released.found}), with the day {day}, which"
            f" --date {asked} cannot change; leave it out"
        )


def _day_of(release: Release) -> str | None:
    """The day that a release was stamped with; None if its commit does not say."""
    return day_in(text_committed(TOML, release.commit) or "")


# What it writes -------------------------------------------------------------------------------


def _write_up(plan: Plan, info: dict[str, Any]) -> None:
    """The texts that the release writes, from those of the last commit."""
    version, day = plan.version, plan.day
    toml = text_committed(TOML)
    if toml is None:
        plan.obstacles.append(f"{TOML} is not committed")
        return
    try:
        plan.files[TOML] = stamp_toml(toml, version, day)
    except (StampError, ValueError) as error:
        plan.obstacles.append(f"{TOML}: {error}")
    citation = text_committed(CITATION)
    plan.files[CITATION] = (
        new_citation(info, version, day)
        if citation is None
        else stamp_citation(citation, version, day)
    )
    if plan.found is not None and plan.last is not None:
        plan.errata = errata(plan.found)
        if plan.errata:
            old = text_committed(ERRATA)
            plan.files[ERRATA] = with_errata(
                old, version, plan.last.version, plan.errata, plan.since
            )


def _see_to_the_tree(plan: Plan) -> None:
    """What is not committed, save what an interrupted run of this very release wrote."""
    plan.standing = {path: text for path in plan.files if (text := text_here(path)) is not None}
    own = {path.as_posix() for path, text in plan.files.items() if plan.standing.get(path) == text}
    loose = [name for name in uncommitted() if name not in own]
    if loose:
        more = f" and {len(loose) - _MANY} more" if len(loose) > _MANY else ""
        plan.obstacles.append(f"not committed yet: {', '.join(loose[:_MANY])}{more}")


def _see_to_the_changelog(plan: Plan) -> None:
    text = text_here(CHANGELOG)
    plan.section = section(text or "", plan.version)
    if plan.section is None and not plan.findings:
        plan.draft = with_draft(text or NEW_CHANGELOG, plan.version, _sentences(plan))
    elif plan.section is not None and is_draft(plan.section):
        plan.obstacles.append(
            f"{CHANGELOG}: the section `Data {plan.version}` is still a draft; say it for readers,"
            " delete the line that marks it as a draft, and commit"
        )


def _sentences(plan: Plan) -> list[str]:
    if plan.found is None:
        return first_sentences(plan.rows)
    return sentences(plan.found, len(plan.errata))


def _remark(plan: Plan, info: dict[str, Any], day: str | None) -> None:
    """What nobody has to put right, but somebody may want to."""
    before = info["version"]
    if day is None and before != str(plan.version):
        plan.remarks.append(
            f"the day is {plan.day}, as {TOML} has it for {before}; give this version's with --date"
        )
    if unsaid := list(unexplained(plan.errata)):
        shown = ", ".join(unsaid[:_MANY]) + (", …" if len(unsaid) > _MANY else "")
        plan.remarks.append(
            f"{len(unsaid)} corrected records say not why, in `reason` or `note`: {shown}"
        )
    if plan.last is not None:
        before = str(plan.last.version)
    if before != str(plan.version):
        known = (DATASET, str(CHANGELOG), str(ERRATA))
        if named := files_naming(_of_the_data(before), "*.md", known):
            plan.remarks.append(f"data {before} is still named in {', '.join(named[:_MANY])}")


def _of_the_data(version: str) -> str:
    """How a text names a version of the data and of nothing else, as a pattern of git's."""
    return rf"(data|dataset|version:?) v?{version.replace('.', '[.]')}($|[^0-9.]|[.]($|[^0-9]))"
