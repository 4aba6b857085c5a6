"""Sending an adjudication: a project in which each article shows the passes side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tellings.store.pulled import Bases, pulled_database
from tellings.studio.adjudicating import AGREED, Adjudication, adjudication
from tellings.studio.client import Server
from tellings.studio.decisions import base_of_sent
from tellings.studio.pages import Page
from tellings.studio.purposes import ADJUDICATE, Purpose
from tellings.studio.pushing import Told
from tellings.studio.reasons import with_reasons
from tellings.studio.sending import Sent, send
from tellings.studio.sessions import Desk, purpose_of_page
from tellings.studio.tasks import KEY, model_version
from tellings.studio.wanted import Wanted, wanted


@dataclass(frozen=True, slots=True)
class Prepared:
    """An adjudication before it is sent: the passes side by side, and the tasks."""

    adjudication: Adjudication
    purpose: Purpose
    page: Page
    wanted: Wanted


def prepare(found: Desk, page: Page, passes: Sequence[str]) -> Prepared:
    """The tasks of an adjudication: the agreed part filled in, then each pass by itself.

    Articles that no two of the passes went through have nothing to adjudicate and get none.
    """
    made = adjudication(found.data, passes)
    suggestions = made.suggestions()
    tasks = wanted(
        found.data, page, made.common.registry, suggestions, {AGREED: suggestions[AGREED]}
    )
    several = {each.article for each in made.items if len(each.passes) > 1}
    tasks.tasks = [each for each in tasks.tasks if each.key in several]
    tasks.config = with_reasons(tasks.config)
    purpose = purpose_of_page(found.story, page, ADJUDICATE)
    return Prepared(made, purpose, page, tasks)


def send_adjudication(
    server: Server, name: str, folder: Path, prepared: Prepared, told: Told
) -> Sent:
    """Make the server have an adjudication, and remember gold as it is sent.

    Gold as the page shows it is what the first pull of a decision compares with, so it is
    kept before anybody can decide; where something was sent before, that stays.

    Args:
        server: where.
        name: how the state here names the server.
        folder: where the state is.
        prepared: what to send.
        told: is told of progress.

    Raises:
        StoreError: if the server or the disk fails.
    """
    purpose = prepared.purpose
    with pulled_database(folder) as bases:
        _remember(bases, prepared, name)
    sent = send(server, folder, purpose, prepared.page, prepared.wanted, 1, (), told)
    first = model_version(AGREED)
    every = {each.model_version for task in prepared.wanted.tasks for each in task.predictions}
    if first in every and server.project(sent.project.id).model_version != first:
        project = server.update_project(sent.project.id, model_version=first)
        sent = replace(sent, project=project)
    return sent


def _remember(bases: Bases, prepared: Prepared, name: str) -> None:
    new = base_of_sent(prepared.adjudication, name, prepared.purpose.marker)
    bases.put([(key, each) for key, each in new if bases.get(key) is None])


def addresses(server: Server, project: int) -> dict[str, str]:
    """Where each article's task is on the server, by article."""
    return {
        str(task.data.get(KEY)): f"{server.url}/projects/{project}/data?task={task.id}"
        for task in server.task_keys(project)
    }
