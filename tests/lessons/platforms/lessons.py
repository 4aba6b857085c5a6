"""Lessons that the packages are made of, and answers to their questions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tellings.lessons.items import Kind
from tellings.lessons.making import Wanted, make_lesson
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.questions import Question, questions
from tellings.lessons.platforms.wording import WORDS
from tellings.lessons.scoring import Response, score, score_set
from tellings.lessons.shown import Lesson, ShownItem
from tellings.lessons.wording import Words
from tellings.publish.terms import TextMode
from tellings.store.lessons import read_standards, read_version
from tellings.store.schema_files import load_codebook
from tests.lessons.sample import sample

ROOT = Path(__file__).parents[3]
STORY = "s400-working-group"


@cache
def made_up(mode: TextMode = TextMode.FULL, language: str = "en") -> Lesson:
    """The lesson with an item of every kind and hostile text."""
    return sample(mode, language)


@cache
def real(mode: TextMode = TextMode.FULL) -> Lesson:
    """The lesson of the story in this repository."""
    from tellings.commands.agree import sound_stories

    ((_, data),) = sound_stories(ROOT / "seeds", STORY)
    version = read_version(ROOT / "seeds")
    wanted = Wanted(version=version, standards=read_standards(), mode=mode)
    return make_lesson(data, load_codebook(), wanted)


def asked(lesson: Lesson) -> list[Question]:
    """The questions of a lesson that can be asked on a screen."""
    return questions(lesson, LeftOut(Words(WORDS)))


@dataclass(frozen=True)
class Case:
    """Answers to a question: by item, as ``scoring`` takes them, and what they are worth."""

    name: str
    given: Mapping[str, Response]
    mark: float


def cases(question: Question) -> list[Case]:
    """Answers that are right, partly right, wrong, everything and nothing."""
    if question.kind is Kind.MARK:
        return [_set(question, name, given) for name, given in _marks(question).items()]
    item = question.item
    return [Case(name, {item.id: r}, score(item, r)) for name, r in _responses(item).items()]


def _set(question: Question, name: str, given: Mapping[str, Sequence[str]]) -> Case:
    return Case(name, dict(given), score_set(question.items, given))


def _marks(question: Question) -> dict[str, dict[str, Sequence[str]]]:
    every = {item.id: [o.id for o in item.options] for item in question.items}
    right: dict[str, Sequence[str]] = {item.id: item.key for item in question.items}
    wrong = {name: [o for o in every[name] if o not in right[name]] for name in every}
    first = next(name for name in right if right[name])
    foils = next((name for name in wrong if wrong[name]), first)
    found: dict[str, dict[str, Sequence[str]]] = {
        "right": right,
        "partly": {first: right[first][:1]},
        "right with a false alarm": {**right, foils: [*right[foils], *wrong[foils][:1]]},
        "wrong": dict(wrong),
        "everything": dict(every),
        "nothing": {},
    }
    return found


def _responses(item: ShownItem) -> dict[str, Response]:
    options = [each.id for each in item.options]
    others = [each for each in options if each not in item.key]
    if item.kind == Kind.CHOICE:
        found: dict[str, Response] = {each: [each] for each in options}
        return {**found, "nothing": []}
    if item.kind == Kind.TICK:
        right = list(item.key)
        return {
            "right": right,
            "partly": right[:1],
            "right with a false alarm": [*right, *others[:1]],
            "wrong": others,
            "everything": options,
            "nothing": [],
        }
    if item.kind == Kind.MATCH:
        return _matches(item, options)
    return _orders(item, options)


def _matches(item: ShownItem, options: Sequence[str]) -> dict[str, Response]:
    right = {row.id: row.key for row in item.rows}
    wrong = {row.id: next(o for o in options if o != row.key) for row in item.rows}
    first = item.rows[0].id
    return {
        "right": right,
        "one row only": {first: right[first]},
        "one row wrong": {**right, first: wrong[first]},
        "wrong": wrong,
        "one option everywhere": dict.fromkeys(right, options[0]),
        "nothing": {},
    }


def _orders(item: ShownItem, options: Sequence[str]) -> dict[str, Response]:
    places = {name: at for at, name in enumerate(options, 1)}
    found: dict[str, Response] = {
        "right": _right(item, options),
        "as they stand": places,
        "turned round": {name: len(options) + 1 - at for name, at in places.items()},
        "all in one place": dict.fromkeys(options, 1),
        "two placed": dict(list(_right(item, options).items())[:2]),
        "nothing": {},
    }
    return found


def _right(item: ShownItem, options: Sequence[str]) -> dict[str, int]:
    """Places that have every pair right: as late as the pairs ask, round by round."""
    places = dict.fromkeys(options, 1)
    for _ in options:
        for pair in item.pairs:
            least = places[pair.first] + (not pair.same)
            places[pair.second] = max(places[pair.second], least)
            if pair.same:
                places[pair.first] = places[pair.second]
    return places
