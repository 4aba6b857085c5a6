"""The QTI package in a player: every item shown, answered by clicks, and marked as we mark it."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tellings.lessons.items import Kind
from tellings.lessons.platforms.questions import Question
from tellings.lessons.qti.building import identifier
from tellings.lessons.shown import Lesson
from tellings.lessons.writing import write
from tests.lessons.platforms.conftest import Site
from tests.lessons.platforms.lessons import Case, asked, cases, made_up, real
from tests.lessons.sample import HOSTILE

GOLDEN: Mapping[str, Mapping[str, float]] = {
    "choosing:1": {"a": 0, "b": 1, "c": 0, "nothing": 0},
    "matching:1": {
        "right": 1,
        "one row only": 1 / 3,
        "one row wrong": 2 / 3,
        "wrong": 0,
        "one option everywhere": 1 / 3,
        "nothing": 0,
    },
    "ticking:1": {
        "right": 1,
        "partly": 1,
        "right with a false alarm": 0,
        "wrong": 0,
        "everything": 0,
        "nothing": 0,
    },
    "marking:set": {
        "right": 3,
        "partly": 3,
        "right with a false alarm": 2.25,
        "wrong": 0,
        "everything": 0,
        "nothing": 0,
    },
    "ordering:1": {
        "right": 1,
        "as they stand": 0,
        "turned round": 1 / 3,
        "all in one place": 0,
        "two placed": 1 / 3,
        "nothing": 0,
    },
}
"""What each answer to the made-up lesson is worth, said by hand."""

Answers = dict[str, str | list[str]]


def unpacked(site: Site, lesson: Lesson) -> None:
    data = write("qti", lesson, {}).files["lesson.qti.zip"]
    zipfile.ZipFile(io.BytesIO(data)).extractall(site.folder / "package")


def show(page: Page, question: Question) -> None:
    url = f"/package/items/{identifier(question.name)}.xml"
    page.evaluate("(url) => player.show(url)", url)


def answers(question: Question, case: Case) -> Answers:
    """An answer as QTI's variables have it."""
    if question.kind is Kind.MARK:
        names = {item.id: f"passage-{at:02}" for at, item in enumerate(question.items, 1)}
        return {"RESPONSE": [f"{names[i]}-{o}" for i, given in case.given.items() for o in given]}
    given = case.given[question.item.id]
    if question.kind is Kind.ORDER:
        assert isinstance(given, Mapping)
        return {f"PLACE-{option}": f"place-{place:02}" for option, place in given.items()}
    if isinstance(given, Mapping):
        rows = {row.id: f"row-{at:02}" for at, row in enumerate(question.item.rows, 1)}
        return {"RESPONSE": [f"{rows[row]} option-{option}" for row, option in given.items()]}
    options = [f"option-{each}" for each in given]
    if question.kind is Kind.CHOICE:
        return {"RESPONSE": options[0]} if options else {}
    return {"RESPONSE": options}


def click(page: Page, question: Question, given: Answers) -> None:
    """Give an answer as a student does."""
    for name, value in given.items():
        for each in [value] if isinstance(value, str) else value:
            if question.kind is Kind.ORDER:
                field = page.locator(f"qti-inline-choice-interaction[response-identifier={name}]")
                field.locator("button[part=trigger]").click()
                field.locator(f"qti-inline-choice[identifier={each}]").click()
            elif question.kind is Kind.MATCH:
                page.locator(f'qti-match-interaction input[value="{each}"]').click(force=True)
            else:
                page.locator(f"[identifier={each}]:is(qti-simple-choice, qti-hottext)").click()


