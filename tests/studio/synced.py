"""Stories for the tests in a browser, each under a name of its own: all tests share one server."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tellings.studio.client import Server
from tellings.studio.server import Running
from tellings.text import sha256
from tests.conftest import DATASET_TOML, JSON, Done, Project

COMMITTED = Path(__file__).parents[2] / "seeds"
FIVE = "s400-working-group"


@dataclass(frozen=True, slots=True)
class Synced:
    """A story of a project that is synced with the server of this run."""

    project: Project
    name: str
    running: Running
    key_file: Path = field(init=False)

    def __post_init__(self) -> None:
        key = self.project.root / "key.txt"
        key.write_text(self.running.account.token, "utf-8")
        key.chmod(0o600)
        object.__setattr__(self, "key_file", key)

    def call(self, *words: str) -> Done:
        """Run a command of ``tellings studio`` on this story."""
        where = ("--url", self.running.url, "--key-file", self.key_file)
        return self.project.call("studio", words[0], self.name, *words[1:], *where)

    def push(self, *words: str) -> Done:
        """Push; it has to succeed."""
        done = self.call("push", *words)
        assert done.status == 0, done.err
        return done

    def pull(self, *words: str) -> JSON:
        """Pull; what it says of this story, with its exit status."""
        done = self.call("pull", "--json", *words)
        (found,) = json.loads(done.out)
        held = [each for one in found["passes"] for each in one["findings"]]
        return {**found, "findings": [*found["findings"], *held], "status": done.status}

    def place(self, step: str = "everything") -> tuple[int, dict[str, int]]:
        """The number of the project for a step, and those of its tasks by article."""
        with Server.own(self.running) as server:
            title = f"{self.name} · {step}"
            (project,) = [each for each in server.projects() if each.title == title]
            keys = {each.data["key"]: each.id for each in server.task_keys(project.id)}
        return project.id, {key.rpartition(":")[2]: task for key, task in keys.items()}

    def records(self, article: str, pass_name: str = "annotator-1") -> dict[str, JSON]:
        """The records of an article in a pass, by id."""
        path = self.project.seeds / self.name / "annotations" / pass_name / f"{article}.json"
        if not path.exists():
            return {}
        return {each["id"]: each for each in json.loads(path.read_text("utf-8"))["records"]}


def write_story(seeds: Path, name: str, texts: Mapping[str, str]) -> None:
    """Write a story with these articles, and its dataset."""
    articles = seeds / name / "articles"
    articles.mkdir(parents=True)
    (seeds / "dataset.toml").write_text(DATASET_TOML, "utf-8")
    toml = f'title = "{name}"\nlanguage = "en"\n'
    toml += '\n[[targets]]\nslug = "late"\nstatement = "The tunnel should open late."\n'
    for slug, text in texts.items():
        (articles / f"{slug}.txt").write_bytes(text.encode())
        toml += f'\n[[articles]]\nslug = "{slug}"\nsource_sha256 = "{sha256(text)}"\n'
    (seeds / name / "story.toml").write_text(toml, "utf-8")


def write_pass(seeds: Path, name: str, articles: Mapping[str, list[JSON]]) -> None:
    """Write the pass gold of a story."""
    gold = seeds / name / "annotations" / "gold"
    gold.mkdir(parents=True)
    work = [{"article": f"{name}:{slug}", "date": "2031-02-03"} for slug in articles]
    info = {"record": "pass", "id": "gold", "annotator": "tests", "kind": "human"}
    info |= {"guideline_version": "1.0.0", "articles": work, "status": "draft"}  # type: ignore[dict-item]
    (gold / "pass.json").write_text(json.dumps(info), "utf-8")
    for slug, records in articles.items():
        text = (seeds / name / "articles" / f"{slug}.txt").read_bytes().decode()
        header = {"article_id": f"{name}:{slug}", "text_sha256": sha256(text)}
        file = {**header, "records": records}
        (gold / f"{slug}.json").write_text(json.dumps(file, ensure_ascii=False), "utf-8")


def copy_story(seeds: Path, name: str) -> None:
    """The committed story of the five articles under another name."""
    shutil.copytree(COMMITTED / FIVE, seeds / name)
    shutil.copy(COMMITTED / "dataset.toml", seeds)
    for path in (seeds / name).rglob("*.*"):
        if path.suffix in {".json", ".toml"}:
            path.write_text(path.read_text("utf-8").replace(FIVE, name), "utf-8")


def span(name: str, slug: str, text: str, words: str, number: int = 1) -> JSON:
    """A claim on the only occurrence of some words in a text."""
    start = text.index(words)
    assert words not in text[start + 1 :], f"{words!r} is there twice"
    return {
        "record": "span",
        "id": f"{name}:{slug}:span:{number:03}",
        "article_id": f"{name}:{slug}",
        "layer": "claim",
        "label": "checkable_claim",
        "start": start,
        "end": start + len(words),
        "text": words,
        "status": "draft",
    }
