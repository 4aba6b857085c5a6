"""Which field of which record a relation between two regions fills."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tellings.studio.forms import SPAN, Form, Link
from tellings.studio.regions import Region, Relation

Fault = tuple[str, str, str | None]
"""A rule, what is wrong, and the region it is about."""


class Arrow(NamedTuple):
    """A link of the record that is filled in on the region ``own``, and its other end."""

    own: str
    form: Form
    link: Link
    other: str

    def is_of(self, own: str, form: Form, path: str) -> bool:
        """Whether it fills this field of the record on this region."""
        return (self.own, self.form.name, self.link.path) == (own, form.name, path)


def arrows(
    relations: Iterable[Relation],
    regions: Mapping[str, Region],
    can_be: Callable[[str], list[Form]],
    is_at: Callable[[str, str], bool],
) -> tuple[list[Arrow], list[Fault]]:
    """What the relations of an annotation fill in, and which fill nothing.

    A relation drawn the other way round is taken if it fits only so; one without a name is
    taken if only one link asks for what stands at its end.

    Args:
        relations: the relations in their order.
        regions: the regions by id.
        can_be: the forms that may be filled in on a region.
        is_at: whether a region can stand at the end of a link to something.
    """
    found: list[Arrow] = []
    faults: list[Fault] = []
    for relation in relations:
        lost = [end for end in relation[:2] if end not in regions]
        if lost:
            message = f"a relation to a region {lost[0]!r} that is not there"
            faults.append(("unresolved-reference", message, None))
            continue
        for name in relation.names or (None,):
            fitting = list(_fitting(relation, name, can_be, is_at))
            meant = fitting if name is not None else _plainly_meant(fitting)
            if meant:
                found.append(meant[0])
            else:
                faults.append(_fault(relation, name, regions, fitting))
    return found, faults


def _fitting(
    relation: Relation,
    name: str | None,
    can_be: Callable[[str], list[Form]],
    is_at: Callable[[str, str], bool],
) -> Iterator[Arrow]:
    """The links that a relation can be, those drawn in their own direction first."""
    reversed_: list[Arrow] = []
    ends = relation.from_id, relation.to_id
    for own, other in (ends, ends[::-1]):
        for form in can_be(own):
            for link in (*form.links, *((form.home,) if form.home else ())):
                if name not in (None, link.name) or not is_at(other, link.to):
                    continue
                arrow = Arrow(own, form, link, other)
                as_drawn = (own == relation.to_id) == link.inward
                if as_drawn:
                    yield arrow
                else:
                    reversed_.append(arrow)
    yield from reversed_


def _plainly_meant(fitting: Sequence[Arrow]) -> list[Arrow]:
    """What a relation without a name is: the only link that asks for such a region, if one does.

    A link to any span would fit nearly everywhere, so it counts only where no other does.
    """
    asked = [each for each in fitting if each.link.to != SPAN] or list(fitting)
    return asked if len({each.link.path for each in asked}) == 1 else []


def _fault(
    relation: Relation, name: str | None, regions: Mapping[str, Region], fitting: Sequence[Arrow]
) -> Fault:
    ends = [f"{regions[end].text!r}" for end in relation[:2]]
    shown = f"{name!r}" if name else "without a name"
    names = " or ".join(dict.fromkeys(each.link.name for each in fitting))
    which = f"could be {names}: open Relations, click the arrow and choose one"
    reason = which if fitting else "fits no field of either"
    message = f"a relation {shown} from {ends[0]} to {ends[1]} {reason}"
    return "wrong-role", message, relation.from_id