@pytest.mark.parametrize("question", asked(made_up()), ids=lambda each: each.name)
def test_answers_by_click_get_the_golden_marks(page: Page, site: Site, question: Question) -> None:
    unpacked(site, made_up())
    page.goto(f"{site.url}/player.html")
    show(page, question)
    if not question.points:
        assert "SCORE" not in page.evaluate("() => player.mark()")
        return
    golden = GOLDEN[question.name]
    assert {case.name: case.mark for case in cases(question)} == pytest.approx(golden)
    for case in cases(question):
        show(page, question)
        click(page, question, answers(question, case))
        marked = page.evaluate("() => player.mark()")
        assert float(marked["SCORE"]) == pytest.approx(golden[case.name]), case.name
        assert float(marked["MAXSCORE"]) == question.points


def test_the_player_marks_the_real_lesson_as_we_do(page: Page, site: Site) -> None:
    unpacked(site, real())
    page.goto(f"{site.url}/player.html")
    marked = [each for each in asked(real()) if each.points]
    assert marked
    for question in marked:
        show(page, question)
        found = cases(question)
        given = [answers(question, case) for case in found]
        outcomes = page.evaluate("(given) => player.markEach(given)", given)
        scores = {
            case.name: float(each["SCORE"]) for case, each in zip(found, outcomes, strict=True)
        }
        assert scores == pytest.approx({case.name: case.mark for case in found}), question.name


def test_who_has_the_whole_test_right_gets_all_points(page: Page, site: Site) -> None:
    unpacked(site, made_up())
    page.goto(f"{site.url}/player.html")
    right: dict[str, Answers] = {}
    for question in asked(made_up()):
        best = max(cases(question), key=lambda case: case.mark) if question.points else None
        right[identifier(question.name)] = answers(question, best) if best else {}
    scores = page.evaluate("(given) => player.work('/package/test.xml', given)", right)
    assert scores == [question.points for question in asked(made_up())]


def test_without_help_the_player_cuts_marks_to_three_decimals(page: Page, site: Site) -> None:
    unpacked(site, made_up())
    page.goto(f"{site.url}/player.html#rounded")
    question = next(each for each in asked(made_up()) if each.kind is Kind.MATCH)
    show(page, question)
    one = next(case for case in cases(question) if case.name == "one row only")
    (outcome,) = page.evaluate("(given) => player.markEach(given)", [answers(question, one)])
    assert outcome["SCORE"] == "0.333"


def test_feedback_gives_where_why_sentence_and_rule_in_this_order(page: Page, site: Site) -> None:
    unpacked(site, made_up())
    page.goto(f"{site.url}/player.html")
    for question in asked(made_up()):
        show(page, question)
        if question.kind is Kind.CHOICE:
            page.locator("[identifier=option-b]").first.click()
        page.evaluate("() => player.mark()")
        text = page.locator("qti-modal-feedback:has(:visible)").inner_text()
        places = [text.find(each) for each in ("Where:", "Why:", "In the text:", "Rule of thumb:")]
        assert places == sorted(places)
        assert -1 not in places


def test_hostile_words_are_shown_as_words(page: Page, site: Site) -> None:
    unpacked(site, made_up())
    page.goto(f"{site.url}/player.html")
    page.on("dialog", lambda _: pytest.fail("a script of the text ran"))
    question = next(each for each in asked(made_up()) if each.kind is Kind.CHOICE)
    show(page, question)
    options = page.locator("qti-simple-choice").all_inner_texts()
    assert HOSTILE in options
    page.get_by_text("long long").first.wait_for()
    assert HOSTILE in page.locator("qti-stimulus-body").last.inner_text()
    assert page.locator("item-container script").count() == 0


def test_who_marks_has_the_rubric_and_students_do_not_see_it(page: Page, site: Site) -> None:
    unpacked(site, made_up())
    page.goto(f"{site.url}/player.html")
    question = next(each for each in asked(made_up()) if each.kind is Kind.OPEN)
    show(page, question)
    assert "names a source" in page.locator("qti-rubric-block").text_content()  # type: ignore[operator]
    expect(page.locator("textarea")).to_be_visible()
    expect(page.locator("qti-rubric-block")).to_be_hidden()
