"""Pages: which layers and records an annotator marks and fills in at one time."""

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.codebook import Codebook, Inventory
from tellings.records import Annotation, Span
from tellings.schemas import nearest
from tellings.studio.forms import COMMITMENT, FORMS, Form, form_of


class UnknownLayerError(ValueError):
    """A name that is neither a step, a layer nor a kind of record."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page an article: the layers marked on it and the records filled in on it.

    With ``blind`` the page hides outlet and headline.
    """

    codebook: Codebook
    layers: tuple[str, ...]
    records: tuple[str, ...]
    blind: bool = False

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of the records, and that of commitments where event mentions are filled in."""
        names = set(self.records) | ({COMMITMENT} if "event-mention" in self.records else set())
        return tuple(form for form in FORMS.values() if form.name in names)

    @property
    def inventories(self) -> tuple[Inventory, ...]:
        """The layers marked on the page, in published order."""
        return tuple(each for each in self.codebook.layers if each.name in self.layers)

    @property
    def name(self) -> str:
        """The name of the step, ``all``, or the layers and records themselves."""
        for step in self.codebook.steps.values():
            if (set(step.layers), set(step.records)) == (set(self.layers), set(self.records)):
                return step.name
        whole = page_of(self.codebook, ())
        if (self.layers, self.records) == (whole.layers, whole.records):
            return "all"
        return "+".join((*self.layers, *self.records))

    def covers(self, record: Annotation) -> bool:
        """Whether the page lets a record be made, changed and removed."""
        if isinstance(record, Span):
            return record.layer in self.layers
        return form_of(record).name in self.records


def page_of(codebook: Codebook, names: Sequence[str], blind: bool = False) -> Page:
    """The page for names of steps, layers and kinds of record; for no name, everything.

    A layer brings the records that are filled in on it.

    Raises:
        UnknownLayerError: if a name is none of these.
    """
    layers: list[str] = []
    records: list[str] = []
    for name in names:
        if name in codebook.steps:
            layers += codebook.steps[name].layers
            records += codebook.steps[name].records
        elif name in codebook.labels("layer"):
            layers.append(name)
            records += [form.name for form in FORMS.values() if name in _layers_of(form)]
        elif name in FORMS and name != COMMITMENT:
            records.append(name)
            layers += [layer for layer in _layers_of(FORMS[name]) if layer not in layers]
        else:
            raise UnknownLayerError(_unknown(codebook, name))
    kinds = [name for name in FORMS if name != COMMITMENT]
    wanted = (layers, records) if names else (list(codebook.labels("layer")), kinds)
    return Page(
        codebook,
        tuple(each for each in codebook.labels("layer") if each in wanted[0]),
        tuple(each for each in kinds if each in wanted[1]),
        blind,
    )


def _layers_of(form: Form) -> list[str]:
    """The layers whose spans a form is filled in on, or that its anchors make."""
    places = [place.split("/")[0] for place in form.home_on]
    return places[:1] or ([form.stands_for[1]] if form.stands_for else [])


def _unknown(codebook: Codebook, name: str) -> str:
    kinds = [each for each in FORMS if each != COMMITMENT]
    known = [*codebook.steps, *codebook.labels("layer"), *kinds]
    return f"there is no step, layer or record {name!r}{nearest(name, known)}"
