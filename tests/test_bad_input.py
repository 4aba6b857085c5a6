"""Bad input: one clear message, the right exit status, and the old dataset byte for byte."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from tellings.text import sha256

from .conftest import GAZETTE, Done, Project, edit, snapshot

Harm = Callable[[Project], object]


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of harm done to good seeds, and the one message that it brings."""

    name: str
    harm: Harm
    rule: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def _edit(file: str, old: str, new: str) -> Harm:
    return lambda project: edit(project.seeds / file, old, new)


def _write(file: str, data: bytes) -> Harm:
    return lambda project: (project.seeds / file).write_bytes(data)


def _article(data: bytes) -> Harm:
    """Another Gazette, of which story.toml has the hash."""

    def harm(project: Project) -> None:
        project.gazette.write_bytes(data)
        edit(project.story / "story.toml", sha256(GAZETTE), sha256(data))

    return harm


def _remove(file: str) -> Harm:
    return lambda project: (project.seeds / file).unlink()


def _append(file: str, text: str) -> Harm:
    def harm(project: Project) -> None:
        with (project.seeds / file).open("a", encoding="utf-8") as out:
            out.write(text)

    return harm


def _folder_for_file(project: Project) -> None:
    project.gazette.unlink()
    project.gazette.mkdir()


def _dangling(project: Project) -> None:
    project.gazette.unlink()
    project.gazette.symlink_to("nowhere.txt")


def _circle(project: Project) -> None:
    project.gazette.unlink()
    project.gazette.symlink_to(project.gazette.name)


def _huge(project: Project) -> None:
    with project.gazette.open("wb") as out:
        out.truncate(50 * 2**20)


def _empty_seeds(project: Project) -> None:
    shutil.rmtree(project.story)


def _no_articles(project: Project) -> None:
    shutil.rmtree(project.story / "articles")
    shutil.rmtree(project.story / "annotations")
    toml = project.story / "story.toml"
    toml.write_text(toml.read_text("utf-8").partition("\n[[articles]]")[0], "utf-8")


def _second_in_gold(**changed: object) -> Harm:
    """A second record made from the first one, with some fields changed."""

    def harm(project: Project) -> None:
        value = json.loads(project.records.read_text("utf-8"))
        value["records"].append(value["records"][0] | changed)
        project.records.write_text(json.dumps(value, indent=1), "utf-8")

    return harm


def _twice(project: Project) -> None:
    """The last article of story.toml stands there once more."""
    toml = project.story / "story.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text + text[text.rindex("\n[[articles]]") :], "utf-8")


