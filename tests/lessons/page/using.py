"""What tests do with the students' page: go to an exercise, answer, check, save."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tellings.publish.terms import TextMode
from tests.lessons.page.conftest import Show, lesson_page
from tests.lessons.sample import sample

TITLES = {item.exercise: f"Title of {item.exercise}" for item in sample().items}


def begin(show: Show, exercise: str, mode: TextMode = TextMode.FULL, **options: Any) -> Page:
    """The page at the first question of an exercise."""
    page = show(lesson_page(sample(mode, title="The tunnel")), **options)
    to_exercise(page, exercise)
    return page


def to_exercise(page: Page, exercise: str) -> None:
    page.locator(".exercise .title", has_text=TITLES[exercise]).click()


def check(page: Page) -> None:
    page.click(".question > div > .actions .primary")


def option(page: Page, text: str) -> None:
    page.locator(".option", has_text=text).locator("input").check()


def save(page: Page, code: str = "kfx-27") -> dict[str, Any]:
    page.click(".bar nav button:nth-child(2)")
    page.fill("#code", code)
    with page.expect_download() as download:
        page.click("form .primary")
    result: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
    return result


def leaving_asks(page: Page) -> bool:
    script = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    return bool(page.evaluate(script))
