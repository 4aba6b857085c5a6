"""Ten thousand tasks with suggestions, there and back, while a person saves annotations."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tellings.store.people import read_people
from tellings.store.pulled import pulled_database
from tellings.studio.client import Server
from tellings.studio.delivering import PEOPLE, deliver
from tellings.studio.pages import page_of
from tellings.studio.projects import make_project, projects_for
from tellings.studio.pulling import Source, gather
from tellings.studio.purposes import Purpose
from tellings.studio.pushing import push
from tellings.studio.server import Running, ensure_running, stop
from tellings.studio.sessions import Desk, desk, suggested_by_pass, wanted_of
from tellings.studio.wanted import Wanted
from tellings.text import sha256

from .measuring import Line, against, once, ran

STORY = "harbour"
SPANS = 6
_TELLINGS = Path(sys.executable).with_name("tellings").as_posix()
_TOML = 'title = "The harbour"\nlanguage = "en"\n'
_SENTENCE = "Officer {n} of Northport said on Monday that pier {n} would open a year late. "


def syncing(stories: int) -> list[Line]:
    """Five articles for each story of the other cases, as tasks of one project.

    Args:
        stories: how many stories the corpus of the other cases has.
    """
    number = stories * 5
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as name:
        folder = Path(name)
        generate(folder / "seeds", number)
        with _server(folder) as running, Server.own(running) as server:
            return [*_timed(folder, running, server, number), *_memory(folder, running, number)]


def generate(seeds: Path, number: int) -> None:
    """A story of short articles, each with six annotated spans and about 570 characters."""
    story = seeds / STORY
    (story / "articles").mkdir(parents=True)
    gold = story / "annotations" / "gold"
    gold.mkdir(parents=True)
    listed = []
    for at in range(number):
        slug, text = f"a{at:06}", "".join(_SENTENCE.format(n=at * 7 + n) for n in range(7))
        (story / "articles" / f"{slug}.txt").write_text(text, "utf-8")
        listed.append(f'\n[[articles]]\nslug = "{slug}"\nsource_sha256 = "{sha256(text)}"\n')
        records = list(_records(f"{STORY}:{slug}", text))
        value = {"article_id": f"{STORY}:{slug}", "text_sha256": sha256(text), "records": records}
        (gold / f"{slug}.json").write_text(json.dumps(value), "utf-8")
    (story / "story.toml").write_text(_TOML + "".join(listed), "utf-8")
    info: dict[str, object] = {"record": "pass", "id": "gold", "annotator": "bench"}
    info["kind"] = "rule"
    info |= {"guideline_version": "1.0.0", "articles": [], "status": "draft"}
    (gold / "pass.json").write_text(json.dumps(info), "utf-8")


def _records(article: str, text: str) -> Iterator[dict[str, object]]:
    for number in range(SPANS):
        start = text.index("Officer", number * 70)
        end = text.index(" of", start)
        yield {
            "record": "span",
            "id": f"{article}:span:{number:03}",
            "article_id": article,
            "layer": "mention",
            "label": "person",
            "start": start,
            "end": end,
            "text": text[start:end],
            "status": "draft",
        }


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
    text = {"text": _SENTENCE.format(n=1), "headline": "", "outlet": "", "story": ""}
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
        pulled = once(lambda: _pull(found, server, folder))
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


def _pull(found: Desk, server: Server, folder: Path) -> None:
    state = folder / "state"
    suggested = suggested_by_pass(found.data)
    source = Source(server, "own", found.data, found.schemas, found.registry, suggested)
    time_ = "2031-02-03T00:00:00+00:00"
    with pulled_database(state) as bases:
        projects = projects_for(server, STORY)
        gathered = gather(
            source, projects, bases, read_people(state / PEOPLE), state, time_, lambda *_: None
        )
        deliver(source, gathered, bases, state, time_, "Label Studio")


# Memory ---------------------------------------------------------------------------------------


def _memory(folder: Path, running: Running, number: int) -> list[Line]:
    """Peak memory of a pull as a process, beside that of reading the story alone."""
    environment = os.environ | {"LABEL_STUDIO_API_KEY": running.account.token}
    os.environ.update(environment)
    seeds = (folder / "seeds").as_posix()
    _, alone = ran([_TELLINGS, "stats", "--seeds", seeds])
    command = [_TELLINGS, "studio", "pull", "--seeds", seeds, "--url", running.url]
    try:
        _, peak = ran(command)
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"the pull failed: {error}") from error
    shown = f"{peak / 2**20:.0f} MB"
    base = f"`tellings stats` of the same story: {alone / 2**20:.0f} MB"
    return [
        Line(
            f"peak memory of a pull of {number:,} tasks",
            shown,
            base,
            f"{peak / alone:.2f}",
            "",
            None,
        )
    ]
