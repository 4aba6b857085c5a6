"""The codebook: every label list of the project, read from ``schema/codebook.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from tellings.records import AddedLabel

LAYER_LIST = "layer"
SPAN_LABEL_LIST = "label"


@dataclass(frozen=True, slots=True)
class Label:
    """One label with what an annotator needs to choose it."""

    name: str
    title: str
    definition: str
    rule: str = ""
    example: str = ""
    counter_example: str = ""
    hotkey: str | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """A list of labels: a layer of spans, or the vocabulary of a field."""

    name: str
    title: str
    definition: str
    is_layer: bool
    labels: Mapping[str, Label]
    colour: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Combination:
    """A combination of labels that the guidelines rule out.

    Where every field named in ``when`` has one of the values listed, the fields in
    ``allow`` must have one of theirs, those in ``require`` be there, those in
    ``absent`` not. With ``path``, the items of that list field are looked at.
    """

    rule: str
    record: str
    when: Mapping[str, tuple[Any, ...]]
    message: str
    path: str | None = None
    allow: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    require: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work on an article: what one labelling page lets an annotator mark."""

    name: str
    title: str
    definition: str
    layers: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Codebook:
    """All inventories, in published order, and the combinations that are ruled out.

    ``anchors`` are what a labelling page marks for records that no span stands for,
    ``steps`` the pages into which the work on an article is split. ``questions`` says of each
    field of a record what it asks (``stance.holder``), in the words of the record's schema.

    Two codebooks are equal only if they are the same object, so that what is prepared for
    one can be kept.
    """

    version: str
    inventories: Mapping[str, Inventory]
    combinations: tuple[Combination, ...] = ()
    anchors: Inventory | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)
    questions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def layers(self) -> tuple[Inventory, ...]:
        """The inventories that label spans."""
        return tuple(each for each in self.inventories.values() if each.is_layer)

    def labels(self, inventory: str) -> tuple[str, ...]:
        """The labels of a list; ``layer`` and ``label`` are derived from the layers.

        Raises:
            KeyError: if there is no such inventory.
        """
        if inventory == LAYER_LIST:
            return tuple(layer.name for layer in self.layers)
        if inventory == SPAN_LABEL_LIST:
            return tuple(name for layer in self.layers for name in layer.labels)
        return tuple(self.inventories[inventory].labels)

    def find(self, label: str) -> list[tuple[Inventory, Label]]:
        """Every inventory that has a label of this name, with the label."""
        return [
            (each, each.labels[label]) for each in self.inventories.values() if label in each.labels
        ]

    def extended(self, added: tuple[AddedLabel, ...]) -> "Codebook":
        """This codebook with the labels that a story adds; a label known already stays."""
        if not added:
            return self
        inventories = dict(self.inventories)
        for label in added:
            old = inventories[label.inventory]
            new = Label(label.name, label.title, label.definition)
            inventories[label.inventory] = replace(
                old, labels={**old.labels, label.name: old.labels.get(label.name, new)}
            )
        return replace(self, inventories=inventories)

    def as_schema(self) -> dict[str, Any]:
        """The lists as a JSON Schema that the record schemas refer to."""
        names = [LAYER_LIST, *self.inventories]
        by_layer = [
            {
                "if": {"properties": {"layer": {"const": layer.name}}},
                "then": {"properties": {"label": {"enum": list(layer.labels)}}},
            }
            for layer in self.layers
        ]
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:tellings:codebook",
            "$defs": {
                **{name: {"enum": list(self.labels(name))} for name in names},
                "labels_by_layer": {"allOf": by_layer},
            },
        }


def _inventory(name: str, table: Mapping[str, Any]) -> Inventory:
    return Inventory(
        name=name,
        title=table["title"],
        definition=table["definition"],
        is_layer=table["kind"] == "layer",
        labels={key: Label(name=key, **fields) for key, fields in table["labels"].items()},
        colour=table.get("colour"),
        source=table.get("source"),
    )


def _values(table: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    return {field: tuple(values) for field, values in table.items()}


def _combination(table: Mapping[str, Any]) -> Combination:
    return Combination(
        rule=table["rule"],
        record=table["record"],
        when=_values(table["when"]),
        message=table["message"],
        path=table.get("path"),
        allow=_values(table.get("allow", {})),
        require=tuple(table.get("require", ())),
        absent=tuple(table.get("absent", ())),
    )


def _step(name: str, table: Mapping[str, Any]) -> Step:
    layers, records = tuple(table["layers"]), tuple(table["records"])
    return Step(name, table["title"], table["definition"], layers, records)


def codebook_from(table: Mapping[str, Any]) -> Codebook:
    """Make a codebook of the parsed ``codebook.toml``."""
    return Codebook(
        version=table["version"],
        inventories={name: _inventory(name, each) for name, each in table["inventories"].items()},
        combinations=tuple(_combination(each) for each in table.get("combinations", ())),
        anchors=_inventory("anchors", table["anchors"]) if "anchors" in table else None,
        steps={name: _step(name, each) for name, each in table.get("pages", {}).items()},
    )
