"""`tellings publish hub` with the real client, against a Hub on the loopback.

olah reads back what the client wrote. This proves our calls, not that the Hub accepts them.
"""

import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tellings.publish.terms import TextMode
from tellings.release_folders import write_release
from tellings.text import sha256
from tests.hub.olah import serving
from tests.hub.server import STEPS, Account, Hub, running

from .conftest import (
    DATASET_TOML,
    GAZETTE,
    HUB_PATIENCE,
    Done,
    Project,
    annotation_file,
    edit,
    gazette_records,
)

WRITER, READER, STRANGER = "tests-writer", "tests-reader", "tests-stranger"
FAST = "--no-loading"
FOREVER = 10_000
JSON = dict[str, Any]
ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "publishing.md").read_text("utf-8")
_numbers = itertools.count()

# The client sends LFS files by a way that the HTTP library under it is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """olah, and the folder of the repositories that it serves."""
    place = tmp_path_factory.mktemp("olah")
    (place / "mirrors").mkdir()
    with serving(place / "mirrors", place) as url:
        yield place / "mirrors", url


@pytest.fixture
def hub(reader: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A Hub of its own for each test, the client pointed at it with an empty home."""
    with running(*reader) as found:
        found.accounts[WRITER] = Account("harbour", orgs=("port",))
        found.accounts[READER] = Account("harbour", role="read")
        found.accounts[STRANGER] = Account("stranger")
        monkeypatch.setenv("HF_ENDPOINT", found.url)
        monkeypatch.setenv("HF_TOKEN", WRITER)
        monkeypatch.setenv("HF_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
        _at_once(monkeypatch)
        yield found


def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the client in this process not wait between its attempts, nor offer xet."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    never_sleeping = SimpleNamespace(**{**vars(time), "sleep": lambda _: None})
    monkeypatch.setattr("huggingface_hub.utils._http.time", never_sleeping)


@pytest.fixture(scope="module")
def _release(tmp_path_factory: pytest.TempPathFactory, _built_once: Path) -> Path:
    out = tmp_path_factory.mktemp("release") / "dataset"
    write_release(_built_once / "dataset", out, TextMode.QUOTES)
    return out


@pytest.fixture
def released(tmp_path: Path, _release: Path) -> Project:
    """A project whose dataset is a release with quotes already, which is faster to publish."""
    shutil.copytree(_release, tmp_path / "project" / "dataset")
    return Project(tmp_path / "project")


@pytest.fixture
def name() -> str:
    """A repository that no other test uses."""
    return f"harbour/tunnel-{os.getpid()}-{next(_numbers)}"


def published(project: Project, name: str, *words: str) -> Done:
    return project.call("publish", "hub", name, *words)


def told(project: Project, name: str, *words: str) -> JSON:
    done = published(project, name, FAST, "--json", *words)
    assert done.status == 0, done.err
    found: JSON = json.loads(done.out)
    return found


def assert_holds(hub: Hub, name: str, version: str, commits: int = 1) -> None:
    """The repository holds the version: under its tag, on main, whole, and in one commit."""
    kept = hub.repository(name)
    files = kept.files(f"v{version}")
    manifest = json.loads(files["MANIFEST.json"])
    assert manifest["version"] == version
    listed = {each["path"] for each in manifest["files"]}
    assert set(files) == listed | {"MANIFEST.json", ".gitattributes"}
    assert {"README.md", "croissant.json", "data/spans/train-00000-of-00001.parquet"} <= listed
    assert kept.tags()[f"v{version}"] == kept.commit_of("main")
    assert len(kept.commits()) == commits


def raise_version(project: Project, version: str) -> None:
    edit(project.seeds / "dataset.toml", 'version = "0.1.0"', f'version = "{version}"')
    assert project.call("build").status == 0


def assert_one_sentence(done: Done) -> None:
    assert done.status == 1, done.out
    *_, last = done.err.strip().splitlines()
    assert last.startswith("Error: ")
    assert "Traceback" not in done.err
    assert WRITER not in done.err


# One commit, then the tag ----------------------------------------------------------------------


def test_publish_and_load_back(hub: Hub, built: Project, name: str, tmp_path: Path) -> None:
    done = published(built, name)
    assert done.status == 0, done.err
    lines = done.out.splitlines()
    assert lines[0].startswith("v0.1.0 with texts: quotes; 10 files, 0.")
    assert lines[1:] == [
        f"created: {name}, public",
        "committed: 10 files sent",
        "tagged: v0.1.0",
        "read back: 10 files, all as they were sent",
        f"{hub.url}/datasets/{name}/tree/v0.1.0",
    ]
    assert_holds(hub, name, "0.1.0")
    run_the_card(hub, name, tmp_path)


def run_the_card(hub: Hub, name: str, tmp_path: Path) -> None:
    """The code in the published card works for a stranger, as it stands there."""
    card = hub.repository(name).files("v0.1.0")["README.md"].decode()
    assert '"dataset' not in card
    blocks = re.findall(r"```python\n(.*?)```", card, re.S)
    assert len(blocks) == 2
    for code in blocks:
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=tmp_path,
            env=HUB_PATIENCE
            | {"HF_HOME": str(tmp_path / "other"), "HF_ENDPOINT": hub.url, "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_the_output_in_the_document_is_what_is_printed(hub: Hub, name: str) -> None:
    done = published(Project(ROOT), name, FAST)
    assert done.status == 0, done.err
    printed = done.out.replace(name, "OWNER/NAME").replace(hub.url, "https://huggingface.co")
    assert printed in re.findall(r"```text\n(.*?)```", DOCUMENT, re.S)


def test_a_private_repository_is_read_back_by_its_owner(
    hub: Hub, built: Project, name: str
) -> None:
    done = published(built, name, "--private", "--text", "full")
    assert done.status == 0, done.err
    assert hub.repository(name).private
    rows = hub.repository(name).files("v0.1.0")
    assert "tunnel" in rows["README.md"].decode()
    assert "in full" in rows["README.md"].decode()


def test_the_same_content_again_changes_nothing(hub: Hub, released: Project, name: str) -> None:
    first = told(released, name)
    assert (first["created"], first["committed"], first["tagged"]) == (True, True, True)
    before = hub.repository(name).commits()
    hub.asked.clear()
    second = told(released, name)
    assert (second["created"], second["committed"], second["tagged"]) == (False, False, False)
    assert second["commit"] == first["commit"] == before[0]
    assert hub.repository(name).commits() == before
    assert not {"create", "preupload", "batch", "upload", "commit", "tag"} & set(hub.asked)
    done = published(released, name, FAST)
    assert "v0.1.0 is published already with this very content; no change" in done.out


def test_a_new_version_takes_the_place_of_the_old(hub: Hub, built: Project, name: str) -> None:
    told(built, name)
    (built.gold / "story.json").unlink()
    records = [record for record in gazette_records() if record["record"] == "span"]
    for record in records:
        record.pop("entity", None)
    header = {"article_id": "tunnel:gazette", "text_sha256": sha256(GAZETTE)}
    built.records.write_text(annotation_file(header, records), "utf-8")
    raise_version(built, "0.2.0")
    found = told(built, name)
    shard = "train-00000-of-00001.parquet"
    assert found["removed"] == [f"data/attributions/{shard}", f"data/entities/{shard}"]
    assert_holds(hub, name, "0.2.0", commits=2)
    old = hub.repository(name).files("v0.1.0")
    assert "data/entities/train-00000-of-00001.parquet" in old
    again = told(built, name)
    assert not again["committed"]


def test_a_dry_run_writes_nothing(
    hub: Hub, released: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_TOKEN")
    found = told(released, name, "--dry-run")
    assert (found["created"], found["committed"], found["tagged"]) == (True, True, True)
    assert len(found["sent"]) == len(found["files"]) == 10
    assert not hub.has(name)
    assert set(hub.asked) <= {"look", "read", "unknown"}
    done = published(released, name, FAST, "--dry-run")
    assert f"would be created: {name}, public" in done.out
    assert "read back" not in done.out


def test_a_release_made_before_is_published_as_it_is(hub: Hub, built: Project, name: str) -> None:
    write_release(built.dataset, built.root / "release", TextMode.QUOTES)
    first = told(built, name, "--dataset", "release")
    second = told(built, name)
    assert not second["committed"]
    assert first["files"] == second["files"]
    refused = published(built, name, FAST, "--dataset", "release", "--text", "none")
    assert_one_sentence(refused)
    assert "make this one of the built dataset" in refused.err


# Refusals --------------------------------------------------------------------------------------


def test_full_texts_are_not_published_for_everybody(hub: Hub, built: Project, name: str) -> None:
    refused = published(built, name, FAST, "--text", "full")
    assert_one_sentence(refused)
    assert "dataset.toml declares no licence for them" in refused.err
    assert not hub.has(name)
    told(built, name)  # public, with quotes
    raise_version(built, "0.2.0")
    assert_one_sentence(published(built, name, FAST, "--text", "full"))
    late = published(built, name, FAST, "--text", "full", "--private")
    assert_one_sentence(late)
    assert "is there and public" in late.err
    assert_holds(hub, name, "0.1.0")


LICENSED = """
[text_license]
license = "CC0-1.0"
license_url = "https://creativecommons.org/publicdomain/zero/1.0/"
basis = "Both articles were made up by the tests, which say so here."
"""


def test_full_texts_are_published_where_their_licence_is_declared(
    hub: Hub, built: Project, name: str
) -> None:
    with (built.seeds / "dataset.toml").open("a", encoding="utf-8") as toml:
        toml.write(LICENSED)
    assert built.call("build").status == 0
    assert told(built, name, "--text", "full")["private"] is False
    files = hub.repository(name).files("v0.1.0")
    assert json.loads(files["MANIFEST.json"])["text_license"]["license"] == "CC0-1.0"
    for path in ("README.md", "croissant.json"):
        text = files[path].decode()
        assert text.count("The texts have a licence of their own: CC0-1.0") >= 1
        assert "Both articles were made up by the tests" in text
    assert files["README.md"].decode().count("a licence of their own") == 1


def test_a_declared_licence_has_its_three_parts(project: Project) -> None:
    toml = project.seeds / "dataset.toml"
    toml.write_text(DATASET_TOML + "\n[text_license]\nlicense = 'CC0-1.0'\n", "utf-8")
    done = project.call("build")
    assert done.status == 1
    assert "license_url" in done.err
    assert "basis" in done.err


@pytest.mark.parametrize(
    ("token", "words"),
    [
        (None, "no token for"),
        ("tests-unknown", "does not accept the token"),
        (READER, "may only read"),
        (STRANGER, "no right to write"),
    ],
)
def test_a_token_that_will_not_do_is_told(
    hub: Hub,
    released: Project,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    token: str | None,
    words: str,
) -> None:
    if token is None:
        monkeypatch.delenv("HF_TOKEN")
    else:
        monkeypatch.setenv("HF_TOKEN", token)
    refused = published(released, name, FAST)
    assert_one_sentence(refused)
    assert words in refused.err
    assert not hub.has(name)


def test_somebody_elses_repository_is_let_be(
    hub: Hub, built: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(built, name)
    raise_version(built, "0.2.0")
    monkeypatch.setenv("HF_TOKEN", STRANGER)
    refused = published(built, name, FAST)
    assert_one_sentence(refused)
    assert "no right to write" in refused.err
    assert "nothing of the release is there" in refused.err
    assert_holds(hub, name, "0.1.0")


def test_an_organisation_of_ones_own_will_do(hub: Hub, released: Project, name: str) -> None:
    told(released, f"port/{name.partition('/')[2]}")


def test_a_missing_repository_is_not_made_against_the_will(
    hub: Hub, released: Project, name: str
) -> None:
    refused = published(released, name, FAST, "--no-create")
    assert_one_sentence(refused)
    assert "it is not to be made" in refused.err
    assert not hub.has(name)


@pytest.mark.parametrize(("answer", "status"), [("n", 1), ("", 0)])
def test_on_a_terminal_one_is_asked_before_it_is_made(
    hub: Hub, released: Project, name: str, answer: str, status: int
) -> None:
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "tellings", "publish", "hub", name, FAST],
        cwd=released.root,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert f"There is no dataset {name} yet. Create it, public? [Y/n]" in done.stderr
    assert done.returncode == status, done.stderr
    assert hub.has(name) is (status == 0)


def test_a_tag_with_other_content_stays(hub: Hub, built: Project, name: str) -> None:
    told(built, name)
    edit(built.story / "story.toml", "The harbour tunnel", "The tunnel")
    assert built.call("build").status == 0
    before = hub.repository(name).files("v0.1.0")
    refused = published(built, name, FAST)
    assert_one_sentence(refused)
    assert "v0.1.0 is published already with other content" in refused.err
    assert "raise version in dataset.toml" in refused.err
    assert hub.repository(name).files("v0.1.0") == before
    assert_holds(hub, name, "0.1.0")


def test_an_older_version_does_not_take_the_place_of_a_newer(
    hub: Hub, built: Project, name: str
) -> None:
    raise_version(built, "0.10.0")
    told(built, name)
    edit(built.seeds / "dataset.toml", '"0.10.0"', '"0.9.0"')
    assert built.call("build").status == 0
    refused = published(built, name, FAST)
    assert_one_sentence(refused)
    assert "v0.10.0 is published already" in refused.err
    assert_holds(hub, name, "0.10.0")


def test_what_is_not_fit_is_not_sent(hub: Hub, built: Project, name: str) -> None:
    secret = "hf" + "_" + "Ab1" * 12
    edit(built.seeds / "dataset.toml", 'text_rights = "Made up."', f'text_rights = "{secret}."')
    assert built.call("build").status == 0
    refused = published(built, name, FAST)
    assert refused.status == 1
    assert "not fit to be published; nothing was sent" in refused.err
    assert secret not in refused.err
    assert not hub.has(name)


def test_a_card_that_the_hub_refuses_is_told(hub: Hub, released: Project, name: str) -> None:
    hub.fail("card", status=400, times=FOREVER)
    refused = published(released, name, FAST)
    assert_one_sentence(refused)
    assert "nothing of the release is there; the same command again finishes it" in refused.err


@pytest.mark.parametrize("bad", ["tunnel", "a/b/c", "../x", "harbour/"])
def test_a_name_is_an_owner_and_a_name(released: Project, bad: str) -> None:
    done = published(released, bad)
    assert done.status == 2
    assert "is not OWNER/NAME" in done.err


def test_a_folder_that_is_no_dataset_is_told(hub: Hub, built: Project, name: str) -> None:
    refused = published(built, name, "--dataset", "seeds")
    assert_one_sentence(refused)
    assert "seeds is no dataset that tellings built" in refused.err


def test_offline_is_honoured(hub: Hub, released: Project, name: str, monkeypatch: Any) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    done = released.run("publish", "hub", name, FAST)
    assert_one_sentence(done)
    assert "HF_HUB_OFFLINE is set" in done.err
    assert hub.asked == []


def test_a_dry_run_without_a_network_names_what_needs_none(
    built: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    done = built.run("publish", "hub", name, "--dry-run", "--text", "none")
    assert_one_sentence(done)
    assert "HF_HUB_OFFLINE is set" in done.err
    words = "publish release --text none --dataset dataset --out DIR"
    assert f"type: tellings {words} && tellings publish check DIR" in done.err
    assert built.call(*words.split()).status == 0
    done = built.run("publish", "hub", name, "--dry-run", "--text", "none", "--dataset", "DIR")
    assert done.err.strip().endswith("type: tellings publish check DIR")


def test_the_missing_client_is_named_with_its_line(
    released: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    refused = published(released, name)
    assert_one_sentence(refused)
    assert "huggingface_hub is not installed; type: pip install 'tellings[hub]'" in refused.err


# Cut anywhere ----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", [*STEPS, "read"])
def test_a_cut_before_any_step_is_finished_by_the_next_run(
    hub: Hub, released: Project, name: str, step: str
) -> None:
    fault = hub.fail(step, "before", times=FOREVER)
    refused = published(released, name, FAST)
    assert_one_sentence(refused)
    assert f"no answer from {hub.url}" in refused.err
    assert fault.reached.is_set()
    hub.faults.clear()
    told(released, name)
    assert_holds(hub, name, "0.1.0")


@pytest.mark.parametrize("step", STEPS)
def test_an_answer_that_never_arrives_once_is_made_up_for(
    hub: Hub, released: Project, name: str, step: str
) -> None:
    fault = hub.fail(step, "after")
    first = published(released, name, FAST)
    assert fault.reached.is_set()
    if step in ("preupload", "batch", "upload", "commit", "tag"):
        assert first.status == 0, first.err  # the client tries again, or we look
    else:
        assert_one_sentence(first)
        told(released, name)
    assert_holds(hub, name, "0.1.0")


@pytest.mark.parametrize("step", ["commit", "tag"])
def test_a_step_that_was_taken_is_not_taken_twice(
    hub: Hub, released: Project, name: str, step: str
) -> None:
    """The step is done, its answer is lost, and so is the line from then on."""
    hub.fail(step, "after")
    hub.fail("look", "before", times=FOREVER, once=step)
    refused = published(released, name, FAST)
    assert_one_sentence(refused)
    assert "the same command again finishes it" in refused.err
    hub.faults.clear()
    found = told(released, name)
    assert found["committed"] is False
    assert found["tagged"] is (step == "commit")
    assert_holds(hub, name, "0.1.0")


@pytest.mark.parametrize(
    ("step", "when"),
    [
        ("create", "hold-after"),
        ("upload", "hold"),
        ("commit", "hold"),
        ("commit", "hold-after"),
        ("tag", "hold"),
    ],
)
def test_a_killed_run_is_finished_by_the_next(
    hub: Hub, released: Project, name: str, step: str, when: Any
) -> None:
    fault = hub.fail(step, when)
    process = released.start("publish", "hub", name, FAST)
    while not fault.reached.wait(1):
        assert process.poll() is None, process.communicate()
    process.send_signal(signal.SIGKILL)
    process.communicate()
    fault.release.set()
    found = told(released, name)
    assert found["committed"] is not (step == "tag" or (step, when) == ("commit", "hold-after"))
    assert_holds(hub, name, "0.1.0")


def test_somebody_else_who_commits_meanwhile_is_not_overwritten(
    hub: Hub, built: Project, name: str
) -> None:
    told(built, name)
    raise_version(built, "0.2.0")
    kept = hub.repository(name)
    hub.before["commit"] = lambda: kept.write("Theirs", {"notes.md": b"theirs"})
    refused = published(built, name, FAST)
    assert_one_sentence(refused)
    assert "somebody else has changed it meanwhile" in refused.err
    assert kept.files()["notes.md"] == b"theirs"
    found = told(built, name)
    assert found["removed"] == ["notes.md"]


def test_what_comes_back_otherwise_is_told(hub: Hub, released: Project, name: str) -> None:
    kept = hub.repository(name)

    def spoil() -> None:
        for path in kept.folder.glob(".git/lfs/objects/*/*/*"):
            path.write_bytes(path.read_bytes()[::-1])

    hub.before["tag"] = spoil
    refused = published(released, name, FAST)
    assert_one_sentence(refused)
    assert "came back otherwise than it was sent" in refused.err
