"""What a server has of a project, read from a whole export, for the planner of pushes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tellings.store.server_exports import tasks_in
from tellings.store.temporary import temporary_folder
from tellings.studio.client import Server
from tellings.studio.planning import ListedPrediction, ListedTask
from tellings.studio.tasks import KEY, content_sha256, data_sha256


def exported(server: Server, project: int, folder: Path) -> Path:
    """The whole export of a project in a file of a folder."""
    path = folder / f"{project}.json"
    server.export(project, path)
    return path


def listed(server: Server, project: int) -> list[ListedTask]:
    """Every task of a project with what hangs on it."""
    with temporary_folder() as folder:
        return [as_listed(task) for task in tasks_in(exported(server, project, folder))]


def as_listed(task: Mapping[str, Any]) -> ListedTask:
    """A task of an export, or one asked for by itself, as the planner wants it."""
    predictions = tuple(
        ListedPrediction(each["id"], each["model_version"] or "", content_sha256(each["result"]))
        for each in task.get("predictions", ())
    )
    return ListedTask(
        task["id"],
        task["data"].get(KEY),
        data_sha256(task["data"]),
        predictions,
        annotations=len(task.get("annotations", ())),
        drafts=len(task.get("drafts", ())),
    )
