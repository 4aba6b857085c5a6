"""Killed at any step, client or server, with or without the answer: a rerun ends in one state."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path

import psutil
import pytest

from tellings.studio.client import Server
from tellings.studio.server import ensure_running, stop
from tests.conftest import PATIENCE
from tests.studio.conftest import quiet
from tests.studio.proxy import Hook, Proxy, Wanted, is_any, is_change, is_import, proxy_before
from tests.studio.stories import Story, make_story, story

__all__ = ["story"]

KILLED = -signal.SIGKILL
AT_REPLACE = """
import os, pathlib, signal, sys
at, replaced, rename = int(sys.argv[1]), 0, pathlib.Path.replace
def replace(self, target):
    global replaced
    replaced += 1
    if replaced == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return rename(self, target)
pathlib.Path.replace = replace
sys.argv = ["tellings", *sys.argv[2:]]
from tellings.cli import main
main()
"""
"""Runs a command that is killed when it is about to give the Nth file its name."""


def state(story: Story) -> tuple[int, int, int]:
    """How many projects, tasks and suggestions there are."""
    tasks = story.tasks()
    story.studio_project()
    return 1, len(tasks), sum(len(task["predictions"]) for task in tasks)


def start(story: Story, url: str, *words: str) -> "subprocess.Popen[str]":
    return story.project.start("studio", *words, "--url", url)


def kill(started: "Future[subprocess.Popen[str]]") -> Hook:
    def hook() -> bool:
        process = started.result()
        process.kill()
        process.wait()
        return False

    return hook


def calls_of(story: Story, *words: str) -> list[str]:
    """The calls that a command makes when nothing disturbs it."""
    with proxy_before(story.running.url) as proxy:
        process = start(story, proxy.url, *words)
        process.communicate(timeout=PATIENCE)
        return proxy.calls


def killed_at(story: Story, number: int, moment: str, *words: str, wanted: Wanted = is_any) -> int:
    """Run a command through a proxy that kills it before or after its Nth call of a kind."""
    with proxy_before(story.running.url) as proxy:
        started: Future[subprocess.Popen[str]] = Future()
        proxy.at, proxy.wanted = number, wanted
        setattr(proxy, moment, kill(started))
        process = start(story, proxy.url, *words)
        started.set_result(process)
        process.communicate(timeout=PATIENCE)
        return process.returncode


def test_a_push_killed_at_every_change_ends_in_the_same_state(
    tmp_path: Path, studio_server: object, story: Story
) -> None:
    words = ("push", "--suggest", "gold")
    changes = list(filter(is_change, calls_of(story, *words)))
    expected = state(story)
    assert expected == (1, 2, 1)
    numbers = range(1, len(changes) + 1)
    steps = [(number, moment) for number in numbers for moment in ("before", "after")]
    assert len(steps) >= 4
    for at, (number, moment) in enumerate(steps):
        other = make_story(tmp_path / str(at), story.running, story.server)
        status = killed_at(other, number, moment, *words, wanted=is_change)
        assert status == KILLED, changes[number - 1]
        assert other.call("push", "--suggest", "gold").status == 0
        assert state(other) == expected, f"{moment} {changes[number - 1]}"


def test_an_answer_that_never_arrives_is_looked_up_not_sent_again(story: Story) -> None:
    """The import was carried out and its answer lost: nothing is imported twice."""
    with proxy_before(story.running.url) as proxy:
        proxy.at, proxy.wanted, proxy.after = 1, is_import, lambda: False
        process = start(story, proxy.url, "push", "--suggest", "gold")
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, err
    assert state(story) == (1, 2, 1)


def test_a_pull_killed_at_every_call_ends_in_the_same_state(story: Story) -> None:
    story.push()
    story.annotate("gazette")
    calls = calls_of(story, "pull")
    expected = story.records("annotator-1", "gazette")
    for number in range(1, len(calls) + 1):
        assert killed_at(story, number, "after", "pull") == KILLED, calls[number - 1]
        assert story.records("annotator-1", "gazette") == expected
    assert story.pull().status == 0
    assert "nothing new" in story.pull().out


@pytest.mark.parametrize("at", range(1, 12))
def test_a_pull_killed_before_any_file_gets_its_name_goes_on(story: Story, at: int) -> None:
    """Seeds, conflicts, people and bases are written one after the other: each gap is tried."""
    story.push()
    story.annotate("gazette")
    words = ["studio", "pull", story.name, "--url", story.running.url]
    process = subprocess.run(
        [sys.executable, "-c", AT_REPLACE, str(at), *words],
        cwd=story.project.root,
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert process.returncode in (KILLED, 0)
    done = story.pull()
    assert done.status == 0, done.err
    assert len(story.records("annotator-1", "gazette")) == 5
    assert not story.state.joinpath("conflicts").exists()
    assert story.project.call("validate", "seeds").status == 0


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_server_killed_while_it_imports_has_all_or_nothing_and_a_rerun_completes(
    tmp_path: Path, studio_folder: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    running = ensure_running(studio_folder, None, quiet)
    monkeypatch.setenv("LABEL_STUDIO_API_KEY", running.account.token)
    try:
        with Server.own(running) as server:
            story = make_story(tmp_path / "story", running, server)
            with proxy_before(running.url) as proxy:
                _kill_server_at_import(proxy, moment, running.pid)
                process = start(story, proxy.url, "push", "--suggest", "gold")
                _, err = process.communicate(timeout=PATIENCE)
            assert process.returncode == 1, err
            assert "Traceback" not in err
        again = ensure_running(studio_folder, None, quiet)
        with Server.own(again) as server:
            story = Story(story.project, story.name, again, server)
            story.push()
            assert state(story) == (1, 2, 1)
    finally:
        stop(studio_folder, quiet)


def _kill_server_at_import(proxy: Proxy, moment: str, pid: int) -> None:
    def hook() -> bool:
        server = psutil.Process(pid)
        os.killpg(pid, signal.SIGKILL)
        server.wait()
        return moment == "before"

    proxy.at, proxy.wanted = 1, is_import
    setattr(proxy, moment, hook)


def test_nothing_half_done_is_left_by_ctrl_c(story: Story) -> None:
    """Interrupted while it waits for the answer to the import, which is carried out."""
    started: Future[subprocess.Popen[str]] = Future()

    def interrupt() -> bool:
        started.result().send_signal(signal.SIGINT)
        return True

    with proxy_before(story.running.url) as proxy:
        proxy.at, proxy.wanted, proxy.before = 1, is_import, interrupt
        process = start(story, proxy.url, "push", "--suggest", "gold")
        started.set_result(process)
        _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in err
    story.push()
    assert state(story) == (1, 2, 1)
