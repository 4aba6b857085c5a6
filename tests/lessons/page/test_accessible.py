"""What axe-core, a narrow window and the browser's own settings say, state by state."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tellings.lessons.shown import Lesson
from tests.lessons.page.conftest import Faults, Show, class_page, lesson_page
from tests.lessons.page.results import file_of, result_of
from tests.lessons.sample import sample

SETTINGS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced-colours": {"forced_colors": "active"},
    "narrow": {"width": 320, "height": 640},
    "twice-as-large": {"width": 683, "height": 384, "device_scale_factor": 2},
    "right-to-left": {},
}
"""A window of 1366 by 768 at 200 % has 683 by 384 pixels of the style sheet's."""


def lesson_for(setting: str) -> Lesson:
    return sample(language="ar" if setting == "right-to-left" else "en")


def states(page: Page) -> Iterator[str]:
    """Go through the page's states, and name each when it is on the screen."""
    yield "start"
    for number in range(page.locator(".exercise").count()):
        page.click(f".exercise .title >> nth={number}")
        page.click(".pen-tool")
        answer(page)
        yield f"exercise {number} answered"
        page.click(".question > div > .actions .primary")
        yield f"exercise {number} in feedback"
        page.click(".evidence .find >> nth=0")
        yield f"exercise {number} showing its place"
        while page.locator(".question").count():
            page.click(".actions .primary, .actions .quiet")
            if page.locator(".feedback").count() == 0 and page.locator(".question").count():
                page.click(".actions .quiet")
        yield f"exercise {number} at its end"
        page.click(".bar nav button:nth-child(1)")
    page.click(".bar nav button:nth-child(2)")
    page.click("form .primary")
    page.click("form summary")
    yield "result"


def answer(page: Page) -> None:
    """Give any answer."""
    for select in page.locator(".row select").all():
        select.select_option(index=1)
    for selector in (".options input", ".stretch"):
        if page.locator(selector).count():
            page.click(f"{selector} >> nth=0")
    if page.locator("textarea").count():
        page.fill("textarea", "An answer.")


def overflow(page: Page) -> int:
    """How far the page is wider than its window."""
    wide = "() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
    return int(page.evaluate(wide))


def small(page: Page) -> list[str]:
    """Controls smaller than 24 by 24 pixels that do not stand in a line of text."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, select, textarea, summary, input")]
          .filter((e) => e.checkVisibility() && !e.closest("label"))
          .filter((e) => Math.min(e.offsetWidth, e.offsetHeight) < 24)
          .map((e) => e.outerHTML)"""
    )
    return found


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_state_of_the_lesson(show: Show, axe: Faults, setting: str) -> None:
    page = show(lesson_page(lesson_for(setting)), **SETTINGS[setting])
    for state in states(page):
        assert not axe(page), state
        assert overflow(page) <= 0, state
        assert not small(page), state


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_state_of_the_class_page(show: Show, axe: Faults, setting: str) -> None:
    lesson = lesson_for(setting)
    page = show(class_page(lesson), **SETTINGS[setting])
    assert not axe(page), "empty"
    files = [file_of(result_of(lesson, code)) for code in ("ka-21", "kb-22", "kc-23")]
    page.set_input_files("#files", [*files, file_of({}, "broken.json")])
    page.wait_for_selector(".class-table")
    for each in page.locator("summary").all():
        each.click()
    expect(page.locator(".item > .folded")).to_have_count(page.locator(".item").count())
    assert not axe(page), "full"
    assert overflow(page) <= 0
    assert not small(page)


def test_headings_go_down_one_level_at_a_time(show: Show) -> None:
    page = show(lesson_page(sample(title="The tunnel")))
    for state in states(page):
        levels = page.evaluate(
            "() => [...document.querySelectorAll('main h1, main h2, main h3, main h4')]"
            ".filter((e) => e.checkVisibility()).map((e) => Number(e.tagName[1]))"
        )
        assert levels[0] == 1, state
        assert levels.count(1) == 1, state
        jumps = [b - a for a, b in pairwise(levels)]
        assert max(jumps, default=0) <= 1, state


def test_the_screen_that_opens_takes_the_focus_to_its_heading(show: Show) -> None:
    page = show(lesson_page(sample(title="The tunnel")))
    page.click(".path .primary")
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_title("Opening · The tunnel")


def test_the_first_press_of_tab_skips_to_the_content(show: Show) -> None:
    page = show(lesson_page(sample(title="The tunnel")))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_an_article_has_its_own_language_and_direction(show: Show) -> None:
    page = show(lesson_page(sample(language="ar")))
    page.click(".path .primary")
    pane = page.locator(".pane .text").first
    assert (pane.get_attribute("lang"), pane.get_attribute("dir")) == ("ar", "rtl")
