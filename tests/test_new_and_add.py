"""``new`` and ``add``: a story to start from, and articles brought in byte for byte."""

import hashlib
import resource
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tellings.publish.rows import Row
from tellings.store.datasets import read_rows
from tellings.text import sha256

from .conftest import Project, edit, snapshot

TURKISH = "Körfez tüneli bir yıl geç açılacak\n\nBelediye pazartesi günü açıkladı. Şaşırdık.\n"


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """A folder with nothing in it."""
    return Project(tmp_path)


def _listed(project: Project, story: str = "tunnel") -> dict[str, dict[str, Any]]:
    table = tomllib.loads((project.seeds / story / "story.toml").read_text("utf-8"))
    return {each["slug"]: each for each in table["articles"]}


def _file(project: Project, name: str, data: bytes) -> Path:
    path = project.root / name
    path.write_bytes(data)
    return path


def _rows(project: Project, table: str, article: str) -> list[Row]:
    rows = read_rows(project.dataset, table)
    return [row for row in rows if article in (row["id"], row.get("article_id"))]


# new -------------------------------------------------------------------------------------------


def test_a_new_story_builds_as_it_stands(empty: Project) -> None:
    made = empty.run("new", "harbour-tunnel")
    assert (made.status, made.err) == (0, "")
    for name in ("harbour-tunnel/story.toml", "harbour-tunnel/articles/sample.txt", "dataset.toml"):
        assert f"seeds/{name}\n" in made.out
    built = empty.run("build")
    assert (built.status, built.err) == (0, "")
    checked = empty.call("validate")
    assert (checked.status, checked.out, checked.err) == (0, "", "seeds and dataset: no findings\n")
    assert empty.call("show", "sample").status == 0


def test_dataset_toml_is_made_only_where_there_is_none(project: Project) -> None:
    old = snapshot(project.seeds)
    done = project.call("new", "bridge", "--title", 'The "bridge" \\ Köprü')
    assert done.status == 0
    assert "dataset.toml" not in done.out
    new = snapshot(project.seeds)
    assert {name: new[name] for name in old} == old
    assert b'title = "The \\"bridge\\" \\\\ K\xc3\xb6pr\xc3\xbc"' in new["bridge/story.toml"]
    assert project.call("build").err == ""


def test_a_story_that_is_there_is_refused(project: Project) -> None:
    old = snapshot(project.root)
    done = project.call("new", "tunnel")
    assert (done.status, done.out) == (1, "")
    assert done.err == "Error: seeds/tunnel is there already; nothing was changed\n"
    assert snapshot(project.root) == old


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("Harbour Tunnel", "harbour-tunnel"),
        ("ölçü", "olcu"),
        ("a_b", "a-b"),
        ("../x", "x"),
        ("a/b", "a-b"),
        ("港", "article"),
        ("x\n", "x"),
    ],
)
def test_a_bad_name_gets_a_better_one(name: str, better: str, project: Project) -> None:
    old = snapshot(project.root)
    done = project.call("new", name)
    assert (done.status, done.out) == (1, "")
    assert f"as in {better!r}" in done.err
    assert snapshot(project.root) == old


def test_seeds_that_are_a_file(empty: Project) -> None:
    (empty.root / "seeds").write_text("mine", "utf-8")
    done = empty.call("new", "tunnel")
    assert (done.status, len(done.err.splitlines())) == (1, 1)


# add -------------------------------------------------------------------------------------------


def test_bytes_stay_and_the_hash_is_listed(project: Project) -> None:
    data = "\ufeffTunnel späte Öffnung\r\n\r\nEr kommt später.  \tSo ist es.\r".encode()
    comments = (project.story / "story.toml").read_text("utf-8")
    done = project.run("add", "tunnel", _file(project, "Die Öffnung (2).TXT", data))
    assert (done.status, done.out, done.err) == (0, "tunnel:die-offnung-2\n", "")
    assert (project.story / "articles" / "die-offnung-2.txt").read_bytes() == data
    entry = _listed(project)["die-offnung-2"]
    assert entry["source_name"] == "Die Öffnung (2).TXT"
    assert entry["source_sha256"] == hashlib.sha256(data).hexdigest()
    assert "received_sha256" not in entry
    toml = (project.story / "story.toml").read_text("utf-8")
    assert toml.startswith(comments.rstrip("\n"))
    assert project.call("build").err == ""
    (article,) = _rows(project, "articles", "tunnel:die-offnung-2")
    assert article["text"] == "Tunnel späte Öffnung\n\nEr kommt später.  \tSo ist es.\n"
    assert article["source_sha256"] == entry["source_sha256"]
    assert project.call("validate").status == 0


