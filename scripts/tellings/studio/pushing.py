"""Pushing: making the server have each wanted task and suggestion once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tellings.studio.answers import Project
from tellings.studio.client import Server
from tellings.studio.errors import NotFound, Uncertain
from tellings.studio.planning import (
    AddPrediction,
    Changed,
    ImportTask,
    ListedTask,
    Plan,
    RemovePrediction,
    RemoveTask,
    Step,
    plan,
    still_right,
)
from tellings.studio.reconciling import as_listed, listed
from tellings.studio.wanted import Wanted

Told = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and how much there is."""
_ROUNDS = 4
"""Plans made anew after an uncertain answer or another's push, before giving up."""


@dataclass(slots=True)
class Pushed:
    """What a push did, and what a person has to look at."""

    imported: int = 0
    suggested: int = 0
    removed_suggestions: int = 0
    removed_doubles: int = 0
    changed: tuple[Changed, ...] = ()
    doubles: dict[str, tuple[ListedTask, ...]] = field(default_factory=dict)
    unknown: int = 0
    remaining: int = 0
    """Steps that were still to be taken when the push gave up."""


def push(server: Server, project: Project, wanted: Wanted, told: Told) -> Pushed:
    """Import what is missing and remove stale suggestions, until nothing is left to do.

    What the server has is read anew after every round, never taken from its answers: a
    commit whose answer got lost is found, and nothing is sent blindly again.
    """
    done = Pushed()
    for _ in range(_ROUNDS):
        there = [] if _is_empty(server, project) else listed(server, project.id)
        todo = plan(wanted.tasks, there)
        done.changed, done.unknown = todo.changed, len(todo.unknown)
        done.doubles = dict(todo.doubles)
        done.remaining = len(todo.steps)
        if not todo.steps:
            return done
        try:
            _take(server, project, wanted, todo, done, told)
        except Uncertain:
            continue  # the next round sees what of it arrived
    done.remaining = len(plan(wanted.tasks, listed(server, project.id)).steps)
    return done


def planned(server: Server, project: Project | None, wanted: Wanted) -> Plan:
    """What a push would do; for ``--dry-run``."""
    there = listed(server, project.id) if project else []
    return plan(wanted.tasks, there)


def _is_empty(server: Server, project: Project) -> bool:
    return server.project(project.id).task_number == 0


def _take(
    server: Server, project: Project, wanted: Wanted, todo: Plan, done: Pushed, told: Told
) -> None:
    _import(server, project, wanted, todo, done, told)
    _suggest(server, project, wanted, todo, done)
    removals = [each for each in todo.steps if isinstance(each, RemovePrediction | RemoveTask)]
    for number, step in enumerate(removals):
        told("removing what is stale", number, len(removals))
        _remove(server, project, step, todo, done)


def _import(
    server: Server, project: Project, wanted: Wanted, todo: Plan, done: Pushed, told: Told
) -> None:
    steps = [each for each in todo.steps if isinstance(each, ImportTask)]
    if not steps:
        return
    total = len(steps)

    def count(number: int) -> None:
        done.imported += number
        told("sending articles", done.imported, total)

    told("sending articles", 0, total)
    server.import_tasks(project.id, (wanted.as_task(each.task) for each in steps), count)


def _suggest(server: Server, project: Project, wanted: Wanted, todo: Plan, done: Pushed) -> None:
    steps = [each for each in todo.steps if isinstance(each, AddPrediction)]
    right = [each for each in steps if still_right(each, _now(server, [each.task_id]))]
    if right:
        done.suggested += server.create_predictions(
            project.id,
            (
                {
                    "task": each.task_id,
                    "model_version": each.prediction.model_version,
                    "result": wanted.results(each.key, each.prediction.model_version),
                }
                for each in right
            ),
        )


def _remove(server: Server, project: Project, step: Step, todo: Plan, done: Pushed) -> None:
    """Remove a suggestion or a double, if it is still to be removed now."""
    if isinstance(step, RemovePrediction):
        if still_right(step, _now(server, [step.task_id])):
            server.delete_prediction(step.prediction.id)
            done.removed_suggestions += 1
    elif isinstance(step, RemoveTask) and still_right(
        step, _now(server, [step.task_id, step.kept])
    ):
        server.delete_tasks(project.id, [step.task_id])
        done.removed_doubles += 1


def _now(server: Server, tasks: Sequence[int]) -> list[ListedTask]:
    """The tasks as they are at this moment; one that is gone is not there."""
    found = []
    for task in tasks:
        try:
            found.append(as_listed(server.task(task)))
        except NotFound:
            continue
    return found
