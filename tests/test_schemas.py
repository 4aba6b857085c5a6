"""The schemas, the record classes and the codebook say the same, and say it well."""

import datetime
import functools
import json
import operator
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

import msgspec
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tellings.records import (
    ARTICLE_KINDS,
    RECORD_TYPES,
    STORY_KINDS,
    Annotation,
    Listed,
    Part,
    Record,
    Span,
    fields_of,
    kind_of,
    to_json,
)
from tellings.schemas import URN, Schemas
from tellings.store.schema_files import load_codebook, load_schemas, schema_folder

SCHEMAS = load_schemas()
CODEBOOK = load_codebook()
KINDS = list(RECORD_TYPES)
FILES = [name for name in SCHEMAS if name != "codebook"]
EXAMPLES = Path(__file__).parents[1] / "schema" / "examples"

Node = Mapping[str, Any]


# Walking a schema -------------------------------------------------------------------------------


class Place(NamedTuple):
    """A part of a schema, and the document that its references are relative to."""

    document: str
    node: Node


def resolved(place: Place) -> Place:
    """The place that a reference leads to, however long the way."""
    document, node = place
    while "$ref" in node:
        urn, _, pointer = node["$ref"].partition("#")
        document = urn.removeprefix(URN) or document
        parts = [part for part in pointer.split("/") if part]
        node = functools.reduce(operator.getitem, parts, SCHEMAS[document])
    return Place(document, node)


def inventory_of(place: Place) -> str | None:
    """The label list of the codebook that a property refers to."""
    return str(place.node.get("$ref", "")).partition(f"{URN}codebook#/$defs/")[2] or None


def below(document: str, node: Node, path: str = "") -> Iterator[tuple[str, Place]]:
    """Every property and every list item of a schema file, with its path."""
    for name, child in node.get("properties", {}).items():
        yield f"{path}.{name}", Place(document, child)
        yield from below(document, child, f"{path}.{name}")
    if isinstance(node.get("items"), dict):
        yield f"{path}[]", Place(document, node["items"])
        yield from below(document, node["items"], f"{path}[]")
    if isinstance(node.get("additionalProperties"), dict):
        yield from below(document, node["additionalProperties"], f"{path}.*")
    for name, child in node.get("$defs", {}).items():
        yield from below(document, child, f"{path}#{name}")


