"""``tellings hydrate``: from a release and copies to the full dataset, as a user does it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tellings.publish.terms import TextMode
from tellings.release_folders import write_release
from tellings.store.datasets import read_rows

from .conftest import GAZETTE, HERALD, Project, snapshot

Released = Callable[[TextMode], Path]
MODES = tuple(TextMode)
PAGE = """<!doctype html><html><head><meta charset="windows-1252"><title>{title} - Northport</title>
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{title}</h1>
{body}</article><footer>All rights reserved</footer></body></html>"""


def page_of(text: str) -> bytes:
    title, *lines = [line for line in text.splitlines() if line]
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return PAGE.format(title=title, body=body).encode("cp1252", "xmlcharrefreplace")


@pytest.fixture
def release(built: Project) -> Released:
    """The harbour tunnel, released in a mode."""

    def make(mode: TextMode) -> Path:
        write_release(built.dataset, built.root / mode.value, mode)
        return built.root / mode.value

    return make


def copies(project: Project, **files: str | bytes) -> Path:
    folder = project.root / "copies"
    folder.mkdir()
    for name, data in files.items():
        raw = data if isinstance(data, bytes) else data.encode()
        (folder / name.replace("_", ".")).write_bytes(raw)
    return folder


@pytest.mark.parametrize("mode", MODES)
def test_the_very_files_give_the_dataset_back(
    built: Project, release: Released, mode: TextMode
) -> None:
    folder = copies(built, gazette_txt=GAZETTE, herald_txt=HERALD)
    done = built.call("hydrate", release(mode), "--articles", folder)
    assert done.status == 0, done.err
    assert done.err == ""
    assert done.out.splitlines()[0].split() == [
        "article",
        "copy",
        *["exact", "moved", "folded", "anchored", "failed", "untiled"],
    ]
    assert "spans, of every pass: gold " in done.out
    assert "hydrated/ written" in done.out
    assert built.call("validate", "hydrated").status == 0
    for table in ("articles", "spans", "attributions", "documents", "passes", "entities"):
        assert list(read_rows(built.root / "hydrated", table)) == list(
            read_rows(built.dataset, table)
        )


def test_saved_pages_give_every_span(built: Project, release: Released) -> None:
    folder = copies(built, gazette_html=page_of(GAZETTE), herald_html=page_of(HERALD))
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder, "--json")
    assert done.status == 0, done.err
    report = json.loads(done.out)
    assert report["written"]
    assert report["spans"]["failed"] == 0
    assert {each["file"] for each in report["articles"]} == {"gazette.html", "herald.html"}
    hydrated = built.root / "hydrated"
    assert json.loads((hydrated / "hydration.json").read_bytes())["spans"] == report["spans"]
    assert built.call("validate", "hydrated").out == ""
    texts = {row["id"]: row["text"] for row in read_rows(hydrated, "articles")}
    for row in read_rows(hydrated, "spans"):
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]


def test_names_that_say_nothing_do_not_matter(built: Project, release: Released) -> None:
    folder = copies(
        built, a_txt=f"Menu\n\n{HERALD}", b_txt=GAZETTE.replace('"', "”"), c_txt="Else.\n"
    )
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder, "--json")
    report = json.loads(done.out)
    found = {each["article"]: each["file"] for each in report["articles"]}
    assert found == {"tunnel:gazette": "b.txt", "tunnel:herald": "a.txt"}
    assert report["unused_files"] == ["c.txt"]


def test_what_has_no_place_is_left_out_and_told(built: Project, release: Released) -> None:
    changed = GAZETTE.replace("said Ada Lund, who leads the works", "said the engineer in charge")
    folder = copies(built, gazette_txt=changed, herald_txt=HERALD)
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder)
    assert done.status == 0
    assert "tunnel:gazette: 2 spans left out:" in done.err
    assert built.call("validate", "hydrated").status == 0
    rows = list(read_rows(built.root / "hydrated", "spans"))
    assert not [row for row in rows if row["text"] == "Ada Lund"]
    (attribution,) = read_rows(built.root / "hydrated", "attributions")
    assert attribution["source_span"] is None
    report = json.loads((built.root / "hydrated" / "hydration.json").read_bytes())
    assert report["records_shortened"] == {"gold/tunnel:gazette:attribution:001": 1}
    lost = {each["id"] for article in report["articles"] for each in article["left_out"]}
    assert lost == {"tunnel:gazette:span:003", "tunnel:gazette:span:004"}


def test_a_record_goes_with_what_it_cannot_be_without(built: Project, release: Released) -> None:
    changed = GAZETTE.replace("is softer than", "was softer than")
    folder = copies(built, gazette_txt=changed, herald_txt=HERALD)
    done = built.call("hydrate", release(TextMode.QUOTES), "--articles", folder)
    assert "gold/tunnel:gazette:attribution:001: rests on what has no place" in done.err
    assert not list(read_rows(built.root / "hydrated", "attributions"))
    assert built.call("validate", "hydrated").status == 0


def test_an_article_without_copy_is_left_out(built: Project, release: Released) -> None:
    folder = copies(built, gazette_txt=GAZETTE)
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder)
    assert done.status == 0
    assert [row["id"] for row in read_rows(built.root / "hydrated", "articles")] == [
        "tunnel:gazette"
    ]
    assert "none" in done.out


def test_dry_run_tells_and_writes_nothing(built: Project, release: Released) -> None:
    folder = copies(built, gazette_txt=GAZETTE)
    made = release(TextMode.NONE)
    before = snapshot(built.root)
    done = built.call("hydrate", made, "--articles", folder, "--dry-run")
    assert done.status == 0
    assert "nothing was written" in done.err
    assert snapshot(built.root) == before


def test_files_in_another_encoding_are_told_and_taken_with_encoding(
    built: Project, release: Released
) -> None:
    folder = copies(
        built, herald_txt=HERALD.replace("🚧", "!").encode("cp1252"), gazette_txt=GAZETTE
    )
    made = release(TextMode.NONE)
    done = built.call("hydrate", made, "--articles", folder)
    assert done.status == 1
    assert "not-utf8" in done.err
    assert "1 file could not be read, and what is in them is missing" in done.err
    done = built.call("hydrate", made, "--articles", folder, "--encoding", "cp1252", "--json")
    assert {each["file"] for each in json.loads(done.out)["articles"]} == {
        "gazette.txt",
        "herald.txt",
    }


def test_the_table_and_what_is_left_out_add_up(built: Project, release: Released) -> None:
    first, *paragraphs = GAZETTE.strip().split("\n\n")
    swapped = "\n\n".join([first, *reversed(paragraphs)]) + "\n"
    folder = copies(built, gazette_txt=swapped, herald_txt=HERALD.partition("\n\n")[2])
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder)
    rows = [line.split() for line in done.out.splitlines()]
    (total,) = (list(map(int, row[1:])) for row in rows if row[:1] == ["all"])
    told = [line for line in done.err.splitlines() if " left out: " in line]
    left_out = sum(int(line.split(": ")[1].split()[0]) for line in told)
    assert left_out == sum(total[-2:]) > 0
    (spans,) = (row for row in rows if row[1:2] == ["spans,"])
    assert int(spans[0]) == sum(total)
    assert "other text stands between" not in done.err


def test_why_a_file_is_not_used_is_true(built: Project, release: Released) -> None:
    folder = copies(
        built, gazette_txt=GAZETTE, zz_txt=GAZETTE, herald_txt=HERALD, else_txt="Else.\n"
    )
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder)
    assert done.status == 0
    said = "zz.txt: not used: holds 100% of tunnel:gazette, for which gazette.txt is taken"
    assert said in done.err
    assert "else.txt: not used: holds no sentence of any article" in done.err


def test_two_articles_in_one_file_are_told_apart(built: Project, release: Released) -> None:
    folder = copies(built, both_txt=f"{GAZETTE}\n{HERALD}")
    done = built.call("hydrate", release(TextMode.NONE), "--articles", folder)
    assert "both.txt holds 100% of it, and is taken for tunnel:" in done.err
    assert "make a file of each" in done.err


@pytest.mark.parametrize("held", ["built", "release", "more"])
def test_more_is_not_replaced_by_less_unless_asked(
    built: Project, release: Released, held: str
) -> None:
    made = release(TextMode.NONE)
    out = built.root / {"built": "dataset", "release": "quotes", "more": "hydrated"}[held]
    if held == "release":
        release(TextMode.QUOTES)
    if held == "more":
        built.call("hydrate", made, "--articles", built.story / "articles")
    before = snapshot(out)
    words = ("hydrate", made, "--articles", copies(built, gazette_txt=GAZETTE), "--out", out)
    done = built.call(*words)
    assert done.status == 1
    assert "name another folder with --out, or say --replace; nothing was changed" in done.err
    assert snapshot(out) == before
    assert built.call(*words, "--replace").status == 0
    assert snapshot(out) != before


def test_copies_of_nothing_end_in_failure(built: Project, release: Released) -> None:
    folder = copies(built, other_txt="Something else.\n")
    done = built.run("hydrate", release(TextMode.NONE), "--articles", folder)
    assert done.status == 1
    assert "no file is a copy of any article" in done.err
    assert not (built.root / "hydrated").exists()


def test_what_stands_in_the_way_is_one_sentence(built: Project, release: Released) -> None:
    made = release(TextMode.NONE)
    empty = built.root / "empty"
    empty.mkdir()
    for words, said in (
        (("hydrate", built.seeds, "--articles", built.root), "no dataset made by tellings"),
        (("hydrate", made, "--articles", built.root / "nowhere"), "there is no folder"),
        (("hydrate", made, "--articles", empty), "holds no file"),
        (("hydrate", made, "--articles", empty, "--out", made), "is read from"),
    ):
        done = built.run(*words)
        assert done.status == 1
        assert said in done.err
    assert built.run("hydrate", made).status == 2


def test_the_parts_of_a_full_release_differ_in_nothing(built: Project, release: Released) -> None:
    folder = copies(built, gazette_txt=GAZETTE, herald_txt=HERALD)
    built.call("hydrate", release(TextMode.FULL), "--articles", folder)
    shown = built.call("diff", "dataset", "hydrated")
    assert "0 added, 0 removed, 0 changed" in shown.out
