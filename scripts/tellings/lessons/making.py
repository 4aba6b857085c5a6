"""A story's gold made into a lesson: exercises, checks, the path, texts as far as rights go."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from tellings.codebook import Codebook
from tellings.lessons import grounding, sentences
from tellings.lessons.catalogue import catalogue
from tellings.lessons.exercise import Exercise, NothingHereError
from tellings.lessons.items import Item, Kind, Quote
from tellings.lessons.layers import Layers
from tellings.lessons.path import CLOSING, OPENING, Chosen, path
from tellings.lessons.showing import background
from tellings.lessons.showing.articles import Articles
from tellings.lessons.showing.direction import direction
from tellings.lessons.showing.expecting import Expecting
from tellings.lessons.showing.freeing import free_words
from tellings.lessons.showing.naming import Naming
from tellings.lessons.showing.placing import Places
from tellings.lessons.showing.provenance import made_by, said_votes
from tellings.lessons.showing.resolving import Resolver, letters
from tellings.lessons.showing.rights import Rights
from tellings.lessons.shown import (
    Expected,
    Lesson,
    Missing,
    ShownExercise,
    Standard,
    Step,
    Term,
    Text,
)
from tellings.lessons.wording import Words, in_language
from tellings.publish.terms import QuoteCaps, TextMode
from tellings.story import StoryData

CAPS = QuoteCaps(words=1.0)


@dataclass(frozen=True)
class Wanted:
    """What lesson is made.

    Attributes:
        version: of the data.
        mode: how much text it carries.
        caps: how much may be quoted in ``quotes``.
        seed: shuffles options and rows.
        exercises: the names of the exercises; all if empty.
        language: the story's ``codebook.LANGUAGE.toml``, parsed; empty where there is none.
        standards: ``standards.toml``, parsed.
    """

    version: str
    standards: Mapping[str, Mapping[str, str]]
    mode: TextMode = TextMode.FULL
    caps: QuoteCaps = CAPS
    seed: int = 0
    exercises: frozenset[str] = frozenset()
    language: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Exercises:
    """What a story gives.

    Attributes:
        layers: the story as exercises read it.
        types: the exercises that were asked.
        found: their items, by the name of the exercise.
        missing: of the others, why there are none.
        first: the number of each one's first item in the whole lesson, whatever was asked.
    """

    layers: Layers
    types: tuple[Exercise, ...]
    found: Mapping[str, tuple[Item, ...]]
    missing: Mapping[str, str]
    first: Mapping[str, int] = field(default_factory=dict)


class NoLessonError(Exception):
    """A story gives no exercise at all; the message says why, a line for each reason."""


def exercises_of(data: StoryData, codebook: Codebook, wanted: Wanted) -> Exercises:
    """Every exercise's items, each checked against the articles.

    Raises:
        UngroundedError: if an item says what the articles do not say.
    """
    layers = Layers(data, in_language(codebook.extended(data.story.labels), wanted.language))
    found: dict[str, tuple[Item, ...]] = {}
    missing: dict[str, str] = {}
    first, number = {}, 1
    types = _chosen(wanted)
    for exercise in catalogue():
        first[exercise.name] = number
        try:
            items = exercise.items(layers, words_of(exercise, wanted.language))
        except NothingHereError as nothing:
            missing[exercise.name] = str(nothing)
            continue
        number += len(items)
        if exercise in types:
            grounding.check(items, layers.articles)
            found[exercise.name] = tuple(items)
    return Exercises(layers, types, found, missing, first)


def words_of(exercise: Exercise, language: Mapping[str, Any]) -> Words:
    """The sentences of an exercise in the story's language, English where it has none."""
    return Words(exercise.words, language.get("lesson", {}).get(exercise.name, {}))


def _chosen(wanted: Wanted) -> tuple[Exercise, ...]:
    every = wanted.exercises
    return tuple(each for each in catalogue() if not every or each.name in every)


def make_lesson(data: StoryData, codebook: Codebook, wanted: Wanted) -> Lesson:
    """A story's lesson.

    Raises:
        NoLessonError: if no exercise finds anything.
        UngroundedError: if an item says what the articles do not say.
    """
    made = exercises_of(data, codebook, wanted)
    if not made.found:
        raise NoLessonError("\n".join(_reasons(made, wanted)))
    return put_together(data, wanted, made)


def _reasons(made: Exercises, wanted: Wanted) -> Iterable[str]:
    """Why there is nothing, each reason once with the exercises that it keeps away."""
    kept: dict[str, list[str]] = {}
    for exercise in made.types:
        title = words_of(exercise, wanted.language)["title"]
        kept.setdefault(made.missing[exercise.name], []).append(f"“{title}”")
    for reason, titles in sorted(kept.items(), key=lambda pair: -len(pair[1])):
        yield f"{reason}: no {', no '.join(titles)}"


def put_together(data: StoryData, wanted: Wanted, made: Exercises) -> Lesson:
    """The lesson that the items of a story make."""
    lesson = _Maker(data, wanted, made).lesson()
    digest = hashlib.sha256(msgspec.json.encode(lesson)).hexdigest()[:16]
    return msgspec.structs.replace(lesson, digest=digest)