def test_articles_alone_are_a_dataset(empty: Project) -> None:
    text = "Tunnel late\n\nIt is late, the city said.\nAsk ada.lund@harbour.example or Bo.\n"
    empty.call("new", "late")
    (empty.seeds / "late" / "articles" / "sample.txt").unlink()
    toml = empty.seeds / "late" / "story.toml"
    toml.write_text('title = "Late"\nlanguage = "en"\n', "utf-8")
    assert empty.call("add", "late", _file(empty, "one.txt", text.encode())).status == 0
    assert empty.call("build").err == ""
    (article,) = _rows(empty, "articles", "late:one")
    assert article["text"] == text.replace("ada.lund@harbour.example", "█" * 24)
    spans = _rows(empty, "spans", "late:one")
    assert [row["text"] for row in spans if row["label"] == "email"] == ["█" * 24]
    segments = sorted((row["start"], row["text"]) for row in spans if row["layer"] == "segment")
    assert "".join(words for _, words in segments) == article["text"]
    passes = list(read_rows(empty.dataset, "passes"))
    assert {row["pass"] for row in passes} == {"rules"}
    assert {row["annotator_kind"] for row in passes} == {"rule"}
    assert empty.call("validate").status == 0
    everything = b"".join(snapshot(empty.dataset).values())
    assert b"ada.lund" not in everything


def test_a_name_that_is_taken_is_refused(project: Project) -> None:
    one, two = _file(project, "Gazette.txt", b"Other."), _file(project, "new.txt", b"New.")
    old = snapshot(project.seeds)
    done = project.call("add", "tunnel", two, one)
    assert (done.status, done.out) == (1, "")
    assert "has or lists an article 'gazette'" in done.err
    assert done.err.endswith("nothing was added\n")
    assert snapshot(project.seeds) == old


def test_two_files_of_one_name_are_refused(project: Project) -> None:
    one, two = _file(project, "a b.txt", b"One."), _file(project, "a_b.txt", b"Two.")
    old = snapshot(project.seeds)
    assert project.call("add", "tunnel", one, two).status == 1
    assert snapshot(project.seeds) == old


def test_the_same_words_under_another_name_are_refused_unless_wanted(project: Project) -> None:
    data = project.gazette.read_bytes()
    again = _file(project, "again.txt", data.replace(b"\n", b"\r\n"))
    old = snapshot(project.seeds)
    done = project.call("add", "tunnel", again)
    assert (done.status, done.out) == (1, "")
    assert "again.txt: duplicate-id: the text is that of the article 'gazette'" in done.err
    assert snapshot(project.seeds) == old
    one, two = (
        _file(project, "one.txt", b"New words.\n"),
        _file(project, "two.txt", b"New words.\n"),
    )
    done = project.call("add", "tunnel", one, two)
    assert (done.status, snapshot(project.seeds)) == (1, old)
    done = project.call("add", "tunnel", again, "--same-text")
    assert (done.status, done.out) == (0, "tunnel:again\n")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b" \n", "empty-file"),
        (b"a\x00b", "control-character"),
        (b"x" * (5 * 2**20 + 1), "file-too-large"),
        (None, "missing-file"),
    ],
    ids=["empty", "blank", "zero byte", "large", "not there"],
)
def test_all_or_none(data: bytes | None, rule: str, project: Project) -> None:
    good, bad = _file(project, "good.txt", b"Good."), project.root / "bad.txt"
    if data is not None:
        bad.write_bytes(data)
    old = snapshot(project.seeds)
    done = project.call("add", "tunnel", good, bad)
    assert (done.status, done.out) == (1, "")
    (message, last) = done.err.splitlines()
    assert f": {rule}: " in message
    assert last == "nothing was added"
    assert snapshot(project.seeds) == old


def test_a_folder_is_no_article(project: Project) -> None:
    done = project.call("add", "tunnel", project.story)
    assert (done.status, done.out) == (1, "")
    assert "this is a folder" in done.err


@pytest.mark.parametrize("encoding", ["cp1254", "iso8859-9", "utf-16"])
def test_another_encoding_is_named_and_converted_only_on_demand(
    encoding: str, project: Project
) -> None:
    received = TURKISH.encode(encoding)
    path = _file(project, "haber.txt", received)
    old = snapshot(project.seeds)
    refused = project.call("add", "tunnel", path)
    assert (refused.status, refused.out) == (1, "")
    message, _ = refused.err.splitlines()
    assert "not-utf8" in message
    assert "--encoding NAME" in message
    assert ("utf-16" if encoding == "utf-16" else "cp1254") in message
    assert snapshot(project.seeds) == old
    done = project.call("add", "tunnel", path, "--encoding", encoding)
    assert (done.status, done.out) == (0, "tunnel:haber\n")
    assert f"converted from {encoding}" in done.err
    assert (project.story / "articles" / "haber.txt").read_bytes() == TURKISH.encode()
    entry = _listed(project)["haber"]
    assert entry["received_sha256"] == hashlib.sha256(received).hexdigest()
    assert entry["received_encoding"] == encoding
    assert entry["source_sha256"] == sha256(TURKISH)
    assert project.call("build").err == ""
    (article,) = _rows(project, "articles", "tunnel:haber")
    assert (article["text"], article["received_encoding"]) == (TURKISH, encoding)


