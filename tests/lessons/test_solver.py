"""Every key is the one answer that the layers bear out, found by a solver of its own."""

import ast
import tempfile
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import msgspec
import pytest

from tellings.lessons.catalogue import catalogue
from tellings.lessons.items import Kind
from tellings.lessons.making import Wanted, make_lesson
from tellings.lessons.scoring import Response, count, score, total
from tellings.lessons.shown import Lesson, ShownItem
from tellings.lessons.wording import in_language
from tellings.store.lessons import read_standards
from tellings.store.schema_files import load_codebook
from tellings.story import StoryData
from tests.lessons.bridge import bridge
from tests.lessons.loading import loaded, wanted
from tests.lessons.solver import NoSolverError, answer, solver
from tests.lessons.solver.found import NotOneAnswerError
from tests.lessons.solver.layers import Story
from tests.lessons.solver.seen import SeenItem, seen
from tests.lessons.stories import hostile, write
from tests.lessons.tunnel_gold import tunnel_gold

FOLDER = Path(__file__).parent / "solver"
SEEDS = Path(__file__).parents[2] / "seeds"
MAY_IMPORT = {
    "tellings.codebook",
    "tellings.lessons.items",
    "tellings.lessons.scoring",
    "tellings.lessons.shown",
    "tellings.records",
    "tellings.story",
}
Made = tuple[Lesson, Story]


def made(data: StoryData, what: Wanted) -> Made:
    """A lesson, and what a solver knows of its story."""
    codebook = in_language(load_codebook().extended(data.story.labels), what.language)
    lesson = make_lesson(data, load_codebook(), what)
    return lesson, Story(data, codebook, what.language)


@cache
def five(seed: int) -> Made:
    """The five articles."""
    return made(loaded(SEEDS, "s400-working-group"), Wanted("1.0.0", read_standards(), seed=seed))


@cache
def harbour() -> Made:
    return made(tunnel_gold(), Wanted("1.0.0", read_standards()))


@cache
def others(name: str) -> Made:
    """A made-up story in German, whole or with hostile text."""
    story = {"bridge": bridge, "hostile": hostile}[name]()
    with tempfile.TemporaryDirectory() as folder:
        project = write(Path(folder) / "project", story)
        data = loaded(project.seeds, story.name)
        return made(data, wanted(project.seeds, data))


LESSONS: dict[str, Callable[[], Made]] = {
    **{f"the five articles, seed {seed}": partial(five, seed) for seed in range(3)},
    "the tunnel": harbour,
    **{f"the {name} story": partial(others, name) for name in ("bridge", "hostile")},
}


def full(item: ShownItem, response: Response) -> bool:
    """Whether an answer is worth all that an item can be worth."""
    if item.kind == Kind.MARK:
        found = count(item, list(response))
        return found.hits == found.targets and not found.alarms
    return score(item, response) == 1


def mistakes(lesson: Lesson, story: Story) -> Iterator[str]:
    """The items whose key is not the one answer that the layers bear out."""
    for item in lesson.items:
        if item.marked and (found := mistake(seen(lesson, item), item, story)):
            yield found


def mistake(asked: SeenItem, item: ShownItem, story: Story) -> str | None:
    try:
        response = answer(asked, story)
    except NotOneAnswerError as error:
        return str(error)
    return None if full(item, response) else f"{item.id}: the layers give {response}"


@pytest.mark.parametrize("name", LESSONS)
def test_every_key_is_the_one_answer_that_the_layers_bear_out(name: str) -> None:
    lesson, story = LESSONS[name]()
    assert list(mistakes(lesson, story)) == []


@pytest.mark.parametrize("name", LESSONS)
def test_who_answers_by_the_layers_gets_full_marks_for_the_whole_lesson(name: str) -> None:
    lesson, story = LESSONS[name]()
    marked = [each for each in lesson.items if each.marked]
    responses = {each.id: answer(seen(lesson, each), story) for each in marked}
    worth = [each for each in marked if each.kind != Kind.MARK or _to_find(each, marked)]
    assert total(marked, responses) == pytest.approx(len(worth))


def _to_find(item: ShownItem, marked: list[ShownItem]) -> bool:
    """Whether there is anything to find in the set of an item."""
    return any(each.key for each in marked if each.exercise == item.exercise and each.key)


def test_every_exercise_has_a_solver() -> None:
    for each in catalogue():
        assert callable(solver(each.name))


def test_an_exercise_without_a_solver_tells_what_to_add() -> None:
    with pytest.raises(NoSolverError, match=r"add tests/lessons/solver/new_type\.py with solve"):
        solver("new-type")


def test_solvers_share_no_code_with_what_makes_the_items() -> None:
    for path in FOLDER.glob("*.py"):
        for name in _imported(ast.parse(path.read_text("utf-8"))):
            allowed = name in MAY_IMPORT or name.startswith("tests.lessons.solver")
            assert allowed or not name.startswith(("tellings", "tests")), f"{path.name}: {name}"


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            own = node.module or ""
            parents = [f"{own}.{each.name}" for each in node.names]
            yield from (parents if own in ("tellings", "tellings.lessons", "tests") else [own])


def test_a_solver_sees_neither_key_nor_reasons() -> None:
    lesson, _ = five(0)
    for item in lesson.items:
        blank = msgspec.structs.replace(
            item,
            key=(),
            pairs=(),
            rubric=(),
            votes=(),
            why=(),
            evidence=(),
            where=(),
            options=tuple(msgspec.structs.replace(each, why=()) for each in item.options),
            rows=tuple(
                msgspec.structs.replace(each, key="", why=(), evidence=()) for each in item.rows
            ),
        )
        assert seen(lesson, blank) == seen(lesson, item)


def with_wrong_key(item: ShownItem) -> ShownItem:
    """An item in which the ids of a right and of another option have changed places.

    Where only right ones, or none, are offered, the key has one less, or one more.
    """
    if item.pairs:
        strict = next(each for each in item.pairs if not each.same)
        return _swapped(item, strict.first, strict.second)
    right = [*item.key, *(each.key for each in item.rows[:1])]
    others = [each.id for each in item.options if each.id not in right]
    if right and others:
        return _swapped(item, right[0], others[0])
    return msgspec.structs.replace(item, key=item.key[1:] if right else (others[0],))


def _swapped(item: ShownItem, one: str, other: str) -> ShownItem:
    names = {one: other, other: one}
    options = tuple(
        msgspec.structs.replace(each, id=names.get(each.id, each.id)) for each in item.options
    )
    return msgspec.structs.replace(item, options=options)


@pytest.mark.parametrize("exercise", [each.name for each in catalogue()])
def test_a_wrong_key_is_caught(exercise: str) -> None:
    lesson, story = five(0)
    marked = [each for each in lesson.items if each.marked and each.exercise == exercise]
    assert marked
    for item in marked:
        wrong = with_wrong_key(item)
        assert mistake(seen(lesson, wrong), wrong, story), item.id


def test_a_distractor_that_is_right_too_is_caught() -> None:
    lesson, story = five(0)
    item = next(each for each in lesson.items if each.exercise == "left-out" and each.key)
    right, other = item.key[0], next(o.id for o in item.options if o.id not in item.key)
    texts = {each.id: each.text for each in item.options}
    options = tuple(
        msgspec.structs.replace(each, text=texts[right]) if each.id == other else each
        for each in item.options
    )
    twice = msgspec.structs.replace(item, options=options)
    assert mistake(seen(lesson, twice), twice, story)
