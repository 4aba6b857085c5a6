"""A Label Studio server as the sync sees it: projects, tasks, annotations, predictions.

Plain HTTP, not the SDK: that one sends a failed POST again by itself, and hides what it does not
know of an answer. See docs/decisions.
"""

import contextlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

import msgspec
import orjson

from tellings.store.writing import write_stream
from tellings.studio.answers import Annotation, Project, TaskKey, User
from tellings.studio.credentials import Credential, make_credential
from tellings.studio.errors import Conflict, NotFound, ServerError
from tellings.studio.server import Running
from tellings.studio.transport import Params, Transport

JSON = Mapping[str, Any]

BATCH = 500
"""Tasks or predictions in one call at most."""
BATCH_BYTES = 32 * 2**20
"""Size of one call at most, in bytes of JSON."""
PAGE = 500
KEYS = "id,data,meta,updated_at,total_annotations,cancelled_annotations,total_predictions,drafts"
"""What of a task tells whether it changed; asking for no more is four times as fast."""
_EVERYTHING = {
    "title": "tellings",
    "serialization_options": {
        "drafts": {"only_id": False},
        "predictions": {"only_id": False},
        "annotations__completed_by": {"only_id": True},
    },
}
_ONE_IMPORT = threading.Lock()


class Server:
    """A Label Studio server. Not to be shared by threads, except for reading."""

    def __init__(self, transport: Transport) -> None:
        self._http = transport

    @classmethod
    def at(cls, url: str, credential: Credential) -> Self:
        """The server at an address."""
        return cls(Transport(url, credential))

    @classmethod
    def own(cls, running: Running) -> Self:
        """Our own server."""
        key = make_credential(running.account.token, str(running.folder / "account.json"))
        return cls(Transport(running.url, key))

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return self._http.url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    # The server itself --------------------------------------------------------------------

    def version(self) -> str:
        """Label Studio's version."""
        said = self._http.get("/api/version")
        if not isinstance(said, dict) or "release" not in said:
            raise ServerError(f"{self.url} does not answer as a Label Studio does")
        return str(said["release"])

    def whoami(self) -> User:
        """The owner of the key."""
        return msgspec.convert(self._http.get("/api/current-user/whoami"), User)

    def users(self) -> list[User]:
        """Everybody with an account."""
        return msgspec.convert(self._http.get("/api/users/"), list[User])

    def invitation(self) -> str:
        """The address at which somebody makes an account for himself or herself."""
        return f"{self.url}{self._http.get('/api/invite')['invite_url']}"

    # Projects -----------------------------------------------------------------------------

    def projects(self) -> Iterator[Project]:
        """All projects, newest first."""
        page = 1
        while True:
            said = self._http.get("/api/projects/", {"page": page, "page_size": 100})
            yield from msgspec.convert(said["results"], list[Project])
            if not said["next"]:
                return
            page += 1

    def project(self, project: int) -> Project:
        """One project."""
        return msgspec.convert(self._http.get(f"/api/projects/{project}/"), Project)

    def create_project(self, title: str, label_config: str, **settings: object) -> Project:
        """Make a project.

        Args:
            title: 3 to 50 characters.
            label_config: the annotation page.
            settings: ``description``, ``expert_instruction``, ``show_instruction``,
                ``show_skip_button``, ``enable_empty_annotation``, ``show_annotation_history``,
                ``show_collab_predictions``, ``maximum_annotations``, ...
        """
        body = {"title": title, "label_config": label_config, **settings}
        return msgspec.convert(self._http.call("POST", "/api/projects/", body=body), Project)

    def update_project(self, project: int, **settings: object) -> Project:
        """Change settings of a project, or its page.

        The server takes a page that has lost labels in use: ask ``validate_config`` first.
        """
        said = self._http.call("PATCH", f"/api/projects/{project}/", body=settings, repeatable=True)
        return msgspec.convert(said, Project)

    def create_view(self, project: int, view: JSON) -> None:
        """Make a tab of a project's list of tasks.

        Args:
            project: its number.
            view: its ``title`` and, under ``hiddenColumns``, what it does not show.
        """
        self._http.call("POST", "/api/dm/views/", body={"project": project, "data": view})

    def validate_config(self, label_config: str, project: int | None = None) -> None:
        """Let the server look at an annotation page.

        Args:
            label_config: the page.
            project: also compare it with what this project's annotations and drafts use.

        Raises:
            Refused: with what is wrong with it.
        """
        path = (
            "/api/projects/validate/" if project is None else f"/api/projects/{project}/validate/"
        )
        body = {"label_config": label_config}
        self._http.call("POST", path, body=body, repeatable=True)

    def delete_project(self, project: int) -> None:
        """Delete a project with all human work in it. No command does that; tests do."""
        self._http.call("DELETE", f"/api/projects/{project}/")

    # Tasks --------------------------------------------------------------------------------

    def import_tasks(
        self,
        project: int,
        tasks: Iterable[JSON],
        told: Callable[[int], None] = lambda _: None,
    ) -> list[int]:
        """Import tasks with their predictions, batch by batch, one import at a time.

        A batch is imported whole or not at all; batches before a failed one are there.

        Args:
            project: its number.
            tasks: ``{data, meta?, predictions?}``.
            told: is told how many tasks each batch brought.

        Returns:
            the numbers of the new tasks, in the order of ``tasks``.

        Raises:
            Uncertain: if a batch may have arrived or not; compare ``task_keys`` with ``tasks``.
        """
        made: list[int] = []
        path, params = f"/api/projects/{project}/import", {"return_task_ids": "true"}
        with _ONE_IMPORT:
            for batch in batches(tasks):
                said = self._http.call("POST", path, params=params, body=batch)
                made += said["task_ids"]
                told(len(batch))
        return made

    def task_keys(self, project: int) -> Iterator[TaskKey]:
        """All tasks by key, page by page: cheap, and enough to tell what is new or changed."""
        for task in self._tasks(project, {"include": KEYS}, PAGE):
            yield msgspec.convert(task, TaskKey)

    def tasks(self, project: int, page: int = 100) -> Iterator[dict[str, Any]]:
        """All tasks with annotations, drafts and predictions, as the server gives them.

        Slow, and without ``unique_id``: ``export`` gives all of it in a third of the time.
        """
        return self._tasks(project, {"fields": "all"}, page)

    def _tasks(self, project: int, fields: dict[str, str], size: int) -> Iterator[dict[str, Any]]:
        page = seen = 0
        while True:
            page += 1
            said = self._http.get(
                "/api/tasks/", {"project": project, "page": page, "page_size": size, **fields}
            )
            yield from said["tasks"]
            seen += len(said["tasks"])
            if seen >= said["total"] or not said["tasks"]:
                return

    def task(self, task: int) -> dict[str, Any]:
        """One task with its annotations, drafts and predictions."""
        return dict(self._http.get(f"/api/tasks/{task}/"))

    def delete_tasks(self, project: int, tasks: Sequence[int]) -> None:
        """Delete tasks with all human work in them. No command does that; tests do."""
        self._act("delete_tasks", project, tasks)

    def _act(self, action: str, project: int, tasks: Sequence[int]) -> Any:
        body = {"selectedItems": {"all": False, "included": list(tasks)}}
        params: Params = {"id": action, "project": project}
        return self._http.call(
            "POST", "/api/dm/actions/", params=params, body=body, repeatable=True
        )

    # Annotations --------------------------------------------------------------------------

    def annotation(self, annotation: int) -> Annotation:
        """One annotation."""
        return msgspec.convert(self._http.get(f"/api/annotations/{annotation}/"), Annotation)

    def create_annotation(
        self, task: int, result: Sequence[JSON], unique_id: str, **more: object
    ) -> Annotation:
        """Make an annotation under a key of ours.

        Args:
            task: its number.
            result: the regions.
            unique_id: a UUID, unique on the whole server: what makes this call repeatable.
            more: ``lead_time`` in seconds, ``ground_truth``, ``was_cancelled``, ...

        Raises:
            Conflict: if an annotation with this key is there, with its content if it lies in
                this task; after a lost answer that is our own.
        """
        body = {"result": list(result), "unique_id": unique_id, **more}
        try:
            said = self._http.call(
                "POST", f"/api/tasks/{task}/annotations/", body=body, repeatable=True
            )
        except Conflict as error:
            existing = self.annotation_by_key(task, unique_id)
            raise Conflict(str(error), existing) from error
        return msgspec.convert(said, Annotation)

    def annotation_by_key(self, task: int, unique_id: str) -> dict[str, Any] | None:
        """The annotation of a task that has this ``unique_id``; None if none has.

        Only exports tell the key, so the task is exported.
        """
        project = self.task(task)["project"]
        params: Params = {"exportType": "JSON", "download_all_tasks": "true", "ids[]": [task]}
        for exported in self._http.get(f"/api/projects/{project}/export", params):
            for annotation in exported["annotations"]:
                if annotation["unique_id"] == unique_id:
                    return dict(annotation)
        return None

    def update_annotation(self, annotation: int, **fields: object) -> Annotation:
        """Change an annotation; the server keeps no older state and refuses no stale change."""
        said = self._http.call("PATCH", f"/api/annotations/{annotation}/", body=fields)
        return msgspec.convert(said, Annotation)

    def set_ground_truth(self, annotation: int, value: bool = True) -> Annotation:
        """Mark the annotation that holds; the server takes the mark from others of the task."""
        said = self._http.call(
            "PATCH",
            f"/api/annotations/{annotation}/",
            body={"ground_truth": value},
            repeatable=True,
        )
        return msgspec.convert(said, Annotation)

    def delete_annotation(self, annotation: int) -> None:
        """Delete an annotation. No command does that; tests do."""
        self._http.call("DELETE", f"/api/annotations/{annotation}/")

    # Predictions --------------------------------------------------------------------------

    def create_predictions(self, project: int, predictions: Iterable[JSON]) -> int:
        """Add predictions; sent twice they are there twice.

        Args:
            project: its number.
            predictions: ``{task, model_version, result, score?}``.

        Raises:
            Uncertain: if a batch may have arrived or not; compare with the tasks' predictions.
        """
        path = f"/api/projects/{project}/import/predictions"
        return sum(
            self._http.call("POST", path, body=batch)["created"] for batch in batches(predictions)
        )

    def predictions(self, task: int) -> list[dict[str, Any]]:
        """The predictions of one task."""
        return list(self._http.get("/api/predictions/", {"task": task}))

    def delete_predictions(self, project: int, tasks: Sequence[int]) -> None:
        """Remove all predictions of some tasks; annotations made from them stay."""
        for at in range(0, len(tasks), BATCH):
            self._act("delete_tasks_predictions", project, tasks[at : at + BATCH])

    def delete_prediction(self, prediction: int) -> None:
        """Remove one prediction."""
        self._http.call("DELETE", f"/api/predictions/{prediction}/")

    # Everything ---------------------------------------------------------------------------

    def export(self, project: int, path: Path) -> int:
        """Write all that a project holds to a file: every task, annotation, draft, prediction.

        Also skipped tasks and the annotations' ``unique_id``. The server makes a snapshot,
        which is removed again.

        Args:
            project: its number.
            path: the file; whole or not written at all.

        Returns:
            the size of the file in bytes.
        """
        base = f"/api/projects/{project}/exports/"
        snapshot = self._http.call("POST", base, body=_EVERYTHING, repeatable=True)
        place = f"{base}{snapshot['id']}"
        try:
            while snapshot["status"] in ("created", "in_progress"):
                self._http.sleep(0.5)
                snapshot = self._http.get(place)
            if snapshot["status"] != "completed":
                raise ServerError(f"{self.url}: the export of project {project} failed")
            with self._http.stream(f"{place}/download", {"exportType": "JSON"}) as pieces:
                return write_stream(path, pieces)
        finally:
            with contextlib.suppress(NotFound):
                self._http.call("DELETE", place, repeatable=True)


def batches(items: Iterable[JSON]) -> Iterator[list[JSON]]:
    """Items in batches that one call can carry: few enough, and small enough.

    >>> [len(batch) for batch in batches([{"id": number} for number in range(1200)])]
    [500, 500, 200]
    """
    batch: list[JSON] = []
    size = 0
    for item in items:
        length = len(orjson.dumps(item))
        if batch and (len(batch) == BATCH or size + length > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += length
    if batch:
        yield batch
