"""Text of articles and labels that tries to be a program, a formula or another direction."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from tellings.lessons.page.contents import as_json
from tellings.lessons.page.html import asset
from tests.lessons.page.conftest import Show, class_page, lesson_page
from tests.lessons.page.test_accessible import states
from tests.lessons.sample import HOSTILE, sample


def test_it_is_shown_as_text_in_every_state(show: Show) -> None:
    page = show(lesson_page(sample()))
    assert page.title() == " ".join(HOSTILE.split())
    for state in states(page):
        assert (
            page.evaluate("() => document.querySelectorAll('main script, section script').length")
            == 0
        )
        assert page.locator(".name").text_content() == HOSTILE, state
    page.click(".bar nav button:nth-child(1)")
    page.click(".exercise .title >> nth=0")
    assert HOSTILE in [each.text_content() for each in page.locator(".option .said").all()]
    if page.locator(".pane h3", has_text="Hostile").count() == 0:
        page.click(".pick:nth-child(3)")
    lines = page.locator(".pane").last.locator("p")
    assert lines.first.text_content() == HOSTILE
    assert (lines.nth(1).text_content() or "").startswith("long long")


def test_an_override_of_direction_ends_with_its_text(show: Show) -> None:
    page = show(lesson_page(sample()))
    page.click(".exercise .title >> nth=0")
    isolated = page.evaluate(
        """() => [...document.querySelectorAll(".option bdi, .option q, .name bdi")]
          .every((e) => getComputedStyle(e).unicodeBidi.startsWith("isolate"))"""
    )
    assert isolated


def test_the_class_page_shows_it_as_text(show: Show) -> None:
    page = show(class_page(sample()))
    page.click("summary >> nth=0")
    page.locator(".item .folded").first.wait_for()
    assert HOSTILE in (page.locator(".item").first.text_content() or "")
    assert page.evaluate("() => document.querySelectorAll('main script').length") == 0


@given(st.text())
def test_data_cannot_end_the_element_it_stands_in(text: str) -> None:
    carried = as_json({"said": text})
    assert not set("<>&") & set(carried)


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    return browser.new_page()


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=20))
@settings(max_examples=60, deadline=None)
def test_ranges_cut_and_join_to_the_same_text(blank: Page, words: list[str]) -> None:
    text = "".join(words)
    ranges = [{"start": 5 + at, "end": 7 + 2 * at} for at in range(len(text))]
    piece = {"text": text, "start": 5, "end": 5 + len(text)}
    source = asset("shared/codepoints.js") + asset("shared/segments.js")
    parts = blank.evaluate(
        f"([piece, ranges]) => {{ {source} return segments.cut(piece, ranges); }}", [piece, ranges]
    )
    if text:
        assert "".join(each["text"] for each in parts) == text
        assert [len(each["text"]) for each in parts] == [e["end"] - e["start"] for e in parts]
