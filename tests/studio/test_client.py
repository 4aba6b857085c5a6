"""What the sync asks of a server, asked of a real one."""

import uuid
from pathlib import Path

import httpx
import msgspec
import pytest

from tellings.studio.answers import Project
from tellings.studio.client import BATCH, Server
from tellings.studio.errors import Conflict, NotFound, Refused
from tests.conftest import JSON, PATIENCE
from tests.studio.pages import PAGE

WITHOUT_EVENT = PAGE.replace('<Label value="Event"/>', "")


@pytest.fixture
def project(studio: Server) -> Project:
    return studio.create_project("Tests of the client", PAGE, maximum_annotations=2)


def task(key: str, text: str = "The tunnel is late.") -> JSON:
    return {"data": {"text": text, "key": key}, "meta": {"from": "tests"}}


def region(label: str, start: int, end: int) -> JSON:
    value = {"start": start, "end": end, "labels": [label]}
    return {"id": "r1", "from_name": "span", "to_name": "text", "type": "labels", "value": value}


def key() -> str:
    return str(uuid.uuid4())


def everything(studio: Server, project: int, folder: Path) -> list[JSON]:
    path = folder / "export.json"
    size = studio.export(project, path)
    assert size == path.stat().st_size
    return msgspec.json.decode(path.read_bytes(), type=list[JSON])


def test_the_server_says_what_it_is_and_who_we_are(studio: Server) -> None:
    assert studio.version() == "1.23.2"
    assert studio.whoami().email == "tellings@localhost"
    assert studio.whoami() in studio.users()
    assert studio.invitation().startswith(f"{studio.url}/user/signup/?token=")


def test_a_project_is_made_found_changed_and_removed(studio: Server, project: Project) -> None:
    assert (project.title, project.maximum_annotations) == ("Tests of the client", 2)
    settings = {
        "show_annotation_history": True,
        "enable_empty_annotation": False,
        "show_skip_button": False,
        "maximum_annotations": 3,
    }
    changed = msgspec.to_builtins(studio.update_project(project.id, **settings))
    assert {name: changed[name] for name in settings} == settings
    assert project.id in [each.id for each in studio.projects()]
    studio.delete_project(project.id)
    with pytest.raises(NotFound, match=rf"knows no /api/projects/{project.id}/"):
        studio.project(project.id)


def test_a_bad_page_is_refused_with_the_reason(studio: Server) -> None:
    studio.validate_config(PAGE)
    with pytest.raises(Refused, match="toName"):
        studio.validate_config(PAGE.replace('toName="text"', ""))


def test_a_page_that_loses_a_label_in_use_is_refused(studio: Server, project: Project) -> None:
    studio.validate_config(WITHOUT_EVENT, project.id)
    (number,) = studio.import_tasks(project.id, [task("a")])
    studio.create_annotation(number, [region("Event", 4, 10)], key())
    with pytest.raises(Refused, match=r"Event \(1 annotation\)"):
        studio.validate_config(WITHOUT_EVENT, project.id)


def test_many_tasks_come_in_batches_and_are_listed_by_key(studio: Server, project: Project) -> None:
    tasks = [task(f"k{at}") for at in range(2 * BATCH + 7)]
    told: list[int] = []
    numbers = studio.import_tasks(project.id, tasks, told.append)
    assert told == [BATCH, BATCH, 7]
    listed = list(studio.task_keys(project.id))
    assert [(each.id, each.data["key"]) for each in listed] == [
        (number, sent["data"]["key"]) for number, sent in zip(numbers, tasks, strict=True)
    ]
    assert listed[0].meta == {"from": "tests"}
    studio.delete_tasks(project.id, numbers[:3])
    assert len(list(studio.task_keys(project.id))) == len(tasks) - 3


def test_a_task_without_the_text_is_refused_and_nothing_arrives(
    studio: Server, project: Project
) -> None:
    with pytest.raises(Refused, match='"text" key is expected'):
        studio.import_tasks(project.id, [task("a"), {"data": {"key": "b"}}])
    assert list(studio.task_keys(project.id)) == []


def test_an_annotation_is_made_once_under_its_key(studio: Server, project: Project) -> None:
    first, second = studio.import_tasks(project.id, [task("a"), task("b")])
    unique_id = key()
    made = studio.create_annotation(first, [region("Actor", 4, 10)], unique_id, lead_time=2.5)
    assert (made.task, made.lead_time, made.completed_by) == (first, 2.5, studio.whoami().id)
    with pytest.raises(Conflict, match="already exists") as same:
        studio.create_annotation(first, [], unique_id)
    assert same.value.existing is not None
    assert same.value.existing["id"] == made.id
    assert same.value.existing["result"] == made.result
    with pytest.raises(Conflict) as other:
        studio.create_annotation(second, [], unique_id)
    assert other.value.existing is None
    assert studio.annotation_by_key(second, unique_id) is None


