"""Who annotated, told in words where votes are shown; dates of publication, told to teachers."""

from dataclasses import replace

import msgspec
import pytest

from tellings.lessons import sentences
from tellings.lessons.items import Votes
from tellings.lessons.page.contents import asked_and_key
from tellings.lessons.print.sentences import WORDS
from tellings.lessons.print.sheets import sheets
from tellings.lessons.showing.provenance import said_votes
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.story import GOLD, PassData
from tests.lessons.sample import GAZETTE, a_pass, sample, story

OF_MODELS = "1 of 2 annotation passes (made by a language model)"
DAY = "2031-05-06"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (("human", "human"), "1 of 2 people who annotated the articles"),
        (("language_model", "language_model"), OF_MODELS),
        (
            ("human", "language_model"),
            "1 of 2 annotation passes (made by people, a language model)",
        ),
        (("rule",), "1 of 2 annotation passes (made by rules)"),
    ],
)
def test_votes_say_who_annotated(kinds: tuple[str, ...], said: str) -> None:
    passes = {f"pass-{at}": PassData(a_pass(f"pass-{at}", k), "") for at, k in enumerate(kinds)}
    gold = {GOLD: PassData(a_pass(GOLD, "language_model"), "")}
    data = replace(story({"gazette": GAZETTE}), passes=gold | passes)
    assert said_votes(Votes(1, 2), data, Words(sentences.WORDS)) == said


def test_every_form_says_who_voted_where_it_shows_votes() -> None:
    lesson = sample()
    told = {votes.said for item in lesson.items for votes in item.votes}
    assert told == {OF_MODELS}
    teacher = next(each for each in sheets(lesson, Words(WORDS)) if each.name == "teacher")
    assert OF_MODELS in msgspec.json.encode(teacher).decode()


def dated(lesson: Lesson) -> Lesson:
    """The lesson with a date of publication that the first article shows."""
    first, *others = lesson.articles
    known = msgspec.structs.replace(first, published=DAY)
    return msgspec.structs.replace(lesson, articles=(known, *others))


def test_dates_of_publication_stand_on_the_teachers_sheet_alone() -> None:
    made = {each.name: msgspec.json.encode(each) for each in sheets(dated(sample()), Words(WORDS))}
    assert [name for name, data in made.items() if DAY.encode() in data] == ["teacher"]
    assert b"no date of publication in the text" in made["teacher"]


def test_the_students_page_carries_no_answer_beside_its_key() -> None:
    asked, _ = asked_and_key(dated(sample()))
    assert DAY not in str(asked)
    assert not {"who", "time_line", "questions", "published"} & set(asked)
