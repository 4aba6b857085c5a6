"""The deck read with SQLite, the notebook run, the archive unpacked."""

import base64
import io
import json
import re
import sqlite3
import zipfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbclient import NotebookClient
from traitlets.config import Config

from tellings.lessons import writing
from tellings.lessons.answers import places, right_answer
from tellings.lessons.bundle import HOW_TO, WORDS, bundle, how_to
from tellings.lessons.catalogue import catalogue
from tellings.lessons.items import Kind
from tellings.lessons.making import make_lesson
from tellings.lessons.page.sentences import LESSON
from tellings.lessons.scoring import score, score_set, total
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Form, Written, write, write_forms
from tellings.publish.leaks import runs_of
from tellings.publish.terms import TextMode
from tellings.store.schema_files import load_codebook
from tests.conftest import PATIENCE, Project
from tests.lessons.loading import loaded, wanted
from tests.lessons.sample import GAZETTE, HERALD, sample

ROOT = Path(__file__).parents[2]


@cache
def lesson(mode: TextMode = TextMode.FULL) -> Lesson:
    return sample(mode)


# Cards ----------------------------------------------------------------------------------------


def notes(data: bytes, folder: Path) -> list[tuple[str, str, str, str]]:
    path = folder / "collection.anki2"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        path.write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(path) as deck:
        assert deck.execute("pragma integrity_check").fetchone() == ("ok",)
        rows = deck.execute("select guid, flds, tags from notes order by id").fetchall()
        assert deck.execute("select count(*) from cards").fetchone() == (len(rows),)
    return [(guid, *fields.split("\x1f")[1:], tags) for guid, fields, tags in rows]


def test_a_card_for_every_marked_item_with_question_in_front_and_key_behind(tmp_path: Path) -> None:
    made = write("anki", lesson(), {})
    found = notes(made.files["lesson.apkg"], tmp_path)
    marked = [item for item in lesson().items if item.marked]
    assert len(found) == len(marked)
    guid, question, answer, tags = found[0]
    assert "Who says" in question
    assert "Ada Lund</b>" in answer
    assert "<b>" not in question
    assert "Mind it." in answer
    assert "choosing" in tags.split()
    assert guid
    assert made.left_out == ("2 questions without a right answer (to write or to talk about)",)


def test_hostile_words_are_words_on_cards(tmp_path: Path) -> None:
    found = notes(write("anki", lesson(), {}).files["lesson.apkg"], tmp_path)
    every = " ".join(part for note in found for part in note)
    assert "<script>" not in every
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in every


def test_a_deck_is_the_same_again_and_a_changed_one_keeps_its_ids(tmp_path: Path) -> None:
    data = write("anki", lesson(), {}).files["lesson.apkg"]
    assert write("anki", sample(), {}).files["lesson.apkg"] == data
    other = write("anki", sample(seed=7), {}).files["lesson.apkg"]
    assert other != data
    old = {guid for guid, *_ in notes(data, tmp_path)}
    assert {guid for guid, *_ in notes(other, tmp_path)} == old


# The notebook ---------------------------------------------------------------------------------


def notebook(made: Written) -> Any:
    read: Any = nbformat.reads
    return read(made.files["lesson.ipynb"].decode(), as_version=4)


def run(book: Any, folder: Path) -> list[str]:
    """What each code cell prints or shows, in order."""
    with TemporaryDirectory() as sockets:  # with ports, others may take them before the kernel does
        manager = {"transport": "ipc", "ip": f"{sockets}/kernel"}
        NotebookClient(
            book,
            timeout=PATIENCE,
            startup_timeout=PATIENCE,
            resources={"metadata": {"path": str(folder)}},
            config=Config({"KernelManager": manager}),
        ).execute()
    outputs = []
    for cell in book.cells:
        if cell.cell_type == "code":
            parts = [o.get("text") or o.get("data", {}).get("text/plain", "") for o in cell.outputs]
            outputs.append("".join(parts))
    return outputs


