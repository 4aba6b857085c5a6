"""Which exercises there are: every module of ``exercises`` is one."""

import importlib
import pkgutil
from functools import cache

from tellings.lessons import exercises
from tellings.lessons.exercise import Exercise


@cache
def catalogue() -> tuple[Exercise, ...]:
    """Every type of exercise, by number."""
    modules = (
        importlib.import_module(f"{exercises.__name__}.{each.name}")
        for each in pkgutil.iter_modules(exercises.__path__)
    )
    return tuple(sorted((each.EXERCISE for each in modules), key=lambda each: each.number))
