"""A class at a real server: blank tasks under codes, and each student's marks against gold."""

import json
import uuid
from typing import Any

from tellings.studio.projects import projects_for
from tests.studio.stories import Story, sign_up, story

__all__ = ["story"]

JSON = dict[str, Any]
LAYER = "attribution"


def classroom(at: Story, *words: str) -> Any:
    return at.project.call("classroom", at.name, "--layers", LAYER, "--url", at.running.url, *words)


def graded(at: Story, *words: str) -> Any:
    return at.project.call("grade", at.name, "--url", at.running.url, *words)


def tasks(at: Story) -> dict[str, JSON]:
    return {
        str(task["data"]["key"]).rpartition("/")[2]: task
        for project, _ in projects_for(at.server, at.name)
        for task in at.server.tasks(project.id)
    }


def key(at: Story) -> list[JSON]:
    gold = at.records("gold", "gazette").values()
    return [each for each in gold if each.get("layer") == LAYER]


def region(start: int, end: int, text: str, label: str) -> JSON:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    named = {"from_name": LAYER, "to_name": "text", "type": "labels"}
    return {"id": uuid.uuid4().hex[:10], **named, "value": value}


def mark(at: Story, code: str, spans: list[tuple[int, int, str]], by: Any = None) -> None:
    task = tasks(at)[code]
    text = task["data"]["text"]
    server = by or at.server
    results = [region(start, end, text, label) for start, end, label in spans]
    server.create_annotation(task["id"], results, str(uuid.uuid4()))


def test_each_student_gets_a_blank_task_once_and_more_students_more(story: Story) -> None:
    first = classroom(story, "--students", "3")
    assert first.status == 0, first.err
    assert "3 tasks: gazette for 3 students (s01 to s03)" in first.out
    found = tasks(story)
    assert set(found) == {"s01", "s02", "s03"}
    assert all(not task["predictions"] for task in found.values())
    assert all(task["data"]["outlet"].startswith(code) for code, task in found.items())
    classroom(story, "--students", "3")
    assert {task["id"] for task in tasks(story).values()} == {t["id"] for t in found.values()}
    classroom(story, "--students", "4", "--article", "gazette")
    assert set(tasks(story)) == {"s01", "s02", "s03", "s04"}
    assert "no work yet: s01, s02, s03, s04" in graded(story).out


def test_a_dry_run_makes_nothing(story: Story) -> None:
    done = classroom(story, "--students", "2", "--dry-run")
    assert "2 tasks" in done.out
    assert projects_for(story.server, story.name) == []


def test_marks_are_graded_by_code_whoever_was_logged_in(story: Story) -> None:
    classroom(story, "--students", "4")
    spans = [(each["start"], each["end"], each["label"]) for each in key(story)]
    assert len(spans) > 1
    mark(story, "s01", spans)
    account, second = sign_up(story.running, story.server)
    with second:
        mark(story, "s02", [*spans[:1], (0, 7, spans[0][2])], by=second)
    mark(story, "s03", [])
    done = graded(story, "--json")
    assert done.status == 0, done.err
    assert account.email not in done.out
    found = json.loads(done.out)
    by_code = {each["student"]: each for each in found["students"]}
    assert by_code["s01"]["bands"]["exact"] == len(spans)
    assert by_code["s01"]["false_alarm_rate"] == 0.0
    assert by_code["s02"]["bands"]["exact"] == 1
    assert by_code["s02"]["bands"]["missed"] >= len(spans) - 2
    assert by_code["s03"]["hit_rate"] == 0.0
    assert found["blank"] == [{"article": f"{story.name}:gazette", "student": "s04"}]
    told = graded(story).out
    assert "to talk about:" in told
    assert "no work yet: s04" in told
    assert "agreement in the class" in told


def test_a_draft_is_read_and_told_and_the_last_work_counts(story: Story) -> None:
    classroom(story, "--students", "2")
    spans = [(each["start"], each["end"], each["label"]) for each in key(story)]
    mark(story, "s01", [])
    mark(story, "s01", spans)
    task = tasks(story)["s02"]
    text = task["data"]["text"]
    body = {"lead_time": 1.0, "result": [region(*spans[0][:2], text, spans[0][2])]}
    story.server._http.call("POST", f"/api/tasks/{task['id']}/drafts", body=body)
    found = {each["student"]: each for each in json.loads(graded(story, "--json").out)["students"]}
    assert found["s01"]["bands"]["missed"] == 0
    assert found["s02"]["submitted"] is False
    assert found["s02"]["bands"]["exact"] == 1
    assert "(not submitted)" in graded(story).out


def test_a_class_is_no_pass_and_is_never_pulled(story: Story) -> None:
    classroom(story, "--students", "1")
    mark(story, "s01", [])
    before = sorted(path.name for path in (story.folder / "annotations").iterdir())
    story.pull()
    assert sorted(path.name for path in (story.folder / "annotations").iterdir()) == before


def test_a_wrong_article_is_named_with_the_near_one(story: Story) -> None:
    done = classroom(story, "--article", "gazete")
    assert done.status == 2
    assert "did you mean 'gazette'" in done.err