def with_answers(book: Any, answers: dict[str, Any]) -> Any:
    for cell in book.cells:
        if asked := re.search(r"check\('([^']+)', answer\)", cell.source):
            answer = answers.get(asked.group(1))
            cell.source = f"answer = {answer!r}\ncheck({asked.group(1)!r}, answer)"
    return book


@pytest.fixture(scope="module")
def story_lesson() -> Written:
    from tellings.lessons.making import Wanted, make_lesson
    from tellings.parts import load_story
    from tellings.store.lessons import read_standards
    from tellings.store.schema_files import load_codebook, load_schemas

    data, *_ = load_story(ROOT / "seeds", "s400-working-group", load_schemas())
    assert data is not None
    made = make_lesson(data, load_codebook(), Wanted("1.0.0", read_standards()))
    return write("notebook", made, {})


def test_the_notebook_loads_the_dataset_asks_and_says_what_is_not_answered(
    story_lesson: Written, tmp_path: Path
) -> None:
    (tmp_path / "lessons" / "story").mkdir(parents=True)
    (tmp_path / "dataset").symlink_to(ROOT / "dataset")
    outputs = run(notebook(story_lesson), tmp_path / "lessons" / "story")
    assert "5 articles" in outputs[0]
    assert outputs[-1] == "0.0"
    assert sum("No answer yet." in each for each in outputs) >= 6


def test_the_notebook_marks_as_the_lesson_does(tmp_path: Path) -> None:
    marked = [item for item in lesson().items if item.marked]
    right = {item.id: right_answer(item) for item in marked}
    half = {**right, "choosing:1": "c", "marking:1": ["a", "b"], "ordering:1": {"a": 1, "b": 2}}
    book = notebook(write("notebook", lesson(), {}))
    book.cells = [c for c in book.cells if "DATASET" not in c.source and "_data(" not in c.source]
    for answers in (right, half):
        outputs = run(with_answers(book, answers), tmp_path)
        said = {name: list(a) if isinstance(a, tuple) else a for name, a in answers.items()}
        assert float(outputs[-1]) == pytest.approx(total(lesson().items, said))
        assert "A word judges if another would only tell." in "".join(outputs)


def test_hostile_words_are_words_in_the_notebook() -> None:
    book = notebook(write("notebook", lesson(), {}))
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    assert "<script>" not in text
    assert r"\<script\>alert\(1\)\</script\>" in text.replace(r"\/", "/")
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
    assert "alert" not in code


def test_the_notebook_does_not_show_the_key_at_a_glance() -> None:
    book = notebook(write("notebook", lesson(), {}))
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")
    assert "said Ada Lund" not in code
    (hidden,) = re.findall(r"ITEMS = '([^']+)'", code)
    assert json.loads(base64.b64decode(hidden))["choosing:1"]["key"]


# The archive ----------------------------------------------------------------------------------


def test_the_archive_begins_with_a_page_that_names_every_file(tmp_path: Path) -> None:
    forms = [*write_forms(["anki", "docx", "pdf"], lesson(), {}), Form("x", "X", lacks=("y",))]
    with zipfile.ZipFile(io.BytesIO(bundle(lesson(), forms, Words(WORDS)))) as package:
        names = package.namelist()
        page = package.read(HOW_TO).decode("utf-8-sig")
    assert names[0] == HOW_TO
    assert {name for each in forms for name in each.written.files} == set(names) - {HOW_TO}
    for name in names[1:]:
        assert (name.split("/")[0] + "/" if "/" in name else name) in page
    assert "something was not installed where this was made: x." in page
    assert "🚧" in page
    assert page.count("\r\n") == page.count("\n")
    assert len(page.splitlines()) < 60


def test_the_archive_names_the_buttons_of_the_page_and_the_way_of_results() -> None:
    forms = list(write_forms(["page"], lesson(), {}))
    told = how_to(lesson(), forms, Words(WORDS), Words(LESSON))
    for name in ("begin", "save"):
        assert f"“{LESSON[name]}”" in told
    assert "collect these files" in told
    own = Words(LESSON, {"begin": "Los geht es"})
    assert "“Los geht es”" in how_to(lesson(), forms, Words(WORDS), own)


