"""A lesson without texts, every byte of every form: no words of the articles in it."""

import base64
import html
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from tellings.lessons.bundle import WORDS, bundle
from tellings.lessons.making import make_lesson
from tellings.lessons.shown import Lesson
from tellings.lessons.translation import translatable
from tellings.lessons.wording import Words
from tellings.lessons.writing import names, write_forms
from tellings.publish.terms import TextMode
from tellings.records import Entity, Span, Story
from tellings.store.schema_files import load_codebook
from tellings.story import GOLD, StoryData, of_type
from tests.lessons.loading import loaded, wanted
from tests.lessons.sample import sample

ROOT = Path(__file__).parents[2]
STORY = "s400-working-group"
ENCODED = re.compile(rb"[A-Za-z0-9+/]{200,}={0,2}")
WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")

Run = tuple[str, str, str]


def runs(text: str) -> Iterator[Run]:
    """Every three words in a row."""
    found = [each.casefold() for each in WORD.findall(text)]
    yield from zip(found, found[1:], found[2:], strict=False)


def texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Everything that a file holds, and the files in it, as text."""
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as package:
            for part in package.namelist():
                yield from texts(f"{name}/{part}", package.read(part))
        return
    if name.endswith(".pdf"):
        pages = pypdfium2.PdfDocument(data)
        yield name, " ".join(page.get_textpage().get_text_range() for page in pages)
        return
    plain = html.unescape(html.unescape(data.decode("utf-8", "replace"))).replace("\\", "")
    yield from ((name, re.sub(r"<[^<>]*>", between, plain)) for between in ("", " "))
    for hidden in ENCODED.findall(data):
        yield name, base64.b64decode(hidden + b"=" * (-len(hidden) % 4)).decode("utf-8", "replace")


def everything(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Every text in every form of a lesson; of layouts for print the standard one."""
    forms = list(write_forms(names(), lesson, {}))
    assert not [each.name for each in forms if each.lacks]
    files = {name: data for each in forms for name, data in each.written.files.items()}
    how_to = zipfile.ZipFile(BytesIO(bundle(lesson, forms, Words(WORDS)))).namelist()[0]
    files[how_to] = zipfile.ZipFile(BytesIO(bundle(lesson, forms, Words(WORDS)))).read(how_to)
    for name, data in files.items():
        if not name.startswith("print/"):
            yield from texts(name, data)


def allowed_names(data: StoryData) -> set[str]:
    """Words of proper names and of days."""
    gold = list(data.passes[GOLD].records())
    parts = [w for e in of_type(gold, Entity) for w in e.name.split() if not w[0].islower()]
    days = [each.text for each in of_type(gold, Span) if each.layer == "time"]
    said = " ".join([*parts, *days, *data.story.outlets])
    return {each.casefold() for each in WORD.findall(said)}


def said_anyway(story: Story, data: StoryData) -> Iterator[str]:
    """What is said of any story, and what the story's own file says."""
    yield from (text for each in translatable().values() for text in each.values())
    for inventory in load_codebook().inventories.values():
        for label in inventory.labels.values():
            yield from (label.title, label.definition, label.rule)
    yield from (story.title, *(each.statement for each in story.targets))
    yield from (each.rights for each in data.articles.values())


@cache
def withheld() -> frozenset[Run]:
    """Three words of an article in a row, of which at least two are neither name nor small."""
    data = loaded(ROOT / "seeds", STORY)
    known = allowed_names(data)
    free = {run for text in said_anyway(data.story, data) for run in runs(text)}
    free |= {run for _, text in everything(sample(TextMode.NONE)) for run in runs(text)}

    def telling(word: str) -> bool:
        return word not in known and len(word) > 3 and not word[0].isdigit()

    every = {run for each in data.articles.values() for run in runs(each.text)}
    return frozenset(run for run in every - free if sum(map(telling, run)) > 1)


def test_without_text_no_form_holds_three_words_of_an_article() -> None:
    data = loaded(ROOT / "seeds", STORY)
    seeds = ROOT / "seeds"
    lesson = make_lesson(data, load_codebook(), wanted(seeds, data, mode=TextMode.NONE))
    told = {(name, run) for name, text in everything(lesson) for run in runs(text)}
    assert sorted((name, run) for name, run in told if run in withheld()) == []
    assert len(withheld()) > 500


def test_the_same_look_finds_them_in_every_form_that_has_the_texts() -> None:
    data = loaded(ROOT / "seeds", STORY)
    seeds = ROOT / "seeds"
    lesson = make_lesson(data, load_codebook(), wanted(seeds, data, mode=TextMode.FULL))
    found: dict[str, bool] = {}
    for name, text in everything(lesson):
        whole = name.partition("/")[0]
        found[whole] = found.get(whole, False) or not withheld().isdisjoint(runs(text))
    assert sorted(name for name, holds in found.items() if not holds) == ["READ ME FIRST.txt"]


@pytest.mark.parametrize("mode", [TextMode.NONE, TextMode.QUOTES])
def test_sheets_name_no_file_that_is_not_made(mode: TextMode) -> None:
    told = " ".join(text for _, text in everything(sample(mode)))
    assert "articles.pdf" not in told
    assert "underlined" not in told or mode is TextMode.QUOTES
