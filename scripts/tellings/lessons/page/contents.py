"""What a page carries of a lesson: what a student may read at once, and the key apart from it."""

import base64
from collections.abc import Mapping
from typing import Any

import msgspec

from tellings.lessons.showing.direction import direction
from tellings.lessons.shown import Lesson, Piece

JSON = dict[str, Any]

_KEY = ("key", "pairs", "rubric", "votes", "why", "evidence", "where")
_TEACHERS = ("missing", "standards", "seed", "untranslated", "mode")
_BACKGROUND = ("who", "time_line", "events", "questions")
"""What only the teacher's sheets tell: it answers questions of the lesson."""
_UNSHOWN = ("minutes", "difficulty", "standards")
_MARKUP = {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"}


def asked_and_key(lesson: Lesson) -> tuple[JSON, JSON]:
    """A lesson without its key, and the key of each item by its id.

    The key holds everything that is shown only after an answer: reasons, evidence, rubric, votes.
    """
    asked: JSON = msgspec.to_builtins(lesson)
    for name in (*_TEACHERS, *_BACKGROUND):
        del asked[name]
    for article in asked["articles"]:
        del article["published"], article["published_outside"]
        article["direction"] = direction(article["language"])
    carried = _carried(lesson)
    for name in ("exercises", "left_open"):
        asked[name] = _pointed(asked[name], carried)
    key = {
        item["id"]: _parted(item) for exercise in asked["exercises"] for item in exercise["items"]
    }
    return asked, key


def _carried(lesson: Lesson) -> dict[str, list[Piece]]:
    """The stretches of each article that the page carries anyway, by the article's letter."""
    return {
        article.letter: [
            piece for line in article.paragraphs for piece in line.text if piece.article
        ]
        for article in lesson.articles
    }


def _pointed(value: Any, carried: Mapping[str, list[Piece]]) -> Any:
    """Data in which a quotation that the articles hold is a place, ``{"at": [A, 3, 7]}``.

    This halves a page: the same words are quoted in stems, options, reasons and evidence.
    """
    if isinstance(value, dict):
        if {"article", "start", "end", "text"} == set(value) and _holds(carried, value):
            return {"at": [value["article"], value["start"], value["end"]]}
        return {name: _pointed(each, carried) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_pointed(each, carried) for each in value]
    return value


def _holds(carried: Mapping[str, list[Piece]], quote: JSON) -> bool:
    start, end = quote["start"], quote["end"]
    for piece in carried[quote["article"]]:
        from_, to = piece.start or 0, piece.end or 0
        if from_ <= start and end <= to:
            return bool(quote["text"] == piece.text[start - from_ : end - from_])
    return False


def _parted(item: JSON) -> JSON:
    """Take the key out of an item."""
    for name in _UNSHOWN:
        del item[name]
    key = {name: item.pop(name) for name in _KEY}
    key["options"] = [option.pop("why") for option in item["options"]]
    key["rows"] = [
        {name: row.pop(name) for name in ("key", "why", "evidence")} for row in item["rows"]
    ]
    return key


def as_json(data: Mapping[str, Any]) -> str:
    """JSON that can stand in a page: nothing in it can end the element it stands in."""
    text = msgspec.json.encode(data).decode()
    for character, escaped in _MARKUP.items():
        text = text.replace(character, escaped)
    return text


def unreadable(data: Mapping[str, Any]) -> str:
    """JSON in base64: no secret, but nothing that is read at a glance either."""
    return base64.b64encode(msgspec.json.encode(data)).decode()
