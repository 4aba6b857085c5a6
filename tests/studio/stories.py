"""A small story at the server of this run, under a name of its own, and people who work on it."""

import re
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tellings.studio.account import Account
from tellings.studio.answers import Project as StudioProject
from tellings.studio.client import Server
from tellings.studio.credentials import make_credential
from tellings.studio.projects import projects_for
from tellings.studio.server import Running
from tests.conftest import PATIENCE, Done, Project, write_seeds

JSON = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A project's folder whose story the server of this run holds, or will."""

    project: Project
    name: str
    running: Running
    server: Server

    @property
    def folder(self) -> Path:
        """The folder of the story."""
        return self.project.seeds / self.name

    @property
    def state(self) -> Path:
        """Where archive, bases, conflicts and tombstones are."""
        return self.project.root / ".tellings" / "studio"

    def call(self, *words: str) -> Done:
        """A command of ``tellings studio`` at the server of this run."""
        return self.project.call("studio", *words, "--url", self.running.url)

    def push(self, *words: str) -> Done:
        """Push, with success."""
        done = self.call("push", self.name, "--suggest", "gold", *words)
        assert done.status == 0, done.err
        return done

    def pull(self, *words: str) -> Done:
        """Pull, whatever comes of it."""
        return self.call("pull", self.name, *words)

    def studio_project(self) -> StudioProject:
        """The one project of the story."""
        found = projects_for(self.server, self.name)
        assert len(found) == 1
        return found[0][0]

    def tasks(self) -> list[JSON]:
        """The tasks of the story with everything on them."""
        return [
            task
            for project, _ in projects_for(self.server, self.name)
            for task in self.server.tasks(project.id)
        ]

    def task(self, slug: str) -> JSON:
        """The one task of an article."""
        (found,) = (each for each in self.tasks() if each["data"]["key"] == f"{self.name}:{slug}")
        return found

    def annotate(self, slug: str, results: Sequence[JSON] | None = None, **more: Any) -> JSON:
        """Submit an annotation of an article: the suggestion as it is unless others are given."""
        task = self.task(slug)
        given = task["predictions"][0]["result"] if results is None else list(results)
        server: Server = more.pop("by", self.server)
        found = server.create_annotation(
            task["id"],
            given,
            unique_id=str(uuid.uuid4()),
            lead_time=more.pop("seconds", 7.0),
            **more,
        )
        return {"id": found.id, "result": given}

    def records(self, pass_name: str, slug: str) -> dict[str, JSON]:
        """The records of a pass's file by id."""
        import json

        path = self.folder / "annotations" / pass_name / f"{slug}.json"
        return {each["id"]: each for each in json.loads(path.read_bytes())["records"]}


def make_story(root: Path, running: Running, server: Server) -> Story:
    """The story of the harbour tunnel under a name that no other test has."""
    name = f"tunnel-{uuid.uuid4().hex[:12]}"
    write_seeds(root / "seeds")
    shutil.move(root / "seeds" / "tunnel", root / "seeds" / name)
    for path in (root / "seeds" / name / "annotations").rglob("*.json"):
        path.write_text(path.read_text("utf-8").replace("tunnel:", f"{name}:"), "utf-8")
        path.write_text(
            path.read_text("utf-8").replace('"story_id": "tunnel"', f'"story_id": "{name}"'),
            "utf-8",
        )
    return Story(Project(root), name, running, server)


@pytest.fixture
def story(
    tmp_path: Path, studio_server: Running, studio: Server, monkeypatch: pytest.MonkeyPatch
) -> Story:
    """A story that the server does not know yet."""
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", studio_server.account.token)
    return make_story(tmp_path, studio_server, studio)


def sign_up(running: Running, server: Server) -> tuple[Account, Server]:
    """Somebody new on the server, who came by the invitation."""
    email, password = f"{uuid.uuid4().hex[:10]}@localhost", uuid.uuid4().hex
    with httpx.Client(base_url=running.url, follow_redirects=True, timeout=PATIENCE) as session:
        path = server.invitation().removeprefix(running.url)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', session.get(path).text)
        assert found is not None
        form = {"csrfmiddlewaretoken": found[1], "email": email, "password": password}
        session.post(path, data=form, headers={"Referer": running.url + path})
        token = session.get("/api/current-user/token").json()["token"]
    return Account(email, password, token), Server.at(running.url, make_credential(token, "test"))