def test_the_archive_is_the_same_again() -> None:
    forms = list(write_forms(["anki", "docx"], lesson(), {}))
    assert bundle(lesson(), forms, Words(WORDS)) == bundle(lesson(), forms, Words(WORDS))


@pytest.mark.parametrize("form", ["anki", "notebook"])
def test_without_text_no_form_holds_a_passage(form: str, tmp_path: Path) -> None:
    made = write(form, lesson(TextMode.NONE), {})
    if form == "anki":
        text = " ".join(" ".join(each) for each in notes(made.files["lesson.apkg"], tmp_path))
    else:
        book = notebook(made)
        text = " ".join(cell.source for cell in book.cells)
        (hidden,) = re.findall(r"ITEMS = '([^']+)'", text)
        text += base64.b64decode(hidden).decode()
    assert not (runs_of(GAZETTE) | runs_of(HERALD)) & runs_of(text)


# The right answers ----------------------------------------------------------------------------


@given(st.integers(0, 1000))
def test_the_right_answer_gets_every_point(seed: int) -> None:
    items = sample(seed=seed).items
    for item in items:
        if item.marked and item.kind != Kind.MARK:
            assert score(item, right_answer(item)) == 1, item.id
    marks = [item for item in items if item.kind == Kind.MARK]
    assert score_set(marks, {item.id: item.key for item in marks}) == len(marks)


def test_a_right_order_has_ties_where_the_key_has_them() -> None:
    item = next(each for each in lesson().items if each.kind == Kind.ORDER)
    found = places(item)
    assert sorted(found.values()) == [1, 2, 2]


# The command ----------------------------------------------------------------------------------


def test_a_form_that_there_is_not_is_wrong_usage_with_the_near_one(project: Project) -> None:
    assert project.call("teach", "tunnel", "--only", "nothing").status == 2
    assert "did you mean 'pdf'" in project.call("teach", "tunnel", "--only", "pfd").err
    assert "did you mean 'page'" in project.call("teach", "tunnel", "--only", "html").err


def test_a_story_that_there_is_not_is_told_with_those_that_are(project: Project) -> None:
    for command in ("teach", "classroom"):
        assert "there is tunnel" in project.call(command, "nope").err
        assert "did you mean 'tunnel'?" in project.call(command, "tun").err
    missed = project.call("teach")
    assert (missed.status, "there is tunnel" in missed.err) == (2, True)


def test_exercises_are_listed_without_a_story(project: Project) -> None:
    listed = project.call("teach", "--list")
    assert listed.status == 0
    for exercise in catalogue():
        assert f"{exercise.name}: {exercise.words['title']}" in listed.out
    assert "pdf: " in listed.out


def test_one_exercise_keeps_the_numbers_of_the_whole_lesson() -> None:
    data, seeds = loaded(ROOT / "seeds", "s400-working-group"), ROOT / "seeds"
    whole = make_lesson(data, load_codebook(), wanted(seeds, data))
    for name in ("how-certain", "same-event"):
        asked = wanted(seeds, data, exercises=frozenset([name]))
        alone = make_lesson(data, load_codebook(), asked)
        numbers = {each.id: each.number for each in whole.items if each.exercise == name}
        assert {each.id: each.number for each in alone.items} == numbers


def test_what_is_not_installed_is_named_and_fails_only_who_asked_for_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "find_spec", lambda name: None if name == "typst" else name)
    words = ("teach", "s400-working-group", "--seeds", ROOT / "seeds", "--out", "out")
    asked = project.call(*words, "--only", "pdf", "--only", "json")
    assert asked.status == 1
    assert "pdf: not written, typst not installed; type: pip install" in asked.err
    assert (project.root / "out" / "lesson.json").is_file()
    whole = project.call(*words, "--only", "zip")
    assert whole.status == 0, whole.err
    with zipfile.ZipFile(project.root / "out" / "lesson.zip") as package:
        page = package.read(HOW_TO).decode("utf-8-sig")
        assert not [name for name in package.namelist() if name.endswith(".pdf")]
    assert "something was not installed where this was made: pdf." in page
