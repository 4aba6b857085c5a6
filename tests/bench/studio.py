"""Our own Label Studio server: ways to list its tasks, and saving while others import."""

import contextlib
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tellings.studio.client import Server
from tellings.studio.server import Running, ensure_running, stop

from .measuring import Line, against, once

PAGE = (
    '<View><Labels name="span" toName="text"><Label value="Actor"/></Labels>'
    '<Text name="text" value="$text"/></View>'
)
THEIRS = {"DJANGO_SETTINGS_MODULE": "label_studio.core.settings.label_studio"}
WRITERS, SAVES, IMPORTS = 16, 160, 4
MOST = 2_000


def studio(stories: int) -> list[Line]:
    """Lists against the full list, and our settings of the server against its own."""
    tasks = [_task(number) for number in range(min(stories, MOST))]
    with _server({}) as ours:
        lines = _listing(ours, tasks)
        seconds, failed = _crowd(ours, tasks)
    with _server(THEIRS) as theirs:
        theirs_seconds, theirs_failed = _crowd(theirs, tasks)
    what = f"{SAVES} saves by {WRITERS} at once while others import, {failed} failed"
    named = f"Label Studio's own settings, {theirs_failed} failed"
    return [*lines, against(what, seconds, theirs_seconds, 1, named)]


@contextlib.contextmanager
def _server(more: dict[str, str]) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as folder:
        try:
            yield ensure_running(Path(folder) / "studio", None, _quiet, more)
        finally:
            stop(Path(folder) / "studio", _quiet)


def _quiet(_what: str, _seconds: float) -> None:
    """Progress that nobody reads."""


def _region(number: int) -> dict[str, object]:
    value = {"start": number * 10, "end": number * 10 + 5, "labels": ["Actor"]}
    return {
        "id": f"r{number}",
        "from_name": "span",
        "to_name": "text",
        "type": "labels",
        "value": value,
    }


def _task(number: int) -> dict[str, object]:
    prediction = {"model_version": "v1", "result": [_region(at) for at in range(6)]}
    data = {"text": "a word or two. " * 40, "key": f"k{number}"}
    return {"data": data, "predictions": [prediction]}


def _listing(running: Running, tasks: list[dict[str, object]]) -> list[Line]:
    with Server.own(running) as server, tempfile.TemporaryDirectory() as folder:
        project = server.create_project("Listing", PAGE).id
        server.import_tasks(project, tasks)
        export = Path(folder) / "export.json"
        full = once(lambda: list(server.tasks(project)))
        keys = once(lambda: list(server.task_keys(project)))
        whole = once(lambda: server.export(project, export))
    many = f"{len(tasks):,} tasks"
    return [
        against(f"keys of {many}", keys, full, 1 / 4, "list with all fields"),
        against(f"full export of {many}", whole, full, 1 / 2, "list with all fields"),
    ]


def _crowd(running: Running, tasks: list[dict[str, object]]) -> tuple[float, int]:
    """Seconds for all saves and imports, and how many calls failed."""
    with Server.own(running) as server:
        project = server.create_project("A crowd", PAGE).id
        numbers = server.import_tasks(project, tasks[:SAVES])
    headers = {"Authorization": f"Token {running.account.token}"}
    failed: list[str] = []
    with httpx.Client(headers=headers, timeout=600, trust_env=False) as client:

        def post(path: str, body: object) -> None:
            answer = client.post(f"{running.url}/api/{path}", json=body)
            if not answer.is_success:
                failed.append(path)

        def save(at: int) -> None:
            body = {"result": [_region(0)], "unique_id": str(uuid.uuid4())}
            post(f"tasks/{numbers[at % len(numbers)]}/annotations/", body)

        def bring() -> None:
            for _ in range(IMPORTS):
                post(f"projects/{project}/import", tasks[:500])

        importing = [threading.Thread(target=bring) for _ in range(2)]
        began = time.perf_counter()
        for each in importing:
            each.start()
        with ThreadPoolExecutor(WRITERS) as writers:
            list(writers.map(save, range(SAVES)))
        for each in importing:
            each.join()
    return time.perf_counter() - began, len(failed)