class _Maker:
    """Puts the parts of one lesson together."""

    def __init__(self, data: StoryData, wanted: Wanted, made: Exercises) -> None:
        self.data, self.wanted, self.made = data, wanted, made
        translated = wanted.language.get("lesson", {}).get("common", {})
        self.words = Words(sentences.WORDS, translated)
        articles = made.layers.articles
        self.letters = {name: letters(at).upper() for at, name in enumerate(articles)}
        places = Places(articles, self.letters, self.words)
        own = [self.words, *(words_of(each, wanted.language) for each in made.types)]
        free = free_words(made.layers, own, wanted.standards)
        self.rights = Rights.of(wanted.mode, wanted.caps, places, self._quotes(), free)
        said = partial(said_votes, data=data, words=self.words)
        self.resolver = Resolver(self.rights, wanted.seed, said)

    def _quotes(self) -> Iterable[Quote]:
        for items in self.made.found.values():
            for item in items:
                yield from grounding.quotes_of(item)

    def lesson(self) -> Lesson:
        exercises = self._exercises()
        shown = Articles(self.made.layers, self.rights, self.words)
        expecting = Expecting(self.made.layers, self.letters, self.words)
        story, language = self.data.story, self.data.story.language
        return Lesson(
            story=story.id,
            title=self.rights.own(story.title),
            language=language,
            direction=direction(language),
            version=self.wanted.version,
            digest="",
            seed=self.wanted.seed,
            mode=self.wanted.mode.value,
            made_by=made_by(self.data, self.words),
            left_open=self._left_open(),
            who=tuple(map(self._own, self._who())),
            time_line=tuple(map(self._own, background.time_line(self.made.layers, self.words))),
            events=tuple(map(self._expected, expecting.events())),
            questions=tuple(map(self._expected, expecting.answers())),
            reading=background.reading(self.made.layers),
            articles=tuple(map(shown.of, self.made.layers.articles.values())),
            exercises=exercises,
            missing=tuple(self._missing()),
            path=tuple(self._path()),
            standards=self._standards(exercises),
            glossary=self._glossary(),
            words={name: self.words[name] for name in sentences.WORDS},
            untranslated=self._untranslated(),
        )

    def _who(self) -> Iterable[Term]:
        aliases = self.wanted.mode is not TextMode.NONE
        return Naming(self.made.layers, self.words, aliases).who()

    def _expected(self, each: Expected) -> Expected:
        own = self.rights.own
        texts, outside = tuple(map(own, each.texts)), tuple(map(own, each.outside))
        return Expected(question=own(each.question), texts=texts, outside=outside)

    def _own(self, term: Term) -> Term:
        own = self.rights.own
        return Term(title=own(term.title), definition=own(term.definition))

    def _exercises(self) -> tuple[ShownExercise, ...]:
        number, shown = 1, []
        for exercise in self.made.types:
            words, items = words_of(exercise, self.wanted.language), []
            number = self.made.first.get(exercise.name, number)
            for item in self.made.found.get(exercise.name, ()):
                items.append(self.resolver.item(item, number, exercise.standards))
                number += 1
            if items:
                own = {name: words[name] for name in ("title", "about", "task", "rule")}
                shown.append(_exercise(exercise, own, tuple(items)))
        return tuple(shown)

    def _missing(self) -> Iterable[Missing]:
        for exercise in self.made.types:
            if reason := self.made.missing.get(exercise.name):
                title = words_of(exercise, self.wanted.language)["title"]
                yield Missing(name=exercise.name, title=title, reason=reason)

    def _left_open(self) -> tuple[Text, ...]:
        items = [item for found in self.made.found.values() for item in found]
        return tuple(self.rights.resolve(item.stem) for item in items if item.kind is Kind.DISCUSS)

    def _path(self) -> Iterable[Step]:
        opening, closing = self.words["opening"], self.words["closing"]
        yield _talk(opening, self.words["opening-does"], OPENING)
        for each in path(self.made.found, self.made.types):
            yield self._step(each)
        yield _talk(closing, self.words["closing-does"], CLOSING)

    def _step(self, chosen: Chosen) -> Step:
        words = words_of(chosen.exercise, self.wanted.language)
        return Step(
            title=words["title"],
            does=words["task"],
            minutes=chosen.minutes,
            exercise=chosen.exercise.name,
            items=tuple(each.id for each in chosen.items),
        )

    def _standards(self, exercises: Sequence[ShownExercise]) -> tuple[Standard, ...]:
        tags = sorted({tag for each in exercises for item in each.items for tag in item.standards})
        return tuple(Standard(tag=tag, **self.wanted.standards[tag]) for tag in tags)

    def _glossary(self) -> tuple[Term, ...]:
        """The labels that the keys of the lesson use, with what the codebook says of them."""
        codebook = self.made.layers.codebook
        used = {name for each in self.made.types for name in each.glossary}
        return tuple(
            Term(title=self.rights.own(label.title), definition=self.rights.own(label.definition))
            for name in codebook.inventories
            if name in used and any(each in self.made.found for each in self._users(name))
            for label in codebook.inventories[name].labels.values()
        )

    def _users(self, inventory: str) -> list[str]:
        return [each.name for each in self.made.types if inventory in each.glossary]

    def _untranslated(self) -> int:
        if self.data.story.language.split("-")[0] == "en":
            return 0
        own = [words_of(each, self.wanted.language) for each in self.made.types]
        return sum(len(each.missing) for each in [self.words, *own])


def _exercise(
    exercise: Exercise, words: Mapping[str, str], items: tuple[Any, ...]
) -> ShownExercise:
    return ShownExercise(
        name=exercise.name,
        number=exercise.number,
        part=exercise.part.value,
        skill=exercise.skill,
        items=items,
        **words,
    )


def _talk(title: str, does: str, minutes: float) -> Step:
    return Step(title=title, does=does, minutes=minutes, exercise=None, items=())
