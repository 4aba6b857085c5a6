"""What a Label Studio config offers, read from its XML: controls, labels, choices, the text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

_VALUES = {
    "Choice": ("Choices", "Taxonomy"),
    "Label": ("Labels",),
    "Relation": ("Relations",),
}
_SINGLE = {"Taxonomy": "multiple"}
"""What ``choice`` is where a tag does not say, if not single."""
VALUE_KEYS = {
    "labels": "labels",
    "choices": "choices",
    "taxonomy": "taxonomy",
    "textarea": "text",
    "datetime": "datetime",
    "rating": "rating",
    "number": "number",
}
"""Under which key of ``value`` a result of each type has what was chosen or written."""


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a page.

    Attributes:
        name: what results call ``from_name``.
        tag: the tag, as ``Labels`` or ``Choices``.
        to_name: the object that it annotates.
        values: the labels or choices on offer as they are stored; those of a taxonomy as
            paths joined by `` / ``.
        per_region: whether its value belongs to a span, not to the whole task.
        multiple: whether it takes several labels or choices at once.
    """

    name: str
    tag: str
    to_name: str
    values: tuple[str, ...] = ()
    per_region: bool = False
    multiple: bool = False

    @property
    def type(self) -> str:
        """What results of this control call ``type``."""
        return self.tag.lower()


@dataclass(frozen=True, slots=True)
class Config:
    """A parsed config.

    Attributes:
        controls: by name.
        objects: the data field that each object shows, by the object's name: ``text`` for
            ``$text``.
        relations: the labels of relations; None where the page has no relations.
    """

    controls: Mapping[str, Control] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)
    relations: tuple[str, ...] | None = None


def parse_config(xml: str) -> Config:
    """Read a config.

    A label or choice with an ``alias`` is stored under it.

    Raises:
        ValueError: if it is not XML, two controls have one name, or one annotates nothing.
    """
    try:
        root = ElementTree.fromstring(xml)  # noqa: S314 - no entity is fetched, and expat bounds them
    except ElementTree.ParseError as error:
        raise ValueError(f"the config is not XML: {error}") from error
    controls: dict[str, Control] = {}
    for tag in root.iter():
        if control := _control(tag):
            if control.name in controls:
                raise ValueError(f"two controls are named {control.name!r}")
            controls[control.name] = control
    objects = {
        tag.get("name", ""): tag.get("value", "").removeprefix("$")
        for tag in root.iter()
        if "toName" not in tag.attrib and "name" in tag.attrib and "value" in tag.attrib
    }
    for control in controls.values():
        if control.to_name not in objects:
            raise ValueError(f"{control.name!r} annotates {control.to_name!r}, which is not there")
    relations = root.find(".//Relations")
    return Config(controls, objects, None if relations is None else _offered(relations))


def _control(tag: ElementTree.Element) -> Control | None:
    name, to_name = tag.get("name"), tag.get("toName")
    if name is None or to_name is None:
        return None
    taken = "1" if tag.get("choice", _SINGLE.get(tag.tag)) != "multiple" else "many"
    return Control(
        name=name,
        tag=tag.tag,
        to_name=to_name,
        values=_offered(tag),
        per_region=tag.get("perRegion", "").lower() == "true",
        multiple=tag.get("maxUsages", taken) != "1",
    )


def _offered(tag: ElementTree.Element) -> tuple[str, ...]:
    if tag.tag == "Taxonomy":
        return tuple(_paths(tag, ""))
    return tuple(_stored(inner) for inner in tag.iter() if tag.tag in _VALUES.get(inner.tag, ()))


def _stored(tag: ElementTree.Element) -> str:
    return tag.get("alias") or tag.get("value") or ""


def _paths(tag: ElementTree.Element, above: str) -> Iterator[str]:
    """The choices of a taxonomy, each with those above it."""
    for inner in tag.findall("Choice"):
        path = f"{above} / {_stored(inner)}" if above else _stored(inner)
        yield path
        yield from _paths(inner, path)