_TARGET = '\n[[targets]]\nslug = "late"\nstatement = "It should open early."\n'
TOML, GOLD = "tunnel/story.toml", "tunnel/annotations/gold/gazette.json"
ARTICLE = "tunnel/articles/gazette.txt"
OTHER_ID = "tunnel:gazette:span:009"
CASES = [
    Case("no seeds", lambda p: shutil.rmtree(p.seeds), "missing-file", ("seeds: ", "folder")),
    Case("empty seeds", _empty_seeds, "no-stories", ("tellings new",)),
    Case("no articles", _no_articles, "no-articles", ("tellings add tunnel",)),
    Case("story.toml gone", _remove(TOML), "missing-file", ("story.toml",)),
    Case("dataset.toml gone", _remove("dataset.toml"), "missing-file", ("dataset.toml",)),
    Case("pass.json gone", _remove("tunnel/annotations/gold/pass.json"), "missing-file"),
    Case("article gone", _remove(ARTICLE), "missing-file", ("story.toml:10", "gazette.txt")),
    Case("not UTF-8", _article(b"caf\xe9"), "not-utf8", ("byte 3", "0xe9", "tellings add")),
    Case("empty", _article(b""), "empty-file", ("gazette.txt",)),
    Case("blank", _article(b"\xef\xbb\xbf \r\n"), "empty-file", ("gazette.txt",)),
    Case("50 MB", _huge, "file-too-large", ("52,428,800 bytes", "5,242,880")),
    Case("a folder", _folder_for_file, "unreadable-file", ("a folder, not a file",)),
    Case("a dangling link", _dangling, "unreadable-file", ("a link to nothing",)),
    Case("a link to itself", _circle, "unreadable-file", ("gazette.txt",)),
    Case("TOML", _append(TOML, "x y\n"), "toml-syntax", ("story.toml:16", "line 16, column 3")),
    Case(
        "TOML of the dataset",
        _edit("dataset.toml", "name =", "name"),
        "toml-syntax",
        ("dataset.toml:2", "line 2, column 6"),
    ),
    Case("TOML not UTF-8", _write(TOML, b'title = "\xe9"'), "not-utf8", ("story.toml",)),
    Case("JSON", _edit(GOLD, '"layer":', '"layer"'), "json-syntax", (".json:9", "column 12")),
    Case("JSON cut short", _write(GOLD, b'{"records": ['), "json-syntax", (".json:1", "column")),
    Case("JSON empty", _write(GOLD, b""), "json-syntax", ("gazette.json:1",)),
    Case("JSON, a list", _write(GOLD, b"[]"), "schema", ("records",)),
    Case(
        "stray key in story.toml",
        _edit(TOML, "language =", 'langage = "x"\nlanguage ='),
        "unknown-field",
        ("'langage'", "did you mean 'language'?"),
    ),
    Case(
        "stray key of an article",
        _append(TOML, 'source_nam = "x"\n'),
        "unknown-field",
        ("articles[1]", "'source_nam'", "did you mean 'source_name'?"),
    ),
    Case(
        "stray key in dataset.toml",
        _edit("dataset.toml", "version =", 'verzion = "1.0.0"\nversion ='),
        "unknown-field",
        ("'verzion'", "did you mean 'version'?"),
    ),
    Case(
        "stray key in a record",
        _edit(GOLD, '"layer"', '"leyer": "mention",\n"layer"'),
        "unknown-field",
        ("gazette.json:5", "span:001", "'leyer'", "did you mean 'layer'?"),
    ),
    Case(
        "unknown label",
        _edit(GOLD, "checkable_claim", "checkable_clam"),
        "unknown-label",
        ("gazette.json:5", "'checkable_clam'", "did you mean 'checkable_claim'?"),
    ),
    Case(
        "unknown kind",
        _second_in_gold(record="spam", id=OTHER_ID),
        "schema",
        ("'spam'", "did you mean 'span'?"),
    ),
    Case("duplicate id", _second_in_gold(), "duplicate-id", ("span:001", "stands already")),
    Case(
        "past the end",
        _second_in_gold(id=OTHER_ID, end=99_999),
        "span-text",
        (OTHER_ID, f"the text ends at {len(GAZETTE)}", "it occurs at 0"),
    ),
    Case(
        "end before start", _second_in_gold(id=OTHER_ID, start=9, end=3), "span-text", (OTHER_ID,)
    ),
    Case("negative", _second_in_gold(id=OTHER_ID, start=-1), "schema", ("start", "-1")),
    Case("a record is no object", _second_in_gold(record=None), "schema", ("None",)),
    Case(
        "reference to nothing",
        _edit(GOLD, '"source_span": "tunnel:gazette:span:003"', '"source_span": "tunnel:x:span:1"'),
        "unresolved-reference",
        ("source_span", "tunnel:x:span:1"),
    ),
    Case(
        "not a day",
        _append(
            TOML, '[articles.published]\nedtf = "2031-02-30"\nbasis = "unknown"\nevidence = []\n'
        ),
        "date-bounds",
        ("herald: published", "no such day"),
    ),
]


def _one_message(done: Done, case: Case) -> None:
    assert done.status == 1
    *messages, tally = done.err.splitlines()
    assert len(messages) == 1, done.err
    assert f": {case.rule}: " in messages[0]
    for words in case.words:
        assert words in messages[0]
    assert tally == "1 error; dataset stays as it was"


def test_a_long_span_is_told_by_what_differs_in_it(project: Project) -> None:
    words = "word " * 900
    text = f"{words}here stands one{' word' * 900}\n"
    project.gazette.write_text(text.replace("stands one", "stands another one"), "utf-8")
    segment = {
        "record": "span",
        "id": "tunnel:gazette:span:001",
        "article_id": "tunnel:gazette",
        "layer": "segment",
        "label": "body",
        "start": 0,
        "end": len(text),
        "text": text,
        "status": "draft",
    }
    header = {"article_id": "tunnel:gazette", "text_sha256": sha256(text)}
    project.records.write_text(json.dumps({**header, "records": [segment]}), "utf-8")
    done = project.call("validate")
    (line,) = (line for line in done.out.splitlines() if ": span-text: " in line)
    assert len(line) < 400
    assert "here stands one word" in line


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_message_and_the_old_dataset_stays(case: Case, built: Project) -> None:
    case.harm(built)
    old = snapshot(built.dataset)
    _one_message(built.call("build"), case)
    assert snapshot(built.dataset) == old
    assert built.leftovers() == []
    checked = built.call("validate", "seeds")
    assert (checked.status, len(checked.out.splitlines())) == (1, 1)


