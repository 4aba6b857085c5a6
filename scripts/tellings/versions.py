"""Versions of the data: semantic versioning as Croissant 1.1 defines it for datasets."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

Step = Literal["none", "patch", "minor", "major"]
STEPS: tuple[Step, ...] = get_args(Step)
"""The steps, the smallest first."""

MEANING: dict[Step, str] = {
    "none": "nothing changed",
    "patch": "the same data in other bytes",
    "minor": "additions only",
    "major": "something that was there changed or went",
}
_FORM = re.compile(r"v?(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")


@dataclass(frozen=True, order=True, slots=True)
class Version:
    """A version of the data; versions sort as they follow each other."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def tag(self) -> str:
        """The name of its tag, in git and on the Hub."""
        return f"v{self}"

    def after(self, step: Step) -> "Version":
        """The nearest version that is this step away; below 1.0.0 one place further right.

        >>> str(Version(1, 2, 3).after("minor")), str(Version(0, 9, 0).after("major"))
        ('1.3.0', '0.10.0')
        """
        places = (self.major, self.minor, self.patch)
        place = {"none": 3, "patch": 2, "minor": 1, "major": 0}[step]
        if self.major == 0 and place == 0:
            place = 1
        raised = [*places[:place], *(number + 1 for number in places[place : place + 1])]
        return Version(*raised, *(0 for _ in places[len(raised) :]))


def parse_version(text: str) -> Version | None:
    """The version that a text names, with or without its ``v``; None if it names none.

    >>> parse_version("v1.0.0") == parse_version("1.0.0"), parse_version("1.0")
    (True, None)
    """
    found = _FORM.fullmatch(text)
    return Version(*map(int, found.groups())) if found else None


def step_between(old: Version, new: Version) -> Step:
    """Which step leads from one version to a later one.

    >>> step_between(Version(1, 0, 0), Version(1, 0, 1))
    'patch'
    """
    if new.major != old.major:
        return "major"
    if new.minor != old.minor:
        return "minor"
    return "patch" if new.patch != old.patch else "none"


def at_least(step: Step, other: Step) -> bool:
    """Whether a step is no smaller than another one."""
    return STEPS.index(step) >= STEPS.index(other)
