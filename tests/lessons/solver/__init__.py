"""Answers the items of lessons from what a student sees and the layers, and nothing else.

A module an exercise, called as the exercise's module is; it says in ``solve`` what the layers bear
out. What it takes for right comes from what the exercise says of its key; it shares no code with
the exercises.
"""

import importlib
import importlib.util
from collections.abc import Callable

from tellings.lessons.scoring import Response
from tests.lessons.solver.found import Found, response
from tests.lessons.solver.layers import Story
from tests.lessons.solver.seen import SeenItem

Solve = Callable[[SeenItem, Story], Found]


class NoSolverError(AssertionError):
    """An exercise has no solver; the message says what to add."""


def solver(exercise: str) -> Solve:
    """The solver of an exercise.

    Raises:
        NoSolverError: if it has none.
    """
    module = f"{__name__}.{exercise.replace('-', '_')}"
    if importlib.util.find_spec(module) is None:
        path = f"{module.replace('.', '/')}.py"
        raise NoSolverError(
            f"{exercise} has no solver: add {path} with solve(item, story), which finds what the"
            " layers bear out, from the item as a student sees it and the story's records"
        )
    found: Solve = importlib.import_module(module).solve
    return found


def answer(item: SeenItem, story: Story) -> Response:
    """The one answer to an item that the layers bear out.

    Raises:
        NotOneAnswerError: if there is none, or more than one.
    """
    return response(item, solver(item.exercise)(item, story))
