"""Sending a story: its project found or made, its page kept up to date, its tasks pushed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock

from tellings.store.private import private_folder
from tellings.store.server_exports import tasks_in
from tellings.store.temporary import temporary_folder
from tellings.store.writing import StoreError
from tellings.studio.answers import Project
from tellings.studio.client import Server
from tellings.studio.controls import parse_config
from tellings.studio.migrating import Breakage, Work, breakages, migrated, work_in_use
from tellings.studio.pages import Page
from tellings.studio.planning import Plan
from tellings.studio.projects import make_project, of_purpose, projects_for, retire
from tellings.studio.purposes import Purpose
from tellings.studio.pushing import Pushed, Told, planned, push
from tellings.studio.reconciling import exported
from tellings.studio.renaming import renames
from tellings.studio.tasks import KEY, guide_html
from tellings.studio.wanted import Wanted

_MOVED = "moved"
"""How suggestions begin that are people's work under new names; no push takes them away."""


class InUseError(StoreError):
    """The page of a project would lose what people's work uses."""

    def __init__(self, found: Sequence[Breakage]) -> None:
        """Say what is used, where, and what can be done."""
        lines = [
            f"  {each.kind} {each.control}: {each.what}, used {each.count} times,"
            f" first in {each.uses[0].task_key} ({each.uses[0].work})"
            if each.uses
            else f"  {each.kind} {each.control}: {each.what}"
            for each in found
        ]
        super().__init__(
            "the new page lacks what annotations use; nothing was changed:\n"
            + "\n".join(lines)
            + "\npull first; then --rename OLD=NEW moves the work to a new project, as suggestions"
        )


@dataclass(slots=True)
class Sent:
    """What became of a story on a server.

    ``doubles`` are further projects for the same purpose, which two machines may have made.
    """

    project: Project
    made: bool = False
    page_changed: bool = False
    moved: int = 0
    doubles: list[Project] = field(default_factory=list)
    pushed: Pushed = field(default_factory=Pushed)


def send(
    server: Server,
    folder: Path,
    purpose: Purpose,
    page: Page,
    wanted: Wanted,
    annotators: int,
    renamed: Sequence[str],
    told: Told,
) -> Sent:
    """Make the server have a story: one project, its page, each task and suggestion once.

    One push of a purpose at a time on one machine; a second one waits.

    Args:
        server: where.
        folder: where the locks are.
        purpose: what the project is for.
        page: what is annotated.
        wanted: the tasks.
        annotators: how many annotators a task of a new project waits for.
        renamed: ``old=new`` for labels and controls that are only called otherwise.
        told: is told of progress.

    Raises:
        InUseError: if people's work uses what the new page lacks.
        StoreError: if the server does not do what is asked.
    """
    name = purpose.marker.replace(":", "-")
    with FileLock(private_folder(folder) / f".{name}.lock"):
        found, doubles = of_purpose(projects_for(server, purpose.story), purpose)
        if found is None:
            made = make_project(server, purpose, page, wanted.config, annotators)
            sent = Sent(made, made=True)
        else:
            sent = _kept_up(server, found, purpose, page, wanted, renamed)
        sent.doubles = doubles
        sent.pushed = push(server, sent.project, wanted, told)
        _choose_suggestions(server, sent.project, wanted)
        return sent


def _choose_suggestions(server: Server, project: Project, wanted: Wanted) -> None:
    """Let people who work task by task see suggestions: those of one pass, the first named."""
    there = [each.model_version for task in wanted.tasks for each in task.predictions]
    if there and server.project(project.id).model_version not in (_MOVED, *there):
        server.update_project(project.id, model_version=there[0])


def plan_to_send(server: Server, purpose: Purpose, wanted: Wanted) -> tuple[bool, Plan]:
    """Whether a project would be made, and what else a push would do; nothing is changed."""
    found, _ = of_purpose(projects_for(server, purpose.story), purpose)
    return found is None, planned(server, found, wanted)


def _kept_up(
    server: Server,
    project: Project,
    purpose: Purpose,
    page: Page,
    wanted: Wanted,
    renamed: Sequence[str],
) -> Sent:
    """The project with the page as it should be; what would lose people's work is refused."""
    old = project.label_config or ""
    if old == wanted.config:
        return Sent(project)
    work = _work(server, project)
    try:
        names = renames(renamed, old)
        broken = breakages(old, wanted.config, work, names)
        if broken:
            raise InUseError(broken)
        moved = migrated(old, wanted.config, work, names)
    except ValueError as error:
        raise StoreError(f"--rename: {error}") from error
    if moved:
        return _moved(server, project, purpose, page, wanted, moved)
    server.validate_config(wanted.config, project.id)
    changed = server.update_project(
        project.id, label_config=wanted.config, expert_instruction=guide_html(page)
    )
    return Sent(changed, page_changed=True)


def _work(server: Server, project: Project) -> list[Work]:
    with temporary_folder() as folder:
        return work_in_use(list(tasks_in(exported(server, project.id, folder))), KEY)


def _moved(
    server: Server,
    project: Project,
    purpose: Purpose,
    page: Page,
    wanted: Wanted,
    moved: Sequence[Work],
) -> Sent:
    """A new project whose suggestions are the work of the old one, which stays as it is."""
    parse_config(wanted.config)
    retire(server, project, purpose)
    new = make_project(server, purpose, page, wanted.config, project.maximum_annotations)
    by_key: dict[str, list[Work]] = {key: [] for key in wanted.story.articles}
    for each in moved:
        by_key.setdefault(each.task_key, []).append(each)
    server.import_tasks(
        new.id,
        (
            {
                "data": wanted.data(key),
                "predictions": [
                    {
                        "model_version": _MOVED,
                        "result": list(each.results),
                    }
                    for each in works
                ],
            }
            for key, works in by_key.items()
        ),
    )
    return Sent(new, made=True, page_changed=True, moved=len(moved))
