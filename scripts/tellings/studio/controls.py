"""What a Label Studio config offers, read from its XML: controls, labels, choices, the text."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a page.

    Attributes:
        name: what results call ``from_name``.
        tag: the tag, as ``Labels`` or ``Choices``.
        to_name: the object that it annotates.
        values: the labels or choices on offer; those of a taxonomy as paths joined by `` / ``.
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
class Page:
    """A parsed config.

    Attributes:
        controls: by name.
        objects: the data field that each object shows, by the object's name: ``text`` for
            ``$text``.
        relations: the labels of relations; None where the page has no relations.
    """

    controls: Mapping[str, Control]
    objects: Mapping[str, str]
    relations: tuple[str, ...] | None = None


def parse_page(xml: str) -> Page:
    """Read a config.

    Raises:
        ValueError: if it is not XML, or two controls have one name.
    """
    raise NotImplementedError
