"""Ten thousand tasks with suggestions, there and back, while a person saves annotations."""

import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tellings.studio.client import Server
from tellings.studio.pages import page_of
from tellings.studio.projects import make_project
from tellings.studio.purposes import Purpose
from tellings.studio.pushing import push
from tellings.studio.receiving import receive
from tellings.studio.server import Running, ensure_running, stop
from tellings.studio.sessions import desk, wanted_of
from tellings.studio.wanted import Wanted

from .harbour import SENTENCE, generate
from .measuring import Line, against, once
from .pull_memory import pull_memory

STORY = "harbour"


def syncing(stories: int) -> list[Line]:
    """Five articles for each story of the other cases, as tasks of one project.

    Args:
        stories: how many stories the corpus of the other cases has.
    """
    number = stories * 5
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as name:
        folder = Path(name)
        generate(folder / "seeds", STORY, number)
        with _server(folder) as running, Server.own(running) as server:
            lines = _timed(folder, running, server, number)
            return [*lines, *pull_memory(folder, running, server, STORY, number)]


@contextmanager
def _server(folder: Path) -> Iterator[Running]:
    place = folder / ".tellings" / "studio"
    running = ensure_running(place, None, lambda _what, _seconds: None)
    try:
        yield running
    finally:
        stop(place, lambda _what, _seconds: None)


# A person who works meanwhile -----------------------------------------------------------------


@dataclass
class Saver:
    """Saves an annotation again and again; remembers what the server said it took."""

    running: Running
    task: int
    annotation: int = 0
    taken: int = 0
    failed: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Save until told to stop; a failed request counts as failed."""
        with Server.own(self.running) as server:
            made = server.create_annotation(self.task, _drawn(0), unique_id=str(uuid.uuid4()))
            self.annotation = made.id
            number = 0
            while not self.stopped.is_set():
                number += 1
                try:
                    server.update_annotation(self.annotation, result=_drawn(number))
                except Exception:
                    self.failed += 1
                else:
                    self.taken = number
                time.sleep(0.2)

    def lost(self, server: Server) -> bool:
        """Whether the last save that the server took is not what it has."""
        return server.annotation(self.annotation).result != _drawn(self.taken)


def _drawn(number: int) -> list[dict[str, object]]:
    value = {"start": 0, "end": 7 + number % 3, "text": "", "labels": ["person"]}
    region = {"id": f"r{number}", "from_name": "mention", "to_name": "text", "type": "labels"}
    return [region | {"value": value}]


@contextmanager
def _somebody_saving(running: Running, server: Server, config: str) -> Iterator[Saver]:
    project = server.create_project("Somebody's", config)
    text = {"text": SENTENCE.format(n=1), "headline": "", "outlet": "", "story": ""}
    (task,) = server.import_tasks(project.id, [{"data": text}])
    saver = Saver(running, task)
    thread = threading.Thread(target=saver.run)
    thread.start()
    try:
        yield saver
    finally:
        saver.stopped.set()
        thread.join()


# Times ----------------------------------------------------------------------------------------


def _timed(folder: Path, running: Running, server: Server, number: int) -> list[Line]:
    found = desk(folder / "seeds", STORY)
    page = page_of(found.codebook, ("mention",))
    made: list[Wanted] = []
    prepared = once(lambda: made.append(wanted_of(found, page, ["gold"])))
    wanted = made[0]
    bare = make_project(server, Purpose("bare", page.name), page, wanted.config, 1)
    tasks = [wanted.as_task(each) for each in wanted.tasks]
    plain_import = once(lambda: server.import_tasks(bare.id, tasks))
    purpose = Purpose(STORY, page.name)
    project = make_project(server, purpose, page, wanted.config, 1)
    with _somebody_saving(running, server, wanted.config) as saver:
        with _Timed.own(running) as timed:
            pushed = once(lambda: push(timed, project, wanted, lambda *_: None))
            verifying = timed.verifying
        everything = [task.id for task in server.task_keys(project.id)]
        server._act("predictions_to_annotations", project.id, everything)
        plain_export = once(lambda: server.export(project.id, folder / "export.json"))
        pulled = once(lambda: _pull(server, folder))
    lost = "none lost" if not saver.lost(server) else "**one lost**"
    tasks_shown = f"{number:,} tasks with suggestions"
    return [
        against(
            f"push of {tasks_shown}, verification apart",
            pushed - verifying,
            plain_import,
            3,
            "one bare import",
        ),
        Line(
            "reading suggestions back before they are sent, and verifying after",
            f"{prepared + verifying:.2f} s",
            "",
            "",
            "",
            None,
        ),
        against(
            f"pull of {tasks_shown}, all annotated", pulled, plain_export, 3, "one bare export"
        ),
        Line(
            "saves by a person meanwhile",
            f"{saver.taken} taken, {saver.failed} failed, {lost}",
            "",
            "",
            "none lost",
            lost == "none lost",
        ),
    ]


class _Timed(Server):
    """Counts the exports that verify a push apart from it."""

    verifying = 0.0

    def export(self, project: int, path: Path) -> int:
        begin = time.perf_counter()
        try:
            return super().export(project, path)
        finally:
            self.verifying += time.perf_counter() - begin


def _pull(server: Server, folder: Path) -> None:
    time_ = "2031-02-03T00:00:00+00:00"
    state = folder / "state"
    receive(server, "own", folder / "seeds", STORY, state, time_, False, lambda *_: None)
