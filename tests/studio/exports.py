"""A server that only gives an export of what somebody is to have done: quick, and of any size."""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import msgspec
import orjson

from tellings.records import RECORD_TYPES, Annotation
from tellings.studio.answers import Project, User
from tellings.studio.client import Server
from tellings.studio.pages import page_of
from tellings.studio.purposes import Purpose
from tellings.studio.receiving import Received, receive
from tellings.studio.sessions import desk
from tellings.studio.showing import shown
from tellings.studio.tasks import model_version, task_data

JSON = dict[str, Any]
TIME = "2031-02-03T04:05:06+00:00"


@dataclass
class OneExport:
    """Stands for a server with one project of a story.

    ``work`` holds the records of the one person there by article, ``suggested`` the passes
    whose suggestions the tasks bear; ``made`` is an export that was made before.
    """

    seeds: Path
    story: str
    work: Mapping[str, Sequence[JSON]] = field(default_factory=dict)
    suggested: Sequence[str] = ()
    made: Path | None = None

    def users(self) -> list[User]:
        return [User(1, "ada@example.org")]

    def version(self) -> str:
        return "1.0"

    def projects(self) -> list[Project]:
        marker = Purpose(self.story, "all").marker
        return [Project(7, self.story, f"{marker} Made by tellings.", task_number=len(self.work))]

    def export(self, project: int, path: Path) -> int:
        if self.made is not None:
            shutil.copy(self.made, path)
        else:
            path.write_bytes(orjson.dumps(list(self._tasks())))
        return path.stat().st_size

    def _tasks(self) -> Iterable[JSON]:
        found = desk(self.seeds, self.story)
        page = page_of(found.codebook, ())
        for number, (slug, records) in enumerate(self.work.items(), 1):
            article = found.data.articles[f"{self.story}:{slug}"]
            results = shown([as_record(each) for each in records], article, page)
            yield {
                "id": number,
                "data": task_data(article, page, found.registry, ""),
                "updated_at": TIME,
                "predictions": [{"model_version": model_version(name)} for name in self.suggested],
                "annotations": [
                    {"id": number, "completed_by": 1, "result": results, "updated_at": TIME}
                ],
                "drafts": [],
            }

    def pull(self) -> Received:
        """Pull what the person did, into the seeds and a folder beside them."""
        state = self.seeds.parent / "state"
        server = cast("Server", self)
        return receive(server, "own", self.seeds, self.story, state, TIME, False, quiet)


def quiet(_what: str, _done: int, _all: int) -> None:
    """Progress that nobody reads."""


def as_record(plain: JSON) -> Annotation:
    return cast("Annotation", msgspec.convert(plain, RECORD_TYPES[plain["record"]]))
