"""The whole lesson by keyboard alone, highlighting and saving included."""

import json
from pathlib import Path
from typing import Any

import pytest

from tellings.lessons.scoring import total
from tellings.lessons.shown import Lesson
from tests.lessons.page.answering import Keys, of_path, play, right, wrong
from tests.lessons.page.conftest import Show, lesson_page
from tests.lessons.sample import sample


def saved(keys: Keys, code: str = "kfx-27") -> dict[str, Any]:
    """Save the result by keyboard, and read the file."""
    keys.to("#code")
    keys.page.keyboard.type(code)
    with keys.page.expect_download() as download:
        keys.push("form .primary")
    path = download.value.path()
    assert download.value.suggested_filename == f"result-{code}.json"
    result: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return result


@pytest.mark.parametrize("way", [right, wrong], ids=["right", "wrong"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_item_is_answered_and_saved(show: Show, way: Any, language: str) -> None:
    lesson = sample(language=language)
    asked = of_path(lesson)
    answers = {item.id: way(item) for item in asked}
    assert {item.kind for item in asked} == {item.kind for item in lesson.items}
    page = show(lesson_page(lesson))
    page.evaluate(
        "() => addEventListener('tellings:result', (e) => (window.last = e.detail), true)"
    )
    play(page, lesson, answers)
    result = saved(Keys(page))
    assert result["responses"] == answers
    assert result["asked"] == [item.id for item in asked]
    last = page.evaluate("() => window.last")
    points = total(asked, {k: v for k, v in answers.items() if "text" not in v})
    most = sum(item.marked for item in asked)
    assert last == {
        "points": pytest.approx(points),
        "max": most,
        "answered": len(answers),
        "asked": len(answers),
        "complete": True,
    }
    assert (points == most) is (way is right)


def texts_of(lesson: Lesson, highlights: list[dict[str, Any]]) -> list[str]:
    """The words that highlights lie on."""
    found = []
    for each in highlights:
        article = next(a for a in lesson.articles if a.letter == each["article"])
        pieces = [piece for line in article.paragraphs for piece in line.text]
        (piece,) = [p for p in pieces if (p.start or 0) <= each["start"] < (p.end or 0)]
        begin = piece.start or 0
        found.append(piece.text[each["start"] - begin : each["end"] - begin])
    return found


def test_words_are_highlighted_and_freed_by_keyboard(show: Show) -> None:
    lesson = sample()
    page = show(lesson_page(lesson))
    keys = Keys(page)
    keys.push(".path .primary")
    keys.push(".pen-tool", "Space")
    keys.to(".pane .text")
    keys.press("ArrowDown", "ArrowDown")  # the first word, then the next paragraph
    keys.press("Shift+ArrowRight", "Shift+ArrowRight", "Space")
    keys.to(".pane:nth-child(2) .text")
    keys.press("ArrowRight", "ArrowRight", "ArrowRight", "Space")  # behind a wide character
    keys.press("ArrowLeft", "ArrowLeft", "Space", "Space")  # and off again
    page.click(".bar nav button:nth-child(2)")
    result = saved(keys)
    assert texts_of(lesson, result["highlights"]) == ["The tunnel under", "🚧"]
