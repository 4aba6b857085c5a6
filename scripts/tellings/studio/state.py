"""How far a story is on a server: what is done there, what waits to be pulled or settled."""

from pathlib import Path
from typing import Any

from tellings.store.pulled import Bases, pulled_database
from tellings.studio.client import Server
from tellings.studio.delivering import open_conflicts
from tellings.studio.projects import projects_for
from tellings.studio.purposes import Purpose
from tellings.studio.sessions import desk
from tellings.studio.tasks import KEY


def state_of(server: Server, name: str, seeds: Path, story: str, folder: Path) -> dict[str, Any]:
    """The projects of a story with their numbers, and the conflicts that are open.

    Args:
        server: the server.
        name: how the state here names it.
        seeds: the seeds.
        story: the story.
        folder: where the state is.
    """
    found = desk(seeds, story)
    with pulled_database(folder) as bases:
        projects = [
            {"title": project.title, "url": f"{server.url}/projects/{project.id}/data"}
            | _numbers(server, project.id, purpose, bases, name)
            for project, purpose in projects_for(server, story)
        ]
    conflicts = {each: len(open_) for each, open_ in open_conflicts(folder, found.data).items()}
    return {"story": story, "projects": projects, "conflicts": conflicts}


def _numbers(
    server: Server, project: int, purpose: Purpose, bases: Bases, name: str
) -> dict[str, int]:
    """Tasks and annotations, and how many tasks changed since they were pulled."""
    tasks = list(server.task_keys(project))
    pulled: dict[str, str] = {}
    for key, last in bases.of_project(name, purpose.marker):
        pulled[key.article] = max(pulled.get(key.article, ""), last.updated)
    to_pull = [
        task
        for task in tasks
        if task.total_annotations and task.updated_at > pulled.get(task.data.get(KEY, ""), "")
    ]
    return {
        "tasks": len(tasks),
        "annotations": sum(task.total_annotations for task in tasks),
        "skipped": sum(task.cancelled_annotations for task in tasks),
        "drafts": sum(len(task.drafts) for task in tasks),
        "to_pull": len(to_pull),
    }
