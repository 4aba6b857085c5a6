"""Practice: a task with a known key, feedback with rules, and nothing of it in the seeds."""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tellings.findings import Finding
from tellings.store.schema_files import load_codebook, schema_folder
from tellings.story import GOLD
from tellings.studio.client import Server
from tellings.studio.pages import page_of
from tellings.studio.practice import STORY, practice_desk
from tellings.studio.projects import projects_for
from tellings.studio.server import Running
from tellings.studio.showing import shown
from tellings.validating import validate
from tests.conftest import Done, Project, snapshot
from tests.studio.stories import sign_up
from tests.studio.test_sacred import with_label

JSON = dict[str, Any]


@pytest.fixture
def practising(
    project: Project, studio_server: Running, studio: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Project, Server]]:
    """A project at a server without any practice on it; one test at a time has it."""
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", studio_server.account.token)
    with FileLock(studio_server.folder.parent / ".practice.lock"):
        _without_practice(studio)
        yield project, studio
        _without_practice(studio)


def _without_practice(studio: Server) -> None:
    for each, _ in projects_for(studio, STORY):
        studio.delete_project(each.id)


def call(at: tuple[Project, Server], *words: str) -> Done:
    project, server = at
    return project.call("studio", "practice", *words, "--url", server.url)


def key(*layers: str) -> list[JSON]:
    """The key as somebody would annotate it."""
    found = practice_desk()
    (article,) = found.data.articles.values()
    records = found.data.passes[GOLD].of_article(article.id)
    return shown(records, article, page_of(found.codebook, layers))


def task(server: Server) -> JSON:
    ((project, _),) = projects_for(server, STORY)
    (found,) = server.tasks(project.id)
    return found


def hand_in(server: Server, results: list[JSON]) -> None:
    server.create_annotation(task(server)["id"], results, str(uuid.uuid4()))


def test_the_key_breaks_no_rule() -> None:
    findings: list[Finding] = validate(schema_folder() / "practice" / STORY)
    assert findings == []


def test_the_task_shows_no_answers_and_is_made_once(practising: tuple[Project, Server]) -> None:
    first, again = call(practising), call(practising)
    assert first.status == 0, first.err
    assert "project made" in first.out
    assert "all is there already" in again.out
    assert task(practising[1])["predictions"] == []
    assert "nobody has handed in" in call(practising, "--check").out


def test_who_marks_all_of_the_key_has_no_error(practising: tuple[Project, Server]) -> None:
    call(practising)
    hand_in(practising[1], key())
    (found,) = json.loads(call(practising, "--check", "--json").out)
    assert found["errors"] == []
    assert found["findings"] == []
    assert {row["exact"]["recall"] for row in found["scores"]} == {1.0}


def test_every_kind_of_error_is_told_with_its_rule(
    practising: tuple[Project, Server], studio_server: Running
) -> None:
    call(practising)
    results = with_label(key(), "Solt", "mention", "unnamed_person")
    gone = {each["id"] for each in results if each.get("from_name") == "pii"}
    results = [each for each in results if each.get("id") not in gone]
    for each in results:
        if each.get("from_name") == "attribution.quote_type":
            each["value"]["choices"] = ["indirect"]
    extra = {"start": 0, "end": 7, "text": "Harbour", "labels": ["person"]}
    named = {"from_name": "mention", "to_name": "text", "type": "labels"}
    results.append({"id": "extra", **named, "value": extra})
    account, second = sign_up(studio_server, practising[1])
    with second:
        hand_in(second, results)
    hand_in(practising[1], key())
    done = call(practising, "--check")
    assert done.status == 0, done.err
    assert account.email not in done.out
    assert "wrong label: span: mention “Solt” (key: person; yours: unnamed_person)" in done.out
    assert "missed: span: pii “Nils Arp” (key: staff_name)" in done.out
    assert "extra: span: mention “Harbour” (yours: person)" in done.out
    assert "attribution: quote_type" in done.out
    labels = load_codebook().inventories
    for inventory, label in (("mention", "person"), ("pii", "staff_name"), ("quote_type", "mixed")):
        assert labels[inventory].labels[label].rule in done.out


def test_only_what_the_page_asks_for_is_compared(practising: tuple[Project, Server]) -> None:
    call(practising, "--layers", "time")
    hand_in(practising[1], [])
    (found,) = json.loads(call(practising, "--check", "--json").out)
    assert {each["part"] for each in found["errors"]} == {"span: time"}
    assert [each["kind"] for each in found["errors"]] == ["missed"] * 5


def test_practice_never_comes_into_the_seeds(practising: tuple[Project, Server]) -> None:
    call(practising)
    hand_in(practising[1], key())
    folder: Path = practising[0].seeds
    before = snapshot(folder)
    call(practising, "--check")
    done = practising[0].call("studio", "pull", "--url", practising[1].url)
    assert done.status == 0, done.err
    assert snapshot(folder) == before