def test_an_annotation_changes_and_one_of_a_task_holds(studio: Server, project: Project) -> None:
    (number,) = studio.import_tasks(project.id, [task("a")])
    before = next(studio.task_keys(project.id)).updated_at
    one = studio.create_annotation(number, [region("Actor", 4, 10)], key())
    two = studio.create_annotation(number, [], key())
    changed = studio.update_annotation(two.id, result=[region("Event", 4, 10)])
    assert changed.result[0]["value"]["labels"] == ["Event"]
    assert studio.set_ground_truth(one.id).ground_truth
    assert studio.set_ground_truth(two.id).ground_truth
    assert not studio.annotation(one.id).ground_truth
    assert next(studio.task_keys(project.id)).updated_at > before
    studio.delete_annotation(one.id)
    with pytest.raises(NotFound):
        studio.annotation(one.id)


def test_predictions_are_added_listed_and_removed(studio: Server, project: Project) -> None:
    numbers = studio.import_tasks(project.id, [task("a"), task("b")])
    sent = [
        {"task": number, "model_version": "release+sha", "result": [region("Actor", 4, 10)]}
        for number in numbers
    ]
    assert studio.create_predictions(project.id, sent) == 2
    (there,) = studio.predictions(numbers[0])
    assert (there["model_version"], there["result"]) == ("release+sha", [region("Actor", 4, 10)])
    studio.delete_prediction(there["id"])
    assert [each.total_predictions for each in studio.task_keys(project.id)] == [0, 1]
    studio.delete_predictions(project.id, numbers)
    assert studio.predictions(numbers[1]) == []


def test_an_export_holds_everything(studio: Server, project: Project, tmp_path: Path) -> None:
    text = "The tunnel 🚧 is late.\n"
    numbers = studio.import_tasks(project.id, [task("a", text), task("b"), task("c")])
    studio.create_predictions(
        project.id,
        [{"task": numbers[0], "model_version": "v", "result": [region("Actor", 11, 12)]}],
    )
    unique_id = key()
    studio.create_annotation(numbers[0], [region("Actor", 4, 10)], unique_id, lead_time=2.5)
    studio.create_annotation(numbers[1], [], key(), was_cancelled=True)
    draft(studio, numbers[2], [region("Event", 0, 3)])
    first, second, third = sorted(everything(studio, project.id, tmp_path), key=lambda t: t["id"])
    assert first["data"] == {"text": text, "key": "a"}
    assert first["annotations"][0]["unique_id"] == unique_id
    assert first["annotations"][0]["completed_by"] == studio.whoami().id
    assert first["predictions"][0]["result"] == [region("Actor", 11, 12)]
    assert second["annotations"][0]["was_cancelled"]
    assert third["drafts"][0]["result"] == [region("Event", 0, 3)]
    snapshots = studio._http.get(f"/api/projects/{project.id}/exports/")
    assert snapshots == [], "the snapshot was not removed"
    listed = {each["id"]: each for each in studio.tasks(project.id, page=2)}
    assert list(listed) == numbers
    assert listed[numbers[2]]["drafts"][0]["result"] == [region("Event", 0, 3)]


def draft(studio: Server, number: int, result: list[JSON]) -> None:
    """What the page saves by itself while somebody works."""
    body = {"result": result, "lead_time": 1.0}
    studio._http.call("POST", f"/api/tasks/{number}/drafts", body=body)


def test_somebody_joins_by_invitation_only(studio: Server) -> None:
    form = {"email": "ada@localhost", "password": "harbour-tunnel"}
    with httpx.Client(follow_redirects=True, trust_env=False, timeout=PATIENCE) as outsider:
        assert sign_up(outsider, f"{studio.url}/user/signup/", form) == httpx.codes.FORBIDDEN
        assert "ada@localhost" not in [each.email for each in studio.users()]
        assert sign_up(outsider, studio.invitation(), form) == httpx.codes.OK
    assert "ada@localhost" in [each.email for each in studio.users()]


def sign_up(outsider: httpx.Client, place: str, form: dict[str, str]) -> int:
    outsider.get(place)
    token = {"csrfmiddlewaretoken": outsider.cookies.get("csrftoken", "")}
    return outsider.post(place, data=form | token, headers={"Referer": place}).status_code
