"""What a person says that labels and controls of a config are called now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tellings.schemas import nearest
from tellings.studio.controls import Config, parse_config

RELATION = "relation"
"""The control under which the labels of relations are told and renamed."""


@dataclass(frozen=True, slots=True)
class Renames:
    """What a person says that old names are called now: controls, and values by old control."""

    controls: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def control(self, name: str) -> str:
        """What a control is called now."""
        return self.controls.get(name, name)

    def value(self, control: str, value: str) -> str:
        """What a label or choice of a control (by its old name) is called now."""
        return self.values.get((control, value), value)


def renames(pairs: Iterable[str], old: str) -> Renames:
    """Read what ``--rename`` says: ``control=new``, ``label=new``, or ``control/label=new``.

    The control of relations is called ``relation``; a choice in a taxonomy is renamed with
    those above it, ``control/outer / inner=outer / new``.

    Raises:
        ValueError: if a pair is none, the config has no such name, or several.
    """
    config = parse_config(old)
    controls: dict[str, str] = {}
    values: dict[tuple[str, str], str] = {}
    for pair in pairs:
        name, sign, new = pair.partition("=")
        if not sign or not name or not new:
            raise ValueError(f"{pair!r} is not of the form old=new")
        if name in config.controls:
            controls[name] = new
        else:
            values[_named(name, config)] = new
    return Renames(controls, values)


def _offers(config: Config) -> dict[str, tuple[str, ...]]:
    """What each control offers, relations included."""
    offered = {name: control.values for name, control in config.controls.items()}
    return {**offered, RELATION: config.relations or ()}


def _named(name: str, config: Config) -> tuple[str, str]:
    """The control and the label or choice that a name means."""
    offers = _offers(config)
    every = [(control, value) for control, values in offers.items() for value in values]
    found = [each for each in every if name in (each[1], "/".join(each))]
    if not found:
        hint = nearest(name, [*config.controls, *(value for _, value in every)])
        raise ValueError(f"the config has no control, label or choice {name!r}{hint}")
    if len(found) > 1:
        ways = ", ".join("/".join(each) for each in found)
        raise ValueError(f"{name!r} may mean {ways}; say which")
    return found[0]
