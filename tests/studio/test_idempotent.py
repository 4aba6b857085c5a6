"""Pushing again changes nothing; what two machines doubled goes, unless somebody worked on it."""

import shutil
import threading
from pathlib import Path

from tellings.studio.planning import OURS
from tellings.studio.tasks import KEY
from tests.conftest import PATIENCE, Done
from tests.studio.stories import Story, story

__all__ = ["story"]


def counts(found: Story) -> tuple[int, int]:
    tasks = found.tasks()
    return len(tasks), sum(len(task["predictions"]) for task in tasks)


def test_a_second_push_sends_nothing(story: Story) -> None:
    assert "2 articles sent" in story.push().out
    before = story.tasks()
    assert "all is there already" in story.push().out
    assert [task["id"] for task in story.tasks()] == [task["id"] for task in before]
    assert counts(story) == (2, 1)  # the Herald has no annotation to suggest


def test_a_push_without_local_state_sends_nothing(story: Story) -> None:
    story.push()
    shutil.rmtree(story.state)
    assert "all is there already" in story.push().out
    assert counts(story) == (2, 1)


def test_two_pushes_at_once_on_one_machine_double_nothing(story: Story) -> None:
    words = ("studio", "push", story.name, "--suggest", "gold", "--url", story.running.url)
    found = [story.project.start(*words) for _ in range(2)]
    for process in found:
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
    assert counts(story) == (2, 1)


def test_doubles_from_two_machines_go_if_nobody_worked_on_them(story: Story) -> None:
    """Another machine imported the same while this one did: the next push tidies up."""
    story.push()
    project = story.studio_project()
    sent = [
        {
            "data": task["data"],
            "predictions": [
                {"model_version": each["model_version"], "result": each["result"]}
                for each in task["predictions"]
            ],
        }
        for task in story.tasks()
    ]
    story.server.import_tasks(project.id, sent)
    assert counts(story) == (4, 2)
    touched = next(
        task
        for task in sorted(story.tasks(), key=lambda task: -int(task["id"]))
        if task["predictions"]
    )
    story.server.create_annotation(
        touched["id"], [], unique_id=f"00000000-0000-4000-8000-{touched['id']:012}"
    )
    assert "2 untouched doubles removed" in story.push().out
    left = story.tasks()
    assert sorted(task["data"][KEY] for task in left) == [
        f"{story.name}:gazette",
        f"{story.name}:herald",
    ]
    assert touched["id"] in {task["id"] for task in left}, (
        "the double that somebody worked on stays"
    )


def test_two_touched_doubles_are_both_kept_and_told(story: Story) -> None:
    story.push()
    project = story.studio_project()
    story.server.import_tasks(project.id, [{"data": story.task("gazette")["data"]}])
    for task in [each for each in story.tasks() if each["data"][KEY].endswith("gazette")]:
        key = f"00000000-0000-4000-9000-{task['id']:012}"
        story.server.create_annotation(task["id"], [], unique_id=key)
    done = story.push()
    assert "people worked on several tasks of it" in done.err
    assert len(story.tasks()) == 3


def test_a_changed_pass_replaces_its_own_suggestion_only(story: Story) -> None:
    story.push()
    task = story.task("gazette")
    foreign = {"task": task["id"], "model_version": "somebody else", "result": []}
    story.server.create_predictions(story.studio_project().id, [foreign])
    path = story.folder / "annotations" / "gold" / "gazette.json"
    text = path.read_text("utf-8").replace('"checkable_claim"', '"judgement"')
    path.write_text(text, "utf-8")
    done = story.push()
    assert "1 suggestions added, 1 stale suggestions removed" in done.out
    versions = {each["model_version"] for each in story.task("gazette")["predictions"]}
    assert versions == {"somebody else", f"{OURS}gold"}


def test_a_dry_run_changes_nothing(story: Story) -> None:
    done = story.push("--dry-run")
    assert "to be made; 2 articles to send" in done.out
    assert "nothing was changed" in done.err
    assert not list(story.server.projects()) or story.tasks() == []


def test_two_pulls_at_once_give_one_pass(story: Story) -> None:
    story.push()
    story.annotate("gazette")
    results: list[Done] = []
    words = ("studio", "pull", story.name, "--url", story.running.url)

    def pull() -> None:
        results.append(story.project.run(*words))

    threads = [threading.Thread(target=pull) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.status for done in results] == [0, 0], [done.err for done in results]
    passes = sorted(path.name for path in Path(story.folder / "annotations").iterdir())
    assert passes == ["annotator-1", "gold"]
