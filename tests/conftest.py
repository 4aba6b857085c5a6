"""What the tests share: a made-up story about a harbour tunnel, and two ways to run the command."""

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, settings

from tellings.cli import main
from tellings.text import sha256

if TYPE_CHECKING:
    from playwright.sync_api import Browser

JSON = dict[str, Any]
STUDIO = "TELLINGS_TEST_STUDIO"
"""Names the folder of the one Label Studio server that all workers of a run share."""

PATIENCE = 600
"""Seconds that a process is waited for: more than a busy machine takes, less than for ever."""

GAZETTE = """\
Harbour tunnel to open a year late

NORTHPORT -- The tunnel under the bay will open a year late, the city said on Monday.

"The ground is softer than our tests showed," said Ada Lund, who leads the works.
"""
HERALD = """\
Ça alors: tunnel delayed 🚧

The city knew for months, shopkeepers say. Ada Lund would not comment.
"""
DATASET_TOML = """\
# The dataset as a whole.
name = "harbour"
title = "The harbour tunnel"
description = "Made up for tests; nothing in it is true."
version = "0.1.0"
date_published = 2031-02-03
license = "CC0-1.0"
license_url = "https://creativecommons.org/publicdomain/zero/1.0/"
text_rights = "Made up."

[[creators]]
name = "The tests"
"""


HUB_PATIENCE = dict.fromkeys(("HF_HUB_ETAG_TIMEOUT", "HF_HUB_DOWNLOAD_TIMEOUT"), str(PATIENCE))
"""What makes huggingface_hub, which gives up after ten seconds, wait as long for a server."""