def subschemas(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object in a schema."""
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from subschemas(each)
    elif isinstance(value, list):
        for each in value:
            yield from subschemas(each)


# (a) The classes mirror the schemas -------------------------------------------------------------


class Shape(NamedTuple):
    """A JSON type, what is inside a list or an object, and the label list of the values."""

    kind: str
    inside: Any = None
    listed: str | None = None


def shape_of_hint(hint: Any) -> Shape:
    """What a type says; an object's inside is its class."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        (listed,) = (mark.inventory for mark in marks if isinstance(mark, Listed))
        return shape_of_hint(inner)._replace(listed=listed)
    hint = _without_none(hint)
    if get_origin(hint) is Annotated:
        return shape_of_hint(hint)
    if get_origin(hint) is tuple:
        return Shape("array", shape_of_hint(get_args(hint)[0]))
    if issubclass(hint, Part):
        return Shape("object", hint)
    names = {str: "string", int: "integer", bool: "boolean", datetime.date: "date"}
    return Shape(names[hint])


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    return hint


def shape_of_place(place: Place) -> Shape:
    """The same of a part of a schema; an object's inside is its place."""
    listed = inventory_of(place)
    found = resolved(place)
    if "enum" in found.node:
        return Shape("string", listed=listed)
    if found.node["type"] == "array":
        return Shape("array", shape_of_place(Place(found.document, found.node["items"])))
    if found.node["type"] == "object":
        return Shape("object", found)
    is_day = found.node.get("format") == "date"
    return Shape("date" if is_day else found.node["type"])


def _shape_drifts(ours: Shape, theirs: Shape, path: str) -> Iterator[str]:
    if ours.kind != theirs.kind:
        yield f"{path}: {ours.kind} in the class, {theirs.kind} in the schema"
    elif ours.listed != theirs.listed:
        yield f"{path}: list {ours.listed} in the class, {theirs.listed} in the schema"
    elif ours.kind == "array":
        yield from _shape_drifts(ours.inside, theirs.inside, f"{path}[]")
    elif ours.kind == "object":
        yield from drifts(ours.inside, theirs.inside, path)


def _span_label(cls: type[msgspec.Struct], name: str) -> bool:
    """The label of a span: which list it is from depends on its layer."""
    return issubclass(cls, Span) and name == "label"


def drifts(cls: type[msgspec.Struct], place: Place, path: str) -> Iterator[str]:
    """Where a class and an object schema differ: names, order, required-ness, types, lists."""
    infos = {info.encode_name: info for info in fields_of(cls)}
    tag = ["record"] if issubclass(cls, Record) else []
    properties = place.node["properties"]
    if [*tag, *infos] != list(properties):
        yield f"{path}: {[*tag, *infos]} in the class, {list(properties)} in the schema"
    required = {*tag, *(name for name, info in infos.items() if info.required)}
    for name in sorted(required ^ set(place.node["required"])):
        yield f"{path}.{name}: required on one side only"
    if tag and properties["record"]["const"] != kind_of(cls):  # type: ignore[arg-type]
        yield f"{path}.record: another kind"
    for name in (each for each in infos if each in properties):
        theirs = shape_of_place(Place(place.document, properties[name]))
        if _span_label(cls, name):
            theirs = theirs._replace(listed="label")
        yield from _shape_drifts(shape_of_hint(infos[name].type), theirs, f"{path}.{name}")


@pytest.mark.parametrize("kind", KINDS)
def test_class_mirrors_schema(kind: str) -> None:
    assert list(drifts(RECORD_TYPES[kind], Place(kind, SCHEMAS[kind]), kind)) == []


def test_every_record_has_a_schema_and_the_other_way_round() -> None:
    known = {"common", "file-annotations", "file-dataset", "file-mapping", "file-story"}
    assert set(FILES) == known | set(KINDS)
    assert set(ARTICLE_KINDS) | set(STORY_KINDS) == set(KINDS) - {"story", "article", "pass"}


def test_a_span_takes_its_label_from_its_layer() -> None:
    branches = SCHEMAS["codebook"]["$defs"]["labels_by_layer"]["allOf"]
    found = {
        each["if"]["properties"]["layer"]["const"]: each["then"]["properties"]["label"]["enum"]
        for each in branches
    }
    assert found == {layer.name: list(layer.labels) for layer in CODEBOOK.layers}
    assert {"$ref": f"{URN}codebook#/$defs/labels_by_layer"} in SCHEMAS["span"]["allOf"]


class WrongCell(Part, frozen=True, kw_only=True):
    """A planted drift: another label list, and a list where one value is meant."""

    article: str
    presence: Annotated[str, Listed("polarity")]
    basis: str
    spans: str


class WrongFact(Annotation, frozen=True, kw_only=True, tag="fact"):
    """A planted drift: a field more, one that may be left out, and wrong parts."""

    statement: str | None = None
    extra: int
    cells: tuple[WrongCell, ...]


def test_a_planted_drift_is_reported() -> None:
    found = "\n".join(drifts(WrongFact, Place("fact", SCHEMAS["fact"]), "fact"))
    told = re.findall(r"^(fact\S*): ", found, re.M)
    expected = [
        "fact",
        "fact.extra",
        "fact.knowable_from",
        "fact.statement",
        "fact.cells[].presence",
        "fact.cells[].basis",
        "fact.cells[].spans",
    ]
    assert told == expected


def test_a_swapped_order_is_reported() -> None:
    schema = dict(SCHEMAS["update"])
    schema["properties"] = dict(reversed(schema["properties"].items()))
    found = list(drifts(RECORD_TYPES["update"], Place("update", schema), "update"))
    assert len(found) == 1


# (b) The schema files ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*FILES, "codebook"])
def test_schema_is_valid_and_its_references_resolve(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"{URN}{name}"
    for node in subschemas(SCHEMAS[name]):
        if "$ref" in node:
            assert resolved(Place(name, node)).node


@pytest.mark.parametrize("name", FILES)
def test_every_property_is_described(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["title"]
    assert schema["description"]
    silent = [
        path
        for path, place in below(name, schema)
        if not (place.node.get("description") or resolved(place).node.get("description"))
    ]
    assert silent == []


def _open_objects(node: Any, path: str) -> Iterator[str]:
    """Objects that take fields nobody described; conditions describe no object."""
    if isinstance(node, list):
        for each in node:
            yield from _open_objects(each, path)
    elif isinstance(node, dict):
        dispatches = any("$ref" in each.get("then", {}) for each in node.get("allOf", ()))
        is_open = "properties" in node and node.get("additionalProperties") is not False
        if is_open and not dispatches:
            yield path
        for key, child in node.items():
            if key not in ("if", "then", "else", "not"):
                yield from _open_objects(child, f"{path}/{key}")


@pytest.mark.parametrize("name", FILES)
def test_no_object_takes_unknown_fields(name: str) -> None:
    assert list(_open_objects(SCHEMAS[name], name)) == []


def test_annotation_files_dispatch_on_every_kind() -> None:
    items = SCHEMAS["file-annotations"]["properties"]["records"]["items"]
    kinds = [*ARTICLE_KINDS, *STORY_KINDS]
    assert items["properties"]["record"]["enum"] == kinds
    for kind, branch in zip(kinds, items["allOf"], strict=True):
        assert branch["if"]["properties"]["record"] == {"const": kind}
        assert branch["then"] == {"$ref": f"{URN}{kind}"}


@pytest.mark.parametrize("name", FILES)
def test_no_schema_uses_one_of(name: str) -> None:
    assert all("oneOf" not in node for node in subschemas(SCHEMAS[name]))


@pytest.mark.parametrize("name", FILES)
def test_examples_in_a_schema_fit_it(name: str) -> None:
    for node in subschemas(SCHEMAS[name]):
        examples = node.get("examples", [])
        if isinstance(examples, list):  # a property may have this name
            local = {**node, "$id": f"{URN}{name}", "$defs": SCHEMAS[name].get("$defs", {})}
            patched = Schemas({**_files(), name: local}, CODEBOOK)
            assert [patched.violations(name, each) for each in examples] == [[] for _ in examples]


def _files() -> dict[str, Node]:
    return {name: SCHEMAS[name] for name in FILES}


def test_schema_files_are_in_one_layout() -> None:
    for path in sorted(schema_folder().glob("*.schema.json")):
        raw = path.read_text("utf-8")
        assert raw == json.dumps(json.loads(raw), ensure_ascii=False, indent=2) + "\n", path.name


# (c) Both validators agree ----------------------------------------------------------------------


def verdicts(kind: str, value: Any) -> tuple[bool, bool]:
    """What jsonschema-rs says and what jsonschema says."""
    return SCHEMAS.fast(kind).is_valid(value), SCHEMAS.reference(kind).is_valid(value)


def _example_records() -> list[dict[str, Any]]:
    """Every record that stands in schema/examples, edited ones as they are after the edit."""
    base = json.loads((EXAMPLES / "base.json").read_text("utf-8"))["files"]
    known = {each["id"]: each for each in subschemas(base) if "record" in each and "id" in each}
    found = list(known.values())
    for path in sorted(EXAMPLES.glob("*valid/*.json")):
        files = json.loads(path.read_text("utf-8")).get("files") or {}
        found += [each for each in subschemas(files) if "record" in each and "id" in each]
        for edit in (each["edit"] for each in subschemas(files) if "edit" in each):
            for name, changes in edit.get("records", {}).items():
                merged = {**known[name], **changes}
                found.append({key: value for key, value in merged.items() if value is not None})
    return [each for each in found if each["record"] in RECORD_TYPES]


RECORDS = _example_records()
VALID = [each for each in RECORDS if all(verdicts(each["record"], each))]


def test_examples_show_every_kind_of_record() -> None:
    assert {each["record"] for each in VALID} == set(KINDS) - {"story", "article"}


def test_both_validators_agree_on_every_example() -> None:
    found = [verdicts(each["record"], each) for each in RECORDS]
    assert [pair for pair in found if pair[0] != pair[1]] == []
    assert {pair[0] for pair in found} == {True, False}


def _places(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Every field of a record, nested ones too: the object and the key."""
    for node in subschemas(value):
        for key in node:
            yield node, key


WORDS = st.sampled_from(
    ["", "x", "Ü", "a\n", "2031-02-30", "0000-01-01", "author", "a:b", "a:b:span:c", "٣"]
)
WRONG_TYPES = st.sampled_from([None, True, 0, -1, 1.5, 2.0, 2**70, [], ["x", "x"], {}, {"x": 1}])


def _misspelled(word: str) -> str:
    return word[:-1] + word[-1:] * 2 if word else "x"


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str, dict[str, Any]]:
    """The kind of a record, what was done to it, and the record."""
    record = json.loads(json.dumps(draw(st.sampled_from(VALID))))
    kind = record["record"]
    node, key = draw(st.sampled_from(list(_places(record))))
    action = draw(st.sampled_from(["drop", "add", "type", "word", "misspell", "line end"]))
    if action == "drop":
        del node[key]
    elif action == "add":
        node[draw(st.sampled_from(["x", "Label", "records", "note ", "status2"]))] = draw(WORDS)
    elif action == "type":
        node[key] = draw(WRONG_TYPES)
    elif action == "word" or not isinstance(node[key], str):
        node[key] = draw(WORDS)
    elif action == "misspell":
        node[key] = _misspelled(node[key])
    else:
        node[key] += "\n"
    return kind, action, record


MANY = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@MANY
@given(mutated())
def test_both_validators_agree_on_mutations(case: tuple[str, str, dict[str, Any]]) -> None:
    kind, _, record = case
    fast, reference = verdicts(kind, record)
    assert fast == reference


@MANY
@given(mutated())
def test_a_value_is_valid_exactly_if_there_is_no_violation(
    case: tuple[str, str, dict[str, Any]],
) -> None:
    kind, _, record = case
    assert (SCHEMAS.violations(kind, record) == []) == SCHEMAS.fast(kind).is_valid(record)


# (d) Every record of the classes fits its schema --------------------------------------------------


def _list_of(items: st.SearchStrategy[Any], node: Node) -> st.SearchStrategy[Any]:
    found = st.lists(
        items,
        min_size=node.get("minItems", 0),
        max_size=3,
        unique_by=None if not node.get("uniqueItems") else repr,
    )
    return found.map(tuple)


def _string(node: Node) -> st.SearchStrategy[str]:
    if "enum" in node:
        return st.sampled_from(node["enum"])
    if "pattern" in node:
        start = node["pattern"].partition("$")[0]
        return st.from_regex(rf"{start}\Z")  # in Python, $ fits before a last line end too
    return st.text(min_size=node.get("minLength", 0), max_size=12)


def _value(hint: Any, place: Place) -> st.SearchStrategy[Any]:
    """Values of a type, in the bounds that the schema sets."""
    shape = shape_of_hint(hint)
    found = resolved(place)
    if shape.listed is not None:
        return st.sampled_from(CODEBOOK.labels(shape.listed))
    match shape.kind:
        case "array":
            item = get_args(_without_none(hint))[0]
            return _list_of(_value(item, Place(found.document, found.node["items"])), found.node)
        case "object":
            return _struct(shape.inside, found)
        case "integer":
            return st.integers(found.node.get("minimum", -5), found.node.get("maximum", 2**31 - 1))
        case "boolean":
            return st.booleans()
        case "date":
            return st.dates()
    return _string(found.node)


def _fields(cls: type[msgspec.Struct], place: Place) -> dict[str, st.SearchStrategy[Any]]:
    properties = place.node["properties"]
    found = {}
    for info in fields_of(cls):
        values = _value(info.type, Place(place.document, properties[info.encode_name]))
        found[info.name] = values if info.required else st.none() | values
    return found


def _struct(cls: type[msgspec.Struct], place: Place) -> st.SearchStrategy[Any]:
    built = st.builds(cls, **_fields(cls, place))
    sides = [each["required"] for each in place.node.get("anyOf", ())]
    if not sides:
        return built
    return built.filter(lambda each: any(getattr(each, name) is not None for (name,) in sides))


LABELS_OF_SPANS = st.sampled_from(
    [(layer.name, label) for layer in CODEBOOK.layers for label in layer.labels]
)


@functools.cache
def _drawn(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """The fields of a kind of record: the strategies take long to make, and are made once."""
    return st.fixed_dictionaries(_fields(RECORD_TYPES[kind], _root(kind)))


@st.composite
def records(draw: st.DrawFn, kind: str) -> Record:
    """A record of a class; one that is settled says how."""
    cls = RECORD_TYPES[kind]
    fields = dict(draw(_drawn(kind)))
    if kind == "span":
        fields["layer"], fields["label"] = draw(LABELS_OF_SPANS)
    if issubclass(cls, Annotation) and fields["status"] != "draft":
        fields |= {
            "from_": fields["from_"] or (),
            "decided_by": fields["decided_by"] or "somebody",
            "decided_on": fields["decided_on"] or datetime.date(2030, 6, 3),
        }
    return cls(**fields)


def _root(kind: str) -> Place:
    return Place(kind, SCHEMAS[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_class_holds_fits_the_schema_and_comes_back(kind: str) -> None:
    @settings(MANY, max_examples=20)
    @given(records(kind))
    def holds(record: Record) -> None:
        plain = to_json(record)
        names = ["record", *(info.encode_name for info in fields_of(type(record)))]
        assert list(plain) == [name for name in names if name in plain]
        parsed = orjson.loads(orjson.dumps(plain))
        assert SCHEMAS.violations(kind, parsed) == []
        assert msgspec.convert(parsed, type(record)) == record

    holds()


# (e) The codebook -------------------------------------------------------------------------------


def _all_labels() -> list[Any]:
    return [pytest.param(each, id=each.name) for each in CODEBOOK.inventories.values()]


@pytest.mark.parametrize("inventory", _all_labels())
def test_every_label_has_its_five_texts(inventory: Any) -> None:
    assert inventory.title
    assert inventory.definition
    assert inventory.labels
    for label in inventory.labels.values():
        texts = (label.title, label.definition, label.rule, label.example, label.counter_example)
        assert all(text.strip() == text and text for text in texts), label.name
        assert label.definition.endswith("."), label.name
        assert label.rule.endswith("."), label.name
        assert re.fullmatch(r"[a-z][a-z0-9_]*", label.name)


def test_hotkeys_are_unique_among_labels_shown_together() -> None:
    segment = [layer for layer in CODEBOOK.layers if layer.name == "segment"]
    others = [layer for layer in CODEBOOK.layers if layer.name != "segment"]
    for shown in (segment, others):
        keys = [label.hotkey for layer in shown for label in layer.labels.values()]
        assert None not in keys
        assert len(set(keys)) == len(keys)


def test_only_labels_of_spans_have_hotkeys_and_colours() -> None:
    for each in CODEBOOK.inventories.values():
        if not each.is_layer:
            assert each.colour is None
            assert {label.hotkey for label in each.labels.values()} == {None}


def test_colours_of_layers_are_distinct() -> None:
    colours = [layer.colour or "" for layer in CODEBOOK.layers]
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)
    assert len(set(colours)) == len(colours)


def test_label_names_are_unique_across_layers() -> None:
    labels = CODEBOOK.labels("label")
    assert len(set(labels)) == len(labels)
    assert not {"layer", "label"} & set(CODEBOOK.inventories)


def test_every_inventory_is_used() -> None:
    nodes = [node for name in FILES for node in subschemas(SCHEMAS[name])]
    used = {inventory_of(Place("", node)) for node in nodes if isinstance(node.get("$ref"), str)}
    layers = {layer.name for layer in CODEBOOK.layers}
    assert set(CODEBOOK.inventories) - used - layers == set()


def _combination_id(combination: Any) -> str:
    return str(combination.rule)


def _labels_of(hint: Any) -> tuple[Any, ...] | None:
    """The values that a field can have, where they are listed."""
    shape = shape_of_hint(hint)
    if shape.listed is not None:
        return CODEBOOK.labels(shape.listed)
    return (True, False) if shape.kind == "boolean" else None


@pytest.mark.parametrize("combination", CODEBOOK.combinations, ids=_combination_id)
def test_combination_names_what_there_is(combination: Any) -> None:
    cls: Any = RECORD_TYPES[combination.record]
    infos = {info.name: info for info in fields_of(cls)}
    if combination.path is not None:
        shape = shape_of_hint(infos[combination.path].type)
        assert (shape.kind, shape.inside.kind) == ("array", "object")
        infos = {info.name: info for info in fields_of(shape.inside.inside)}
    named = {*combination.when, *combination.allow, *combination.require, *combination.absent}
    assert named <= set(infos)
    assert combination.allow or combination.require or combination.absent
    assert combination.message.endswith(".")
    for field, values in (*combination.when.items(), *combination.allow.items()):
        listed = _labels_of(infos[field].type)
        assert set(values) <= set(listed if listed is not None else ["author"]), field


def test_combinations_have_names_of_their_own() -> None:
    names = [each.rule for each in CODEBOOK.combinations]
    assert len(set(names)) == len(names)


def test_span_combinations_name_labels_of_their_layer() -> None:
    layers = {layer.name: layer for layer in CODEBOOK.layers}
    for each in CODEBOOK.combinations:
        if each.record == "span" and "label" in each.when:
            (layer,) = each.when["layer"]
            assert set(each.when["label"]) <= set(layers[layer].labels), each.rule
