"""A made-up story of three articles with gold and another pass, for exercises on how it is told.

Records are given as in the files of a story, with numbers for the ids of spans. A record of gold
came from the record of the other pass that has its id, if there is one.
"""

import datetime
from collections.abc import Iterable
from typing import Any

import msgspec

from tellings.lessons.exercise import Exercise
from tellings.lessons.grounding import check
from tellings.lessons.items import Item
from tellings.lessons.layers import Layers
from tellings.lessons.making import words_of
from tellings.records import RECORD_TYPES, Annotation, Date, Pass, PassArticle
from tellings.store.schema_files import load_codebook
from tellings.story import GOLD, PassData, RecordFile, StoryData
from tests.lessons.sample import story

TEXTS = {
    "gazette": (
        "Shopkeepers squabbled for months over the cost of the tunnel.\n\n"
        "The council approved the tunnel in May. It was a reckless plan. The tunnel is a waste.\n\n"
        "“The ground is soft,” said Ada Lund. The tunnel will open in June, she said.\n"
    ),
    "herald": (
        "Shopkeepers argued for months over the cost of the tunnel.\n\n"
        "The council would not say whether it approved the tunnel.\n"
    ),
    "times": (
        "The works on the tunnel went on for months over the summer.\n\n"
        "The council rejected the tunnel in May.\n"
    ),
}
Made = dict[str, Any]
DAY = datetime.date(2031, 2, 3)
SLUGS = tuple(TEXTS)


def at(slug: str, number: int) -> str:
    """The id of a span."""
    return f"harbour:{slug}:span:{number}"


def span(slug: str, number: int, layer: str, label: str, words: str, **more: Any) -> Made:
    """A span on the first occurrence of some words."""
    start = TEXTS[slug].index(words)
    place = {"start": start, "end": start + len(words), "text": words}
    article = f"harbour:{slug}"
    head = {"record": "span", "id": at(slug, number), "article_id": article}
    return {**head, "layer": layer, "label": label, **place, **more}


def entity(name: str, kind: str) -> Made:
    """An entity of the story."""
    slug = name.lower().replace(" ", "-")
    head = {"record": "entity", "id": f"harbour:entity:{slug}", "name": name}
    return {**head, "type": kind, "aliases": ()}


def dated(day: datetime.date | None, basis: str = "in_text") -> Made:
    """A date."""
    days = {} if day is None else {"edtf": f"{day}", "earliest": day, "latest": day}
    return {**days, "basis": basis if day else "unknown", "evidence": ()}


def tunnel(gold: Iterable[Made], other: Iterable[Made] | None = None) -> StoryData:
    """The story with gold, and with another pass if its records are given."""
    data = story(TEXTS)
    given = list(other or ())
    known = {each["id"] for each in given}
    records = [each | {"from": _origin(each["id"], known)} for each in gold]
    data.passes = {GOLD: _pass(data, GOLD, records)}
    if other is not None:
        data.passes["pass-a"] = _pass(data, "pass-a", given)
    return data


def _origin(record: str, known: set[str]) -> list[str]:
    return [f"pass-a/{record}"] if record in known else []


def _pass(data: StoryData, name: str, records: Iterable[Made]) -> PassData:
    info = Pass(
        id=name,
        annotator="the tests",
        kind="rule",
        guideline_version="1.0.0",
        articles=tuple(PassArticle(article=each, date=DAY) for each in data.articles),
        status="draft",
    )
    made = [_record(each) for each in records]
    path = f"seeds/harbour/annotations/{name}"
    return PassData(info, path, [RecordFile(f"{path}/story.json", b"", None, records=made)])


def _record(made: Made) -> Annotation:
    kind = RECORD_TYPES[made["record"]]
    found = msgspec.convert({"status": "draft", **made}, kind)
    assert isinstance(found, Annotation)
    return found


def published(data: StoryData, days: dict[str, datetime.date]) -> StoryData:
    """The story with dates of some articles."""
    for slug, day in days.items():
        name = f"harbour:{slug}"
        date = msgspec.convert(dated(day), Date)
        data.articles[name] = msgspec.structs.replace(data.articles[name], published_in_text=date)
    return data


def items_of(exercise: Exercise, data: StoryData) -> list[Item]:
    """The items of an exercise, each checked against the articles.

    Raises:
        NothingHereError: if there is none.
    """
    layers = Layers(data, load_codebook())
    found = exercise.items(layers, words_of(exercise, {}))
    check(found, layers.articles)
    return found
