"""The cells of the notebook: how to, loading, questions to the data, the items of the lesson."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tellings.lessons.answers import said_answer
from tellings.lessons.items import Kind
from tellings.lessons.shown import Lesson, ShownItem, plain
from tellings.lessons.wording import Words
from tellings.store.package_files import package_text

_SPECIAL = "\\`*_{}[]()<>#+-.!|$~=:@&"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: ``markdown`` or ``code``, with its text."""

    kind: str
    text: str


def cells(lesson: Lesson, words: Words) -> Iterator[Cell]:
    """Every cell in order."""
    yield Cell("markdown", f"# {literal(lesson.title)}\n\n{words['about']}")
    yield Cell("code", _load(lesson))
    yield from _questions(lesson, words)
    yield Cell("markdown", words["items"])
    yield Cell("code", f"ITEMS = {_items(lesson, words)!r}")
    yield Cell("code", _source("checks.cell"))
    for exercise in lesson.exercises:
        head = f"## {literal(exercise.title)}\n\n{literal(exercise.task)}"
        yield Cell("markdown", f"{head}\n\n{words['rule']}: {literal(exercise.rule)}")
        for item in exercise.items:
            yield Cell("markdown", asked(item, words))
            yield Cell("code", f"answer = None  # {_form(item)}\ncheck({item.id!r}, answer)")
    yield Cell("code", "points()")


def literal(text: str) -> str:
    r"""Text that Markdown shows as it is, on one line.

    >>> literal("<b> *no* $x$")
    '\\<b\\> \\*no\\* \\$x\\$'
    """
    one = " ".join(text.split())
    return "".join(f"\\{each}" if each in _SPECIAL else each for each in one)


def asked(item: ShownItem, words: Words) -> str:
    """An item as Markdown."""
    lines = [f"**{item.number}.** {literal(plain(item.stem))}", ""]
    lines += [f"> {literal(plain(each, marks=False))}\n" for each in item.reading]
    lines += [f"- {words['row']} {row.id}: {literal(plain(row.text))}" for row in item.rows]
    lines += [""] if item.rows else []
    lines += [f"- ({option.id}) {literal(plain(option.text))}" for option in item.options]
    return "\n".join(lines)


def _form(item: ShownItem) -> str:
    """What an answer looks like."""
    letters = [option.id for option in item.options] or ["a"]
    if item.kind == Kind.CHOICE:
        return f'a letter: "{letters[0]}"'
    if item.kind == Kind.MATCH:
        return f'row to letter: {{"1": "{letters[0]}", ...}}'
    if item.kind == Kind.ORDER:
        return f'letter to place: {{"{letters[0]}": 1, ...}}'
    if item.kind in (Kind.OPEN, Kind.DISCUSS):
        return "your words"
    return f'letters: ["{letters[0]}"], or [] for none'


def _load(lesson: Lesson) -> str:
    return (
        "# The folder of the dataset, or its name on the Hub; this works beside the project.\n"
        'DATASET = "../../dataset"\n\n'
        "from datasets import load_dataset\n\n"
        "def rows(config):\n"
        '    """One table of the dataset, of this story."""\n'
        '    found = load_dataset(DATASET, config, split="train")\n'
        f'    return [row for row in found if row["story_id"] == {lesson.story!r}]\n\n'
        'articles = rows("articles")\n'
        'spans = rows("spans")\n'
        'print(len(articles), "articles,", len(spans), "spans")'
    )


def _questions(lesson: Lesson, words: Words) -> Iterator[Cell]:
    """Questions to the data; the key is computed in the cell, by another way than the hint."""
    yield Cell("markdown", words["data"])
    yield Cell("code", _source("tasks.cell"))
    for name, code in _DATA.items():
        yield Cell("markdown", words[name])
        yield Cell("code", code)


_DATA = {
    "most-spans": (
        "from collections import Counter\n\n"
        "answer = None  # the id of the article\n"
        'right = Counter(span["article_id"] for span in spans).most_common(1)[0][0]\n'
        "check_data(answer, right)"
    ),
    "exact": (
        "answer = None  # a number\n"
        'text = {article["id"]: article["text"] for article in articles}\n'
        "right = sum(\n"
        '    text[span["article_id"]] is not None\n'
        '    and text[span["article_id"]][span["start"] : span["end"]] == span["text"]\n'
        "    for span in spans\n"
        ")\n"
        "check_data(answer, right)"
    ),
    "dated": (
        "answer = None  # a number\n"
        'right = sum(article["published_in_text"]["edtf"] is not None for article in articles)\n'
        "check_data(answer, right)"
    ),
}


def _items(lesson: Lesson, words: Words) -> str:
    """What the checks need, not to be read at a glance."""
    data = {item.id: _item(item, words) for item in lesson.items}
    return base64.b64encode(json.dumps(data, ensure_ascii=False).encode()).decode()


def _item(item: ShownItem, words: Words) -> dict[str, Any]:
    return {
        "exercise": item.exercise,
        "kind": item.kind,
        "key": list(item.key),
        "options": [option.id for option in item.options],
        "rows": {row.id: row.key for row in item.rows},
        "pairs": [[pair.first, pair.second, pair.same] for pair in item.pairs],
        "why": plain(item.why),
        "feedback": _feedback(item, words) if item.marked else [],
    }


def _feedback(item: ShownItem, words: Words) -> list[str]:
    """Where, why, the sentence; the rule of thumb stands above the exercise."""
    lines = [f"{words['where']}: {'; '.join(item.where)}", *said_answer(item, words["none"])]
    lines += [plain(item.why), *(f"({each.id}) {plain(each.why)}" for each in item.options)]
    return [*lines, *(f"{words['text']}: {plain(each)}" for each in item.evidence)]


def _source(name: str) -> str:
    return package_text(f"lessons/notebook/{name}").strip()
