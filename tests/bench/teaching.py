"""Lessons: every form of the five articles, pages of many small stories, the page when slow."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tellings.lessons.making import make_lesson
from tellings.lessons.shown import Lesson
from tellings.lessons.writing import names, write
from tellings.store.schema_files import load_codebook
from tests.chromium import launched
from tests.lessons.bridge import bridge
from tests.lessons.loading import loaded, wanted
from tests.lessons.stories import write as write_stories

from .measuring import Line, best_of, once

_SEEDS = Path(__file__).parents[2] / "seeds"
_STORY = "s400-working-group"
_SLOWER = 6
_STORIES = 100


def teaching(_stories: int) -> list[Line]:
    """The three times that a teacher waits for."""
    with tempfile.TemporaryDirectory(prefix="tellings-bench-") as name:
        return [_every_form(), _many_stories(Path(name)), _page(Path(name))]


def _lesson(seeds: Path, story: str) -> Lesson:
    data = loaded(seeds, story)
    return make_lesson(data, load_codebook(), wanted(seeds, data))


def _every_form() -> Line:
    def work() -> None:
        lesson = _lesson(_SEEDS, _STORY)
        for form in names():
            write(form, lesson, {})

    seconds = best_of(2, {"every": work}, time.process_time)["every"]
    return _line("the lesson of the five articles in every form (CPU time)", seconds, 20)


def _many_stories(folder: Path) -> Line:
    """As many stories of three articles, each with its ``lesson.html``."""
    made = [bridge(f"bridge-{number}") for number in range(_STORIES)]
    seeds = write_stories(folder, *made).seeds
    stories = [loaded(seeds, each.name) for each in made]

    def work() -> None:
        for data in stories:
            lesson = make_lesson(data, load_codebook(), wanted(seeds, data))
            write("page", lesson, {})

    seconds = once(work, time.process_time) / _STORIES
    return _line(f"`lesson.html` of a story of three articles, mean of {_STORIES}", seconds, 0.2)


def _page(folder: Path) -> Line:
    """From opening the page to a start button that answers, on a slowed processor."""
    page = folder / "lesson.html"
    page.write_bytes(write("page", _lesson(_SEEDS, _STORY), {}).files["lesson.html"])
    with launched() as browser:
        times = [_opened(browser, page) for _ in range(3)]
    return _line(f"the page, from opening to a first click, {_SLOWER} times slower", min(times), 1)


def _opened(browser: Any, page: Path) -> float:
    tab = browser.new_page()
    slow: Mapping[str, Any] = {"rate": _SLOWER}
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", slow)
    begin = time.perf_counter()
    tab.goto(page.as_uri(), wait_until="commit")
    tab.get_by_role("button", name="Start the lesson").click()
    seconds = time.perf_counter() - begin
    tab.close()
    return seconds


def _line(what: str, seconds: float, target: float) -> Line:
    return Line(what, f"{seconds:.2f} s", "", "", f"< {target:g} s", seconds < target)