@pytest.mark.parametrize("number", [0, 7, 14, 23], ids=lambda number: str(CASES[number]))
def test_a_process_of_its_own_says_the_same(number: int, built: Project) -> None:
    CASES[number].harm(built)
    _one_message(built.run("build"), CASES[number])


NASTY = [
    Case("kind is a list", _second_in_gold(record=[]), "schema"),
    Case("records twice", _edit(GOLD, '"records"', '"records": [], "records"'), "duplicate-key"),
    Case(
        "records inside",
        _edit(GOLD, '"records": [', '"x": {"records": []}, "records": [{"record": "spam"},'),
        "schema",
    ),
    Case("a key twice", _edit(GOLD, '"layer"', '"layer": "event", "layer"'), "duplicate-key"),
    Case("offset with a point", _edit(GOLD, '"start": 0', '"start": 0.0'), "schema"),
    Case("offset beyond 64 bits", _edit(GOLD, '"end": 34', '"end": 99999999999999999999'), ""),
    Case("id with a line end", _second_in_gold(id=f"{OTHER_ID}\n"), "schema"),
    Case("article twice", _twice, "duplicate-id", ("herald",)),
    Case("target twice", _append(TOML, _TARGET), "duplicate-id", ("late",)),
    Case("a number too long", _append(TOML, f"x = {'9' * 5000}"), "toml-syntax"),
    Case("too deep", _append(TOML, f"x = {'[' * 5000}"), "toml-syntax"),
    Case("no line in TOML", _append(TOML, 'note = """no end'), "toml-syntax", ("line 16",)),
]


@pytest.mark.parametrize("case", NASTY, ids=str)
def test_nasty_input_has_a_message_too(case: Case, built: Project) -> None:
    case.harm(built)
    old = snapshot(built.dataset)
    done = built.call("build")
    assert (done.status, done.out) == (1, "")
    for words in case.words:
        assert words in done.err
    assert snapshot(built.dataset) == old


# A text that changed under its annotation ------------------------------------------------------


def test_every_span_that_a_changed_article_leaves_behind_is_listed(built: Project) -> None:
    edit(built.gazette, "NORTHPORT", "SOUTHPORT")
    edit(built.gazette, "Harbour", "A harbour")
    seeds, dataset = snapshot(built.seeds), snapshot(built.dataset)
    done = built.run("build")
    assert done.status == 1
    lines = done.err.splitlines()
    stale = [line for line in lines if ": span-text: " in line]
    assert [f":span:00{number}: " in line for number, line in enumerate(stale, 1)] == [True] * 4
    assert sum(": text-changed: " in line for line in lines) == 1
    assert sum(": hash-mismatch: " in line for line in lines) == 1
    assert lines[-1] == "6 errors; dataset stays as it was"
    assert (snapshot(built.seeds), snapshot(built.dataset)) == (seeds, dataset)


# Where the dataset goes ------------------------------------------------------------------------


def _refused(project: Project, out: str, *words: str) -> None:
    """The build ends with one message, and every file stays as it was."""
    old = snapshot(project.root)
    done = project.run("build", "--out", out)
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)
    for word in words:
        assert word in done.err
    new = {name: data for name, data in snapshot(project.root).items() if ".lock" not in name}
    assert new == {name: data for name, data in old.items() if ".lock" not in name}
    assert project.leftovers() == []


def test_out_below_a_file(built: Project) -> None:
    (built.root / "file").write_text("mine", "utf-8")
    _refused(built, "file/dataset", "file: ")
    _refused(built, "file", "not a folder")


def test_out_is_somebody_elses_folder(built: Project) -> None:
    (built.root / "mine").mkdir()
    (built.root / "mine" / "letter.txt").write_text("mine", "utf-8")
    _refused(built, "mine", "mine is not empty", "not a dataset")


def test_a_manifest_of_another_program_is_somebody_elses_too(built: Project) -> None:
    (built.root / "mine").mkdir()
    (built.root / "mine" / "letter.txt").write_text("mine", "utf-8")
    (built.root / "mine" / "MANIFEST.json").write_text('{"name": "web app"}', "utf-8")
    _refused(built, "mine", "mine is not empty", "not a dataset")


