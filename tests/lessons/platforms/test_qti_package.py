"""The QTI package as files: sound, the same bytes each time, complete about what it leaves out."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from tellings.lessons.items import Kind
from tellings.lessons.scoring import score_set
from tellings.lessons.shown import Lesson, ShownItem, ShownOption
from tellings.lessons.writing import write
from tellings.publish.leaks import runs_of
from tellings.publish.terms import TextMode
from tests.lessons.platforms.lessons import asked, made_up, real
from tests.lessons.platforms.qti_rules import problems
from tests.lessons.sample import GAZETTE, HERALD, HOSTILE

ITEMS = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}qti-"
PLACE = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"


def package(lesson: Lesson) -> bytes:
    return write("qti", lesson, {}).files["lesson.qti.zip"]


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("mode", TextMode)
def test_packages_are_sound(mode: TextMode) -> None:
    assert problems(package(made_up(mode))) == []
    assert problems(package(real(mode))) == []


def test_the_same_lesson_gives_the_same_bytes_and_no_clock() -> None:
    assert package(made_up()) == package(made_up())
    with zipfile.ZipFile(io.BytesIO(package(made_up()))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_passages_of_an_exercise_are_one_item_and_the_others_one_each() -> None:
    names = [name for name in unpacked(package(made_up())) if name.startswith("items/")]
    assert len(names) == 7
    assert "items/marking--set.xml" in names


def test_a_withheld_passage_is_left_out_and_named_in_package_and_report() -> None:
    written = write("qti", made_up(TextMode.NONE), {})
    files = unpacked(written.files["lesson.qti.zip"])
    assert "items/marking--set.xml" not in files
    (withheld,) = [each for each in written.left_out if "withheld" in each]
    assert "(items 4, 5, 6)" in withheld
    note = files["about.txt"].decode()
    assert all(each in note for each in written.left_out)


def test_without_texts_no_passage_of_an_article_is_in_the_package() -> None:
    said = " ".join(data.decode() for data in unpacked(package(made_up(TextMode.NONE))).values())
    assert not runs_of(said) & (runs_of(GAZETTE) | runs_of(HERALD))


def test_every_file_names_its_language_and_direction() -> None:
    files = unpacked(package(made_up(language="ar")))
    for name in (each for each in files if each.startswith("items/")):
        root = etree.fromstring(files[name])
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
        assert root.find(f"{ITEMS}item-body")[0].get("dir") == "rtl"


def test_hostile_words_come_through_as_they_are() -> None:
    files = unpacked(package(made_up()))
    choices = etree.fromstring(files["items/choosing--1.xml"]).iter(f"{ITEMS}simple-choice")
    assert HOSTILE in [each.text for each in choices]
    assert etree.fromstring(files["test.xml"]).get("title") == HOSTILE


def test_characters_that_xml_has_not_got_are_replaced() -> None:
    lesson = replace(made_up(), title="a\x00b\x0b\ud800c")
    files = unpacked(package(lesson))
    assert etree.fromstring(files["test.xml"]).get("title") == "a\ufffdb\ufffd\ufffdc"


def test_a_set_with_nothing_to_find_is_left_out() -> None:
    written = write("qti", _without_targets(made_up()), {})
    assert "items/marking--set.xml" not in unpacked(written.files["lesson.qti.zip"])
    assert any("nothing is left to be found" in each for each in written.left_out)


def test_passages_whose_stretches_overlap_are_left_out() -> None:
    def over(item: ShownItem) -> ShownItem:
        if item.id != "marking:1":
            return item
        first, second = item.options
        (piece,) = second.text
        (begin,) = first.text
        return replace(
            item, options=(first, replace(second, text=(replace(piece, start=begin.start),)))
        )

    written = write("qti", _changed(made_up(), over), {})
    assert any("overlap (items 4)" in each for each in written.left_out)


def _without_targets(lesson: Lesson) -> Lesson:
    return _changed(lesson, lambda i: replace(i, key=()) if i.kind == Kind.MARK else i)


def _changed(lesson: Lesson, change: Callable[[ShownItem], ShownItem]) -> Lesson:
    exercises = tuple(
        replace(each, items=tuple(map(change, each.items))) for each in lesson.exercises
    )
    return replace(lesson, exercises=exercises)


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 9), min_size=1, max_size=5),
    targets=st.sets(st.integers(0, 44), min_size=1),
    marked=st.sets(st.integers(0, 44)),
)
def test_the_mapping_of_any_set_is_the_scoring_rule(
    sizes: list[int], targets: set[int], marked: set[int]
) -> None:
    lesson = _with_passages(made_up(), sizes, targets)
    found = [each for each in asked(lesson) if each.kind is Kind.MARK]
    if not found:
        return
    (question,) = found
    responses: dict[str, list[str]] = {}
    chosen = []
    for at, each in enumerate(question.stretches):
        if at in marked:
            item = question.items[each.passage - 1]
            responses.setdefault(item.id, []).append(each.option.id)
            chosen.append(f"passage-{each.passage:02}-{each.option.id}")
    root = etree.fromstring(unpacked(package(lesson))["items/marking--set.xml"])
    worth = {e.get("map-key"): float(e.get("mapped-value")) for e in root.iter(f"{ITEMS}map-entry")}
    score = max(0.0, sum(worth[each] for each in chosen))
    assert score == pytest.approx(score_set(question.items, responses))


def _with_passages(lesson: Lesson, sizes: list[int], targets: set[int]) -> Lesson:
    """The lesson with passages of so many stretches each, of one letter each."""
    model = next(item for item in lesson.items if item.kind == Kind.MARK)
    ((piece,),) = model.reading
    option, items, count = model.options[0], [], 0
    for number, size in enumerate(sizes, 1):
        options: list[ShownOption] = []
        key = []
        for at in range(size):
            text = (replace(piece, text=piece.text[at], start=at, end=at + 1),)
            options.append(replace(option, id=f"o{at}", text=text))
            key += [f"o{at}"] if count + at in targets else []
        count += size
        reading = ((replace(piece, start=0, end=len(piece.text)),),)
        changed: dict[str, Any] = {"id": f"marking:{number}", "reading": reading}
        items.append(replace(model, options=tuple(options), key=tuple(key), **changed))
    exercises = tuple(
        replace(each, items=tuple(items)) for each in lesson.exercises if each.name == "marking"
    )
    return replace(lesson, exercises=exercises)


Break = Callable[[dict[str, Any]], None]


def _drop(name: str, path: str) -> Break:
    def change(trees: dict[str, Any]) -> None:
        found = trees[name].find(path)
        found.getparent().remove(found)

    return change


def _set(name: str, path: str, attribute: str, value: str) -> Break:
    def change(trees: dict[str, Any]) -> None:
        trees[name].find(path).set(attribute, value)

    return change


def _last_first(name: str) -> Break:
    def change(trees: dict[str, Any]) -> None:
        trees[name].insert(0, trees[name][-1])

    return change


CHOOSING, MATCHING, MARKING = (
    f"items/{n}.xml" for n in ("choosing--1", "matching--1", "marking--set")
)
BREAKS = {
    "a file not listed": _drop("imsmanifest.xml", f".//{PLACE}resource"),
    "a file that is not there": _set("imsmanifest.xml", f".//{PLACE}file", "href", "none.xml"),
    "an unknown type": _set("imsmanifest.xml", f".//{PLACE}resource", "type", "imsqti_xml"),
    "a name twice": _set("imsmanifest.xml", f".//{PLACE}resource", "identifier", "about"),
    "a dependency on nothing": _set(
        "imsmanifest.xml", f".//{PLACE}dependency", "identifierref", "item-none"
    ),
    "another version": _drop("imsmanifest.xml", f".//{PLACE}schemaversion"),
    "a test of no item": _set("test.xml", f".//{ITEMS}assessment-item-ref", "href", "items/no.xml"),
    "an item twice": _set("test.xml", f".//{ITEMS}assessment-item-ref", "identifier", "talking--1"),
    "an item without title": lambda trees: trees[CHOOSING].attrib.pop("title"),
    "feedback before the body": _last_first(CHOOSING),
    "no declaration": _drop(CHOOSING, f"{ITEMS}response-declaration"),
    "an undeclared outcome": _drop(CHOOSING, f"{ITEMS}outcome-declaration[@identifier='SCORE']"),
    "a choice renamed": _set(CHOOSING, f".//{ITEMS}simple-choice", "identifier", "other"),
    "a choice without name": lambda trees: (
        trees[CHOOSING].find(f".//{ITEMS}simple-choice").attrib.pop("identifier")
    ),
    "no feedback for a choice": _drop(CHOOSING, f"{ITEMS}modal-feedback"),
    "a name with a colon": _set(CHOOSING, ".", "identifier", "choosing:1"),
    "many answers where one is taken": _set(
        CHOOSING, f"{ITEMS}response-declaration", "cardinality", "multiple"
    ),
    "a row without limit": lambda trees: (
        trees[MATCHING].find(f".//{ITEMS}simple-associable-choice").attrib.pop("match-max")
    ),
    "a pair of nothing": _set(MATCHING, f".//{ITEMS}map-entry", "map-key", "row-01 option-z"),
    "marks below nothing": _set(MARKING, f".//{ITEMS}mapping", "lower-bound", "-5"),
    "an unknown element": lambda trees: etree.SubElement(trees[MARKING], "script"),
    "an article that is not there": _set(
        CHOOSING, f"{ITEMS}assessment-stimulus-ref", "href", "../articles/none.xml"
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_check_finds_what_is_broken(name: str) -> None:
    files = unpacked(package(made_up()))
    trees = {each: etree.fromstring(data) for each, data in files.items() if each.endswith(".xml")}
    BREAKS[name](trees)
    broken = files | {each: etree.tostring(tree) for each, tree in trees.items()}
    assert problems(repacked(broken))


def test_the_check_finds_a_file_that_is_no_xml() -> None:
    files = unpacked(package(made_up()))
    assert problems(repacked(files | {"test.xml": files["test.xml"][:-20]}))
