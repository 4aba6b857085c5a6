"""Quotations recomputed, places in words, rights, shuffling and the path."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.lessons import grounding
from tellings.lessons.catalogue import catalogue
from tellings.lessons.grounding import UngroundedError, quotes_of
from tellings.lessons.items import Item, Kind, Quote
from tellings.lessons.path import MINUTES
from tellings.lessons.sentences import WORDS
from tellings.lessons.showing.dates import dated
from tellings.lessons.shown import Lesson, Text, plain
from tellings.lessons.wording import Words
from tellings.publish.leaks import runs_of
from tellings.publish.terms import TextMode
from tellings.store.lessons import read_standards
from tests.lessons.sample import GAZETTE, HERALD, items, sample, story

TEXTS = {"gazette": GAZETTE, "herald": HERALD}


def every_item() -> list[Item]:
    return [item for found in items(story(TEXTS)).values() for item in found]


@given(st.sampled_from(every_item()), st.data())
def test_one_changed_character_of_a_quoted_place_is_found(item: Item, data: st.DataObject) -> None:
    quote = data.draw(st.sampled_from(list(quotes_of(item))))
    at = data.draw(st.integers(quote.start, quote.end - 1))
    articles = dict(story(TEXTS).articles)
    article = articles[quote.article]
    other = "x" if article.text[at] != "x" else "y"
    changed = f"{article.text[:at]}{other}{article.text[at + 1 :]}"
    articles[quote.article] = msgspec.structs.replace(article, text=changed)
    with pytest.raises(UngroundedError, match=item.id):
        grounding.check([item], articles)


BROKEN = {
    "a key that is no option": ("choosing", {"key": ("nobody",)}),
    "two keys of a choice": ("choosing", {"key": ("lund", "city")}),
    "no reason": ("choosing", {"why": ()}),
    "no evidence": ("matching", {"evidence": ()}),
    "everything to be ticked": ("ticking", {"key": ("gazette", "herald")}),
    "nothing to be ticked": ("ticking", {"key": ()}),
    "an order without pairs": ("ordering", {"pairs": ()}),
    "a rubric of one level": ("writing", {"rubric": ()}),
    "a discussion with a key": ("talking", {"key": ("yes",)}),
    "a passage that is not there": ("marking", {"reading": ()}),
}


@pytest.mark.parametrize("case", BROKEN)
def test_an_item_that_cannot_be_answered_is_refused(case: str) -> None:
    exercise, fields = BROKEN[case]
    data = story(TEXTS)
    broken = replace(items(data)[exercise][0], **fields)  # type: ignore[arg-type]
    with pytest.raises(UngroundedError):
        grounding.check([broken], data.articles)


def texts(lesson: Lesson) -> list[Text]:
    found = [paragraph.text for article in lesson.articles for paragraph in article.paragraphs]
    for item in lesson.items:
        found += [item.stem, item.why, *item.reading, *item.evidence]
        found += [text for each in item.options for text in (each.text, each.why)]
        found += [text for each in item.rows for text in (each.text, each.why, *each.evidence)]
        found += [text for each in item.rubric for text in (each.does, each.sample)]
    return found


def test_without_text_no_quotation_is_shown_and_no_passage_stands_anywhere() -> None:
    lesson = sample(TextMode.NONE)
    every = texts(lesson)
    assert all(piece.withheld for text in every for piece in text if piece.article)
    runs = runs_of(GAZETTE) | runs_of(HERALD)
    assert runs
    assert not [text for text in every if runs & runs_of(plain(text, marks=False))]


def test_a_withheld_quotation_points_at_ones_own_copy() -> None:
    lesson = sample(TextMode.NONE)
    stems = {item.id: plain(item.stem) for item in lesson.items}
    assert stems["choosing:1"] == "Who says [A, paragraph 3, sentence 1, words 1 to 8]?"
    assert not next(item for item in lesson.items if item.kind == Kind.MARK).playable


def test_quotations_are_shown_within_the_caps_and_nothing_else_is() -> None:
    lesson = sample(TextMode.QUOTES)
    gazette = lesson.articles[0]
    shown = sum(
        len(piece.text) for each in gazette.paragraphs for piece in each.text if piece.article
    )
    assert 0 < shown <= 0.3 * len(GAZETTE)


def test_in_full_every_paragraph_is_there_to_the_last_character() -> None:
    gazette = sample().articles[0]
    shown = [each.text[0].text for each in gazette.paragraphs]
    assert shown == [GAZETTE[each.start : each.end] for each in gazette.paragraphs]


@given(st.integers(0, 2**31))
def test_a_seed_shuffles_and_moves_the_key_along(seed: int) -> None:
    lesson = sample(seed=seed)
    found = {item.id: item for item in lesson.items}
    choice = found["choosing:1"]
    (key,) = choice.key
    right = next(each for each in choice.options if each.id == key)
    assert plain(right.text) == "Ada Lund"
    answers = {plain(row.text, marks=False): row.key for row in found["matching:1"].rows}
    names = {each.id: plain(each.text) for each in found["matching:1"].options}
    assert names[answers["The city knew for months"]] == "shopkeepers"
    assert [each.id for each in choice.options] == ["a", "b", "c"]


def test_the_same_data_give_the_same_lesson_and_another_seed_another() -> None:
    assert sample() == sample()
    assert len({sample(seed=seed).digest for seed in range(5)}) == 5


def test_the_path_fits_the_time_and_leaves_no_passage_without_a_clean_one() -> None:
    lesson = sample()
    assert sum(step.minutes for step in lesson.path) <= MINUTES
    played = [item for step in lesson.path for item in step.items]
    assert len(played) == len(set(played))
    marks = [item for item in lesson.items if item.id in played and item.kind == Kind.MARK]
    assert any(item.key for item in marks)
    assert any(not item.key for item in marks)


def test_each_exercise_has_a_number_of_its_own_and_tags_that_stand_in_the_table() -> None:
    numbers = [each.number for each in catalogue()]
    assert len(set(numbers)) == len(numbers)
    for each in catalogue():
        assert set(each.standards) <= set(read_standards()), each.name
        assert {"title", "about", "task", "rule", "nothing"} <= set(each.words), each.name


def test_a_standard_says_where_it_was_read_or_that_we_derive_it() -> None:
    for tag, row in read_standards().items():
        assert set(row) == {"framework", "says", "source", "status"}, tag
        assert row["status"] in ("read", "derived"), tag


def test_a_quotation_that_is_not_there_names_item_and_place() -> None:
    data = story(TEXTS)
    item = items(data)["choosing"][0]
    broken = replace(item, evidence=(Quote("harbour:gazette", 0, 3, "His"),))
    with pytest.raises(UngroundedError, match=r"choosing:1: harbour:gazette\[0:3\] is 'Har'"):
        grounding.check([broken], data.articles)


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2019-05", "2019-05"),
        ("2019-05-29?", "2019-05-29, not certain"),
        ("2019-05-31~", "about 2019-05-31"),
        ("2019-07/..", "since 2019-07"),
        ("../2019-05-31", "until 2019-05-31"),
        ("2019-05-31/2019-06-02~", "2019-05-31 to about 2019-06-02"),
    ],
)
def test_a_date_is_said_in_words(edtf: str, said: str) -> None:
    assert dated(edtf, Words(WORDS)) == said
