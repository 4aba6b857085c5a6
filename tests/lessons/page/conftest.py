"""Pages opened from a file in a real browser that is watched; never skipped."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tellings.lessons.formats.page import WORDS
from tellings.lessons.page.html import class_html, page_html
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tests.chromium import PATIENCE
from tests.players.installing import installed

SPY = """
window.touched = [];
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get: () => window.touched.push(name) });
}
Object.defineProperty(document, "cookie", {
  get: () => window.touched.push("cookie"), set: () => window.touched.push("cookie"),
});
for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "open"]) {
  window[name] = function () { window.touched.push(name); };
}
navigator.sendBeacon = () => window.touched.push("sendBeacon");
history.pushState = () => window.touched.push("pushState");
"""
"""Notes every use of what stores or sends."""


def texts() -> Words:
    """The sentences of the pages in English."""
    return Words(WORDS)


def lesson_page(lesson: Lesson) -> str:
    """The students' page."""
    return page_html(lesson, texts())


def class_page(lesson: Lesson) -> str:
    """The teacher's page."""
    return class_html(lesson, texts())


Show = Callable[..., Page]


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a page as a file. What it requests, stores, sends or complains of fails the test."""
    requests: list[str] = []
    faults: list[str] = []
    pages: list[Page] = []

    def opened(
        html: str, width: int = 1366, height: int = 768, complaints: Any = faults, **options: Any
    ) -> Page:
        path = tmp_path / f"page-{len(pages)}.html"
        path.write_text(html, "utf-8")
        size: Any = {"width": width, "height": height}
        context = browser.new_context(viewport=size, offline=True, **options)
        context.add_init_script(SPY)
        context.on("request", lambda r: None if r.url == path.as_uri() else requests.append(r.url))
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(path.as_uri())
        pages.append(page)
        return page

    yield opened
    touched = [page.evaluate("() => window.touched") for page in pages]
    for page in pages:
        page.context.close()
    assert not faults
    assert not [each for each in requests if not each.startswith("blob:file:")]
    assert not any(touched)


Faults = Callable[[Page], list[str]]


@pytest.fixture(scope="session")
def axe() -> Faults:
    """What axe-core finds wrong with a page as it stands, once its colours have."""
    source = (installed("axe") / "axe-core" / "axe.min.js").read_text("utf-8")
    run = """async () => {
      await Promise.allSettled(document.getAnimations().map((each) => each.finished));
      return axe.run(document, { resultTypes: ["violations"] });
    }"""

    def faults(page: Page) -> list[str]:
        session = page.context.new_cdp_session(page)  # the page's policy lets no script in
        session.send("Runtime.evaluate", {"expression": source})
        found = page.evaluate(run)["violations"]
        session.detach()
        return [
            f"{each['id']}: {json.dumps(node['target'])} {node['failureSummary']}"
            for each in found
            for node in each["nodes"]
        ]

    return faults
