"""Saved results, as the students' page makes them."""

import json
from typing import Any

from playwright.sync_api import FilePayload

from tellings.lessons.shown import Lesson
from tests.lessons.page.answering import right

JSON = dict[str, Any]


def result_of(lesson: Lesson, code: Any, **changed: Any) -> JSON:
    """A result with every answer right, but for what is changed."""
    responses = {item.id: right(item) for item in lesson.items}
    return {
        "format": "tellings-result",
        "version": lesson.version,
        "digest": lesson.digest,
        "code": code,
        "asked": [item.id for item in lesson.items],
        "responses": responses | changed.pop("responses", {}),
        "highlights": [],
        **changed,
    }


def file_of(result: JSON | str, name: str | None = None) -> FilePayload:
    """A result as a file that is opened in the browser."""
    text = result if isinstance(result, str) else json.dumps(result)
    found = name or (f"result-{result['code']}.json" if isinstance(result, dict) else "result.json")
    return {"name": found, "mimeType": "application/json", "buffer": text.encode()}