# How fast a machine draws examples says nothing of the code that is tested.
settings.register_profile("tellings", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tellings")


def pytest_configure(config: pytest.Config) -> None:
    os.environ.update(HUB_PATIENCE)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as where a script runs it with "&"
        signal.signal(signal.SIGINT, signal.default_int_handler)  # processes of tests inherit it
    if not hasattr(config, "workerinput"):  # a worker has it from the process that started it
        os.environ[STUDIO] = tempfile.mkdtemp(prefix="tellings-studio-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and STUDIO in os.environ:
        folder = Path(os.environ.pop(STUDIO))
        if any(folder.iterdir()):
            from tellings.studio.server import stop

            stop(folder / "studio", lambda _what, _seconds: None)
        shutil.rmtree(folder)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A Chromium without a window; for a module, since two cannot be open in one process."""
    from tests.chromium import launched

    with launched() as browser:
        yield browser


@dataclass(frozen=True, slots=True)
class Done:
    """How a run of the command ended."""

    status: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with seeds, in which the command is run."""

    root: Path

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def story(self) -> Path:
        return self.seeds / "tunnel"

    @property
    def gazette(self) -> Path:
        return self.story / "articles" / "gazette.txt"

    @property
    def gold(self) -> Path:
        return self.story / "annotations" / "gold"

    @property
    def records(self) -> Path:
        return self.gold / "gazette.json"

    @property
    def dataset(self) -> Path:
        return self.root / "dataset"

    def call(self, *words: str | Path) -> Done:
        """Run the command in this process: fast, and an exception fails the test."""
        out, err = io.StringIO(), io.StringIO()
        argv = ["tellings", *map(str, words)]
        with (
            contextlib.chdir(self.root),
            mock.patch.object(sys, "argv", argv),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())

    def run(self, *words: str | Path, before: Callable[[], None] | None = None) -> Done:
        """Run the command as a process of its own; it must not end in a traceback."""
        process = self.start(*words, before=before)
        out, err = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in err, err
        return Done(process.returncode, out, err)

    def start(
        self, *words: str | Path, before: Callable[[], None] | None = None
    ) -> subprocess.Popen[str]:
        """Start the command as a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "tellings", *map(str, words)],
            cwd=self.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | {"PYTHONUTF8": "1"},
            preexec_fn=before,
        )

    def leftovers(self) -> list[str]:
        """What builders left beside the dataset."""
        return sorted(path.name for path in self.root.glob(".*.building-*"))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file; it has to be there."""
    text = path.read_bytes().decode()
    assert old in text, f"{old!r} is not in {path}"
    path.write_bytes(text.replace(old, new, 1).encode())


def span(number: int, layer: str, label: str, words: str, **more: str) -> JSON:
    """A span on the first occurrence of some words in the Gazette."""
    start = GAZETTE.index(words)
    return {
        "record": "span",
        "id": f"tunnel:gazette:span:{number:03}",
        "article_id": "tunnel:gazette",
        "layer": layer,
        "label": label,
        "start": start,
        "end": start + len(words),
        "text": words,
        **more,
        "status": "draft",
    }


def gazette_records() -> list[JSON]:
    """The annotation of the Gazette: spans, and an attribution that rests on them."""
    quote = "The ground is softer than our tests showed,"
    attribution = {
        "record": "attribution",
        "id": "tunnel:gazette:attribution:001",
        "article_id": "tunnel:gazette",
        "source_span": "tunnel:gazette:span:003",
        "content_spans": ["tunnel:gazette:span:002"],
        "scope": "clear",
        "source_entities": ["tunnel:entity:ada-lund"],
        "quote_type": "direct",
        "source_kind": "named_person",
        "cue_class": "neutral",
        "status": "draft",
    }
    return [
        span(1, "claim", "checkable_claim", "Harbour tunnel to open a year late"),
        span(2, "attribution", "content", quote),
        span(3, "attribution", "source", "Ada Lund", entity="tunnel:entity:ada-lund"),
        span(4, "mention", "person", "Ada Lund", entity="tunnel:entity:ada-lund"),
        attribution,
    ]


def annotation_file(header: JSON, records: list[JSON]) -> str:
    """An annotation file, a record a line, as ``fmt`` would not leave it."""
    return json.dumps({**header, "records": records}, indent=1, ensure_ascii=False) + "\n"


def write_seeds(seeds: Path) -> None:
    """Write the story of the harbour tunnel."""
    gold, articles = seeds / "tunnel" / "annotations" / "gold", seeds / "tunnel" / "articles"
    gold.mkdir(parents=True)
    articles.mkdir()
    (seeds / "dataset.toml").write_text(DATASET_TOML, "utf-8")
    toml = '# A comment\ntitle = "The harbour tunnel"\nlanguage = "en"\n'
    toml += '\n[[targets]]\nslug = "late"\nstatement = "The tunnel should open late."\n'
    for slug, text in (("gazette", GAZETTE), ("herald", HERALD)):
        (articles / f"{slug}.txt").write_bytes(text.encode())
        toml += f'\n[[articles]]\nslug = "{slug}"\nsource_sha256 = "{sha256(text)}"\n'
    (seeds / "tunnel" / "story.toml").write_text(toml, "utf-8")
    work = [{"article": "tunnel:gazette", "date": "2031-02-03"}]
    info = {"record": "pass", "id": "gold", "annotator": "tests", "kind": "human"}
    info_file = json.dumps({**info, "guideline_version": "1.0.0", "articles": work})
    (gold / "pass.json").write_text(info_file[:-1] + ', "status": "draft"}\n', "utf-8")
    header = {"article_id": "tunnel:gazette", "text_sha256": sha256(GAZETTE)}
    (gold / "gazette.json").write_text(annotation_file(header, gazette_records()), "utf-8")
    entity: JSON = {"record": "entity", "id": "tunnel:entity:ada-lund", "name": "Ada Lund"}
    entity = {**entity, "type": "person", "aliases": [], "status": "draft"}
    (gold / "story.json").write_text(annotation_file({"story_id": "tunnel"}, [entity]), "utf-8")


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tunnel")
    write_seeds(root / "seeds")
    done = Project(root).call("build")
    assert done.status == 0, done.err
    return root


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The seeds of the harbour tunnel; no dataset yet."""
    write_seeds(tmp_path / "project" / "seeds")
    return Project(tmp_path / "project")


@pytest.fixture
def built(tmp_path: Path, _built_once: Path) -> Project:
    """The seeds of the harbour tunnel, and the dataset built from them."""
    shutil.copytree(_built_once, tmp_path / "project")
    return Project(tmp_path / "project")