def test_out_is_a_link(built: Project) -> None:
    (built.root / "link").symlink_to("dataset")
    _refused(built, "link", "not a folder")
    (built.root / "nowhere").symlink_to("no/such/folder")
    _refused(built, "nowhere", "not a folder")


def test_out_is_the_project_itself(built: Project) -> None:
    _refused(built, ".", "not empty")
    _refused(built, "seeds", "not empty")


# No room, no right -----------------------------------------------------------------------------


def _changed(project: Project) -> None:
    """A change that a build would have to write."""
    edit(project.records, "checkable_claim", "judgement")


def _stays(project: Project, done: Done, old: dict[str, bytes], *words: str) -> None:
    assert (done.status, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1, done.err
    for word in words:
        assert word in done.err
    assert snapshot(project.dataset) == old
    assert project.leftovers() == []


@pytest.mark.parametrize("room", [0, 100, 5_000, 20_000, 60_000, 200_000])
def test_a_file_that_may_not_grow(room: int, built: Project) -> None:
    _changed(built)
    old = snapshot(built.dataset)
    done = built.run(
        "build", before=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
    )
    _stays(built, done, old, "no room left")


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 kB; where it cannot be had, a gate fails and a person's run skips."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("needs the right to mount")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk(built: Project, mounted: Path) -> None:
    shutil.copytree(built.dataset / "data", mounted / "dataset" / "data")
    shutil.copy(built.dataset / "MANIFEST.json", mounted / "dataset")
    _changed(built)
    old = snapshot(mounted / "dataset")
    done = built.run("build", "--out", mounted / "dataset")
    assert (done.status, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1, done.err
    assert "no room left" in done.err
    assert snapshot(mounted / "dataset") == old
    assert [path.name for path in mounted.iterdir() if "building" in path.name] == []


def test_a_disk_that_is_read_only(built: Project, mounted: Path) -> None:
    """A read-only mount also stops root, whom the rights of a folder do not stop."""
    (mounted / "file").write_text("mine", "utf-8")
    subprocess.run(["mount", "-o", "remount,ro", mounted], check=True)
    done = built.run("build", "--out", mounted / "dataset")
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "nothing was changed" in done.err
    assert "Read-only file system" in done.err


# What is not there, and what is not a command ----------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["bild"], "No such command 'bild'"),
        (["build", "--sedes", "x"], "No such option"),
        (["show"], "Missing argument 'ARTICLE'"),
        (["add", "tunnel"], "Missing argument 'FILES...'"),
        (["show", "gazette", "--layer", "mention_"], "did you mean 'mention'?"),
        (["schema", "show", "headlin"], "did you mean 'headline'?"),
        (["fmt", "tunnel", "extra"], "unexpected extra argument"),
    ],
    ids=" ".join,
)
def test_wrong_usage(words: list[str], message: str, project: Project) -> None:
    done = project.call(*words)
    assert (done.status, done.out) == (2, "")
    assert message in done.err
    assert done.err.startswith("Usage: tellings")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["show", "gazete"], "did you mean 'gazette'?"),
        (["show", "gazette", "--pass", "silver"], "there are gold, rules"),
        (["stats"], "no dataset folder"),
        (["stats", "seeds"], "no dataset folder"),
        (["diff", "nowhere"], "neither a dataset folder nor a git revision"),
        (["diff", "seeds", "seeds"], "no dataset folder"),
        (["diff", "--", "--output=x"], "neither a dataset folder nor a git revision"),
        (["add", "tunel", "x.txt"], "there is no story 'tunel'"),
    ],
    ids=" ".join,
)
def test_what_is_not_there(words: list[str], message: str, project: Project) -> None:
    done = project.call(*words)
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert message in done.err


@pytest.mark.parametrize("words", [["fmt", "nowhere"], ["fmt", "tunel", "--check"]], ids=" ".join)
def test_a_story_that_is_not_there(words: list[str], project: Project) -> None:
    done = project.call(*words)
    assert (done.status, len(done.err.splitlines())) == (1, 1)


def test_a_reader_that_stops_early(project: Project) -> None:
    project.gazette.write_bytes(GAZETTE.encode() + b"More of it.\n" * 20_000)
    command = [sys.executable, "-m", "tellings", "show", "gazette"]
    with subprocess.Popen(
        command, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"tunnel:gazette")
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode in (0, 1)


def test_output_that_finds_no_room(project: Project) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tellings", "show", "gazette"],
            cwd=project.root,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