def test_a_file_in_utf8_is_never_converted(project: Project) -> None:
    path = _file(project, "haber.txt", TURKISH.encode())
    assert project.call("add", "tunnel", path, "--encoding", "cp1254").status == 0
    assert (project.story / "articles" / "haber.txt").read_bytes() == TURKISH.encode()
    assert "received_encoding" not in _listed(project)["haber"]


@pytest.mark.parametrize("encoding", ["ascii", "no-such", "rot13", "utf-8"])
def test_an_encoding_that_does_not_fit_is_refused(encoding: str, project: Project) -> None:
    path = _file(project, "haber.txt", TURKISH.encode("cp1254"))
    old = snapshot(project.seeds)
    done = project.call("add", "tunnel", path, "--encoding", encoding)
    assert (done.status, done.out, len(done.err.splitlines())) == (1, "", 2)
    assert snapshot(project.seeds) == old


@pytest.mark.parametrize("encoding", ["undefined", "unicode_escape"])
def test_a_curious_encoding_is_refused(encoding: str, project: Project) -> None:
    path = _file(project, "haber.txt", b"caf\xe9 \\ud800")
    done = project.call("add", "tunnel", path, "--encoding", encoding)
    assert (done.status, len(done.err.splitlines())) == (1, 2)


def test_utf16_without_a_mark_is_one_message(project: Project) -> None:
    path = _file(project, "wide.txt", ("Tunnel late. " * 9).encode("utf-16-le"))
    done = project.call("add", "tunnel", path)
    assert (done.status, len(done.err.splitlines())) == (1, 2)


def test_no_room_for_the_second_file_leaves_none(project: Project) -> None:
    one, two = _file(project, "one.txt", b"One."), _file(project, "two.txt", b"Two. " * 9_000)
    old = snapshot(project.seeds)
    room = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (20_000, 20_000))
    done = project.run("add", "tunnel", one, two, before=room)
    assert (done.status, done.out) == (1, "")
    assert "no room left" in done.err
    assert snapshot(project.seeds) == old


def test_no_room_for_a_new_story_leaves_none(project: Project) -> None:
    room = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (100, 100))
    done = project.run("new", "bridge", before=room)
    assert (done.status, done.out) == (1, "")
    assert not (project.seeds / "bridge").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [("title", "x y\ntitle"), ("# A comment", "\ufeff# A comment"), ("[[articles]]", "[[articles")],
    ids=["syntax", "byte order mark", "bracket"],
)
def test_a_story_toml_that_is_broken_has_a_message(old: str, new: str, project: Project) -> None:
    edit(project.story / "story.toml", old, new)
    before = snapshot(project.seeds)
    done = project.call("add", "tunnel", _file(project, "one.txt", b"One."))
    if done.status:
        assert "story.toml" in done.err
        assert snapshot(project.seeds) == before


def test_a_story_toml_with_windows_line_ends_keeps_them(project: Project) -> None:
    toml = project.story / "story.toml"
    toml.write_bytes(toml.read_bytes().replace(b"\n", b"\r\n"))
    old = toml.read_bytes()
    assert project.call("add", "tunnel", _file(project, "one.txt", b"One.")).status == 0
    assert toml.read_bytes().startswith(old)


@pytest.mark.parametrize("name", [b"caf\xe9.txt", b"del\x7f.txt"], ids=["latin-1", "delete"])
def test_a_curious_file_name(name: bytes, project: Project) -> None:
    path = Path(project.root / name.decode("utf-8", "surrogateescape"))
    path.write_bytes(b"One.")
    before = snapshot(project.seeds)
    done = project.call("add", "tunnel", path)
    assert done.status == 0 or snapshot(project.seeds) == before
    assert project.call("build").status == 0


def test_an_article_that_is_listed_but_gone_is_not_listed_twice(project: Project) -> None:
    path = _file(project, "gazette.txt", project.gazette.read_bytes())
    project.gazette.unlink()
    project.call("add", "tunnel", path)
    toml = (project.story / "story.toml").read_text("utf-8")
    assert toml.count('slug = "gazette"') == 1
