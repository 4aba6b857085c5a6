"""The teacher's page: results merged, told apart, counted, disputed, and saved as a table."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, FilePayload, Page, expect

from tellings.lessons.page.html import asset
from tellings.lessons.scoring import total
from tellings.lessons.shown import Lesson, ShownItem, plain
from tests.lessons.page.answering import Keys, of_path, play, right, wrong
from tests.lessons.page.conftest import Show, class_page, lesson_page
from tests.lessons.page.results import file_of, result_of
from tests.lessons.sample import HOSTILE, sample

LESSON = sample(title="The tunnel")


def item(exercise: str) -> ShownItem:
    return next(each for each in LESSON.items if each.exercise == exercise)


def opened(show: Show, *files: FilePayload, lesson: Lesson = LESSON) -> Page:
    page = show(class_page(lesson))
    page.set_input_files("#files", list(files))
    expect(page.locator(".count")).not_to_have_text("Students: 0")
    return page


def notices(show: Show, *files: FilePayload) -> list[str]:
    """What is told of files that stand beside a sound one."""
    page = opened(show, file_of(result_of(LESSON, "ok-99")), *files)
    expect(page.locator(".count")).to_have_text("Students: 1")
    return page.locator(".notices li").all_inner_texts()


def table(page: Page) -> dict[str, list[str]]:
    """The marks of the class table that are seen, by code."""
    rows = page.locator(".class-table tbody tr").all()
    seen = [
        [
            cell.locator("xpath=.").inner_text().split("\n")[0].strip()
            for cell in row.locator("th, td").all()
        ]
        for row in rows
    ]
    return {code: cells for code, *cells in seen}


def test_what_the_students_page_saves_the_teachers_page_opens(show: Show, tmp_path: Path) -> None:
    asked = of_path(LESSON)
    answers = {each.id: (wrong if each.kind == "match" else right)(each) for each in asked}
    student = show(lesson_page(LESSON))
    play(student, LESSON, answers)
    keys = Keys(student)
    keys.to("#code")
    student.keyboard.type("kfx-27")
    with student.expect_download() as download:
        keys.push("form .primary")
    path = tmp_path / "result.json"
    download.value.save_as(path)
    page = show(class_page(LESSON))
    page.set_input_files("#files", [path])
    marked = {name: given for name, given in answers.items() if "text" not in given}
    points = total(asked, marked)
    expect(page.locator(".sum")).to_have_text(f"{points:g} of {sum(each.marked for each in asked)}")
    assert page.locator(".notices li").count() == 0


def test_students_by_questions_with_marks_and_totals(show: Show) -> None:
    matching, ticking = item("matching"), item("ticking")
    half = {row.id: row.key for row in matching.rows[:1]}
    changes: dict[str, Any] = {matching.id: half, ticking.id: wrong(ticking), "marking:1": []}
    first = result_of(LESSON, "ka-21")
    second = result_of(LESSON, "kb-22", responses=changes)
    second["asked"].remove("talking:1")
    del second["responses"]["talking:1"], second["responses"]["writing:1"]
    page = opened(show, file_of(second), file_of(first))
    found = table(page)
    assert list(found) == ["ka-21", "kb-22"]
    assert found["ka-21"][:3] == ["7 of 7", "100%", "0%"]
    assert found["kb-22"][:3] == ["2.33 of 7", "0%", "20%"]
    expect(page.locator("tfoot td").nth(4)).to_have_text("50%")
    cells = page.locator("tbody tr").nth(1).locator("td")
    texts = [" ".join((cell.text_content() or "").split()) for cell in cells.all()][3:]
    assert texts == [
        "✓right",
        "◐ 0.33partly right",
        "✕not right",
        "✕0/1not right",
        "✓right",
        "✓right",
        "✓right",
        "–not answered",
        "",
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"digest": "another"}, "another lesson"),
        ({"code": "Anna"}, "could be a name"),
        ({"code": "a1@b2.example"}, "an address"),
        ({"code": ""}, "is missing"),
        ({"code": 5}, "could be a name"),
        ({"name": "Anna Berg"}, "may say who the student is"),
        ({"format": "other"}, "no result of a lesson"),
        ({"responses": {"nothing:1": ["a"]}}, "no result of a lesson"),
        ({"responses": {"choosing:1": ["a", "b"]}}, "no result of a lesson"),
        ({"responses": {"choosing:1": {"a": 1}}}, "no result of a lesson"),
        ({"responses": {"ordering:1": {"a": "1"}}}, "no result of a lesson"),
        ({"responses": {"matching:1": {"1": "zz"}}}, "no result of a lesson"),
        ({"responses": {"writing:1": {"text": "a@b.example", "level": None}}}, "e-mail address"),
        ({"responses": {"writing:1": {"text": "x", "level": 9}}}, "no result of a lesson"),
        ({"asked": ["nothing:1"]}, "no result of a lesson"),
        ({"highlights": [{"article": "Z", "start": 0, "end": 1}]}, "no result of a lesson"),
        ({"highlights": [{"article": "A", "start": 5, "end": 5}]}, "no result of a lesson"),
    ],
)
def test_what_is_no_result_is_told_and_not_merged(show: Show, change: Any, told: str) -> None:
    (notice,) = notices(
        show, file_of(result_of(LESSON, **{"code": "ka-21", **change}), "theirs.json")
    )
    assert "theirs.json" in notice
    assert told in notice


def test_broken_files_and_doubles_are_told(show: Show) -> None:
    first = result_of(LESSON, "ka-21")
    other = result_of(LESSON, "ok-99", responses={"choosing:1": wrong(item("choosing"))})
    found = notices(
        show,
        file_of("{", "half.json"),
        file_of("[1]", "list.json"),
        file_of("", "empty.json"),
        file_of('{"__proto__": {}}', "proto.json"),
        file_of(result_of(LESSON, "ok-99"), "copy.json"),
        file_of(other, "taken.json"),
        file_of({**first, "code": "ka 21"}, "code.json"),
    )
    assert [each.split(": ")[1].split(",")[0].split(".")[0] for each in found] == [
        "This is no result of a lesson",
        "This is no result of a lesson",
        "This is no result of a lesson",
        "This is no result of a lesson",
        "The same file again; it counts once",
        "Another file has the same code; the first one counts",
        "Its code is missing",
    ]


def test_the_key_and_its_reasons_are_there_before_any_file(show: Show) -> None:
    page = show(class_page(LESSON))
    page.click(".item summary >> nth=0")
    folded = page.locator(".item").first
    right_one = folded.locator("li", has_text="Ada Lund")
    expect(right_one).to_contain_text("key")
    expect(right_one).to_contain_text("“said Ada Lund” follows.")
    assert page.locator(".class-table").count() == 0


def test_who_found_what_and_how_answers_spread(show: Show) -> None:
    choosing = item("choosing")
    files = [
        file_of(result_of(LESSON, "ka-21")),
        file_of(result_of(LESSON, "kb-22")),
        file_of(result_of(LESSON, "kc-23", responses={choosing.id: wrong(choosing)})),
    ]
    page = opened(show, *files)
    page.click(".class-table thead button >> nth=0")
    first = page.locator(".item").first
    expect(first).to_have_attribute("open", "")
    assert first.locator(".who li").all_inner_texts() == [
        "✓ right: ka-21, kb-22",
        "✕ not right: kc-23",
    ]
    expect(first.locator(".options > li", has_text="Ada Lund")).to_contain_text("2 of 3")


def test_where_the_class_disagrees_most_comes_first(show: Show) -> None:
    talking, choosing = item("talking"), item("choosing")
    votes = [each.id for each in talking.options]
    files = [
        file_of(
            result_of(
                LESSON,
                f"k{letter}-21",
                responses={
                    talking.id: [votes[number % 2]],
                    choosing.id: right(choosing) if number else wrong(choosing),
                },
            )
        )
        for number, letter in enumerate("abcd")
    ]
    page = opened(show, *files)
    lines = page.locator(".disputed > li").all_inner_texts()
    assert len(lines) == 2
    assert "denial" in lines[0]
    assert lines[0].count("2 of 4 · ") == 2, "each answer is told with how many chose it"
    assert all(f"2 of 4 · {answer}" in lines[0] for answer in ("yes", "no"))
    assert "Not right" not in lines[0], "what is no question of right is not told so"
    assert "Not right, or only partly: 1 of 4 students." in lines[1]
    assert "3 of 4 · Ada Lund ✓ key" in lines[1]
    assert "✓" not in lines[0]
    assert not re.search(r"\d ?%", "".join(lines))


def test_what_nobody_has_right_is_talked_about_first(show: Show) -> None:
    choosing, talking = item("choosing"), item("talking")
    votes = [each.id for each in talking.options]
    files = [
        file_of(
            result_of(
                LESSON,
                f"s0{number}",
                responses={choosing.id: wrong(choosing), talking.id: [votes[number % 2]]},
            )
        )
        for number in range(4)
    ]
    first = opened(show, *files).locator(".disputed > li").first
    expect(first).to_contain_text(f"Question {choosing.number} Who says")
    expect(first).to_contain_text("Not right, or only partly: 4 of 4 students.")
    chosen = words(choosing, wrong(choosing)[0])
    expect(first.locator(".decision")).to_contain_text(f"4 of 4 · {chosen[:20]}")


def words(item: ShownItem, option: str) -> str:
    return plain(next(each.text for each in item.options if each.id == option))


def test_rows_that_the_class_parts_on_are_told_with_the_answers_given(show: Show) -> None:
    matching = item("matching")
    files = [
        file_of(result_of(LESSON, f"s0{n}", responses={matching.id: {**right(matching), **change}}))
        for n, change in enumerate([{}, {"1": other(matching, "1"), "2": other(matching, "2")}])
    ]
    page = opened(show, *files)
    line = page.locator(".disputed > li", has_text=f"Question {matching.number} ")
    expect(line.locator(".decision")).to_have_count(2)
    expect(line.locator(".decision").first).to_contain_text(
        plain(matching.rows[0].text, marks=False)
    )
    expect(line.locator(".decision").first.locator("li")).to_have_count(2)
    expect(page.locator("tfoot tr").nth(1).locator("td").nth(4)).to_have_text("0.67")


def other(item: ShownItem, row: str) -> str:
    """An option that is not the right one of a row."""
    key = next(each.key for each in item.rows if each.id == row)
    return next(each.id for each in item.options if each.id != key)


@pytest.mark.parametrize("width", [390, 1366])
def test_no_number_of_a_question_breaks(show: Show, width: int) -> None:
    files = [file_of(result_of(LESSON, "s01", responses={"choosing:1": wrong(item("choosing"))}))]
    page = show(class_page(LESSON), width=width)
    page.set_input_files("#files", files)
    expect(page.locator(".disputed .number").first).to_be_visible()
    script = "all => all.map(each => each.getClientRects().length)"
    assert set(page.locator(".disputed .number, .item .number").evaluate_all(script)) == {1}


def test_passages_of_a_set_are_told_apart(show: Show) -> None:
    page = show(class_page(LESSON))
    passages = [each for each in LESSON.items if each.kind == "mark"]
    titles = page.locator(".item summary", has_text=", paragraph ").all_inner_texts()
    assert len(set(titles)) == len(passages)
    for title, passage in zip(titles, passages, strict=True):
        assert f"Question {passage.number}" in title


@pytest.mark.parametrize("width", [1366, 390])
def test_a_wide_table_scrolls_and_its_codes_stay(show: Show, width: int) -> None:
    page = show(class_page(LESSON), width=width)
    page.set_input_files("#files", [file_of(result_of(LESSON, code)) for code in ("s01", "s02")])
    page.wait_for_selector(".class-table")
    page.locator(".scroll").evaluate("(e) => (e.scrollLeft = e.scrollWidth)")
    frame = page.locator(".scroll").bounding_box()
    assert frame is not None
    for cell in page.locator("thead tr:first-child th:first-child, tbody th").all():
        box = cell.bounding_box()
        assert box is not None
        assert abs(box["x"] - frame["x"]) < 3
    last = page.locator("tbody tr").first.locator("td").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= frame["x"] + frame["width"] + 1
    heights = page.locator("tbody td").evaluate_all("(all) => all.map((e) => e.offsetHeight)")
    assert max(heights) < 45, "no figure breaks"


def test_a_code_in_capitals_is_the_same_student(show: Show) -> None:
    (notice,) = notices(show, file_of(result_of(LESSON, "OK-99"), "again.json"))
    assert "Another file has the same code" in notice


def test_highlights_are_laid_over_each_other(show: Show) -> None:
    late = {"article": "A", "start": 0, "end": 14}
    more = {"article": "A", "start": 8, "end": 22}
    files = [
        file_of(result_of(LESSON, "ka-21", highlights=[late, late])),
        file_of(result_of(LESSON, "kb-22", highlights=[more])),
    ]
    page = opened(show, *files)
    expect(page.locator(".most li")).to_have_text("2 of 2 · A, paragraph 1: tunnel")
    page.locator("section details summary", has_text="Gazette").last.click()
    marks = [each.text_content() for each in page.locator(".heat mark").all()]
    assert marks == ["Harbour 1", "tunnel2", " to open1"]


def test_the_table_is_saved_for_spreadsheets_without_formulas(show: Show) -> None:
    writing = item("writing")
    evil = {writing.id: {"text": '=HYPERLINK("x")', "level": 0}}
    page = opened(show, file_of(result_of(LESSON, "ka-21", responses=evil)))
    with page.expect_download() as download:
        page.click("text=Save the table")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    head, line = csv.reader(io.StringIO(text, newline=""))
    row = dict(zip(head, line, strict=True))
    assert row["code"] == "ka-21"
    assert row["writing:1 text"] == '\'=HYPERLINK("x")'
    assert (row["points"], row["max"]) == ("7", "7")
    assert (row["marking:1 hits"], row["marking:2 false alarms"]) == ("1", "0")


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    return browser.new_page()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
@settings(max_examples=150, deadline=None)
def test_no_cell_is_a_formula_and_none_breaks_out(blank: Page, text: str) -> None:
    source = asset("class/csv.js")
    cell = blank.evaluate(f"(text) => {{ {source} return csv.cell(text); }}", text)
    ((read, after),) = csv.reader(io.StringIO(f"{cell},after\r\n", newline=""))
    assert after == "after"
    assert read in (text, f"'{text}")
    assert not read.lstrip().startswith(("=", "+", "-", "@"))
    assert not read.startswith(("\t", "\r", "\n"))


def test_hostile_words_of_a_lesson_stay_words_in_the_table(show: Show) -> None:
    lesson = sample()
    page = opened(show, file_of(result_of(lesson, "ka-21")), lesson=lesson)
    expect(page.locator(".name")).to_have_text(" ".join(HOSTILE.split()))
