"""Moodle XML and GIFT: read as Moodle's importers read them, marked as it marks."""

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from tellings.lessons.items import Kind
from tellings.lessons.moodle.cloze import encoded
from tellings.lessons.moodle.gift import escaped
from tellings.lessons.platforms.questions import Question
from tellings.lessons.shown import Lesson, Piece, ShownItem, plain
from tellings.lessons.writing import write
from tellings.publish.leaks import runs_of
from tellings.publish.terms import TextMode
from tests.lessons.platforms import gift_rules, moodle_rules
from tests.lessons.platforms.gift_rules import put_back, read_gift
from tests.lessons.platforms.lessons import Case, asked, cases, made_up, real
from tests.lessons.platforms.moodle_rules import Imported, read_xml, shown_in_lists, text_of, worth
from tests.lessons.sample import GAZETTE, HERALD, HOSTILE

FILES = {"moodle": "lesson.moodle.xml", "gift": "lesson.gift.txt"}
READ = {"moodle": read_xml, "gift": read_gift}
PROBLEMS = {"moodle": moodle_rules.problems, "gift": gift_rules.problems}
FORMS = sorted(FILES)


def file(form: str, lesson: Lesson) -> bytes:
    return write(form, lesson, {}).files[FILES[form]]


def imported(form: str, lesson: Lesson) -> dict[str, Imported]:
    _, found = READ[form](file(form, lesson))
    return {each.id.partition(":")[2]: each for each in found}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("mode", TextMode)
def test_moodle_would_take_every_question(form: str, mode: TextMode) -> None:
    assert PROBLEMS[form](file(form, made_up(mode))) == []
    assert PROBLEMS[form](file(form, real(mode))) == []


@pytest.mark.parametrize("form", FORMS)
def test_every_item_is_carried_or_named_among_what_is_left_out(form: str) -> None:
    for lesson in (made_up(), made_up(TextMode.NONE), real()):
        written = write(form, lesson, {})
        groups = re.findall(r"\(items ([\d, ]+)\)", " ".join(written.left_out))
        named = {int(number) for group in groups for number in group.split(",")}
        carried = imported(form, lesson)
        for question in asked(lesson):
            if question.name not in carried:
                assert named >= {item.number for item in question.items}, question.name
        assert all(each in text_of(carried["about"].html) for each in written.left_out)


@pytest.mark.parametrize("form", FORMS)
def test_moodle_marks_as_we_do(form: str) -> None:
    for lesson in (made_up(), real(), many(made_up(), 14)):
        carried = imported(form, lesson)
        compared = 0
        for question in asked(lesson):
            if question.points and question.name in carried:
                _compare(question, carried[question.name], form)
                compared += 1
        assert compared


def _compare(question: Question, carried: Imported, form: str) -> None:
    points = question.points if form == "gift" else 1  # GIFT cannot say what a set is worth
    assert carried.points * points == question.points
    for case in cases(question):
        assert worth(carried, _given(question, case)) * points == pytest.approx(
            case.mark, abs=1e-4
        ), (question.name, case.name)


def _given(question: Question, case: Case) -> list[int] | dict[int, str]:
    if question.kind is Kind.MARK:
        marked = {(i, o) for i, given in case.given.items() for o in given}
        return [
            at
            for at, each in enumerate(question.stretches)
            if (question.items[each.passage - 1].id, each.option.id) in marked
        ]
    given = case.given[question.item.id]
    if isinstance(given, Mapping):
        texts = {each.id: plain(each.text) for each in question.item.options}
        rows = [row.id for row in question.item.rows]
        return {rows.index(row): escape(texts[str(option)]) for row, option in given.items()}
    return [at for at, each in enumerate(question.item.options) if each.id in given]


def escape(text: str) -> str:
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def many(lesson: Lesson, count: int) -> Lesson:
    """The lesson with so many options to tick, two of them right."""

    def more(item: ShownItem) -> ShownItem:
        if item.kind != Kind.TICK:
            return item
        model = item.options[0]
        texts = [(Piece(text=f"{at} {HOSTILE}"),) for at in range(count)]
        options = tuple(replace(model, id=f"o{at}", text=each) for at, each in enumerate(texts))
        return replace(item, options=options, key=("o3", "o5"))

    return changed(lesson, more)


def changed(lesson: Lesson, change: Callable[[ShownItem], ShownItem]) -> Lesson:
    exercises = tuple(
        replace(each, items=tuple(map(change, each.items))) for each in lesson.exercises
    )
    return replace(lesson, exercises=exercises)


def test_parts_of_a_mark_that_are_not_on_the_list_go_inside_the_text() -> None:
    lesson = many(made_up(), 14)
    question = imported("moodle", lesson)["ticking:1"]
    assert question.type == "cloze"
    assert [text_of(each.html) for each in question.answers] == [
        f"{at} {HOSTILE}" for at in range(14)
    ]
    assert moodle_rules.problems(file("moodle", lesson)) == []
    assert any("not on Moodle's list (items 3)" in e for e in write("gift", lesson, {}).left_out)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("x" * 256, "longer than Moodle keeps"), ("shopkeepers", "two answers of the same words")],
)
def test_what_cannot_be_matched_is_left_out(text: str, reason: str) -> None:
    def other(item: ShownItem) -> ShownItem:
        if item.kind != Kind.MATCH:
            return item
        changed = (replace(item.options[0], text=(Piece(text=text),)), *item.options[1:])
        return replace(item, options=changed)

    lesson = changed(made_up(), other)
    assert "matching:1" not in imported("moodle", lesson)
    assert any(f"{reason}" in each for each in write("moodle", lesson, {}).left_out)


def test_two_answers_to_match_are_too_few_for_moodle() -> None:
    def fewer(item: ShownItem) -> ShownItem:
        if item.kind != Kind.MATCH:
            return item
        options = item.options[:2]
        pairs = zip(item.rows, options, strict=False)
        rows = tuple(replace(row, key=option.id) for row, option in pairs)
        return replace(item, options=options, rows=rows)

    left_out = write("moodle", changed(made_up(), fewer), {}).left_out
    assert any("fewer answers to match" in each for each in left_out)


@pytest.mark.parametrize("form", FORMS)
def test_answers_that_are_right_nowhere_come_along(form: str) -> None:
    def spare(item: ShownItem) -> ShownItem:
        if item.kind != Kind.MATCH:
            return item
        more = replace(item.options[0], id="z", text=(Piece(text=HOSTILE),))
        return replace(item, options=(*item.options, more))

    question = imported(form, changed(made_up(), spare))["matching:1"]
    assert [shown_in_lists(answer) for row, answer in question.pairs if not row] == [HOSTILE]


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_are_words(form: str) -> None:
    category, _ = READ[form](file(form, made_up()))
    name = re.split(r"(?<!/)/(?!/)", category)[-1].replace("//", "/")
    assert shown_in_lists(name) == HOSTILE
    found = imported(form, made_up())
    (answer,) = [e for e in found["choosing:1"].answers if "script" in e.html]
    assert text_of(answer.html) == text_of(answer.feedback) == HOSTILE
    assert HOSTILE in text_of(found["article:C"].html)


@pytest.mark.parametrize("form", FORMS)
def test_the_rubric_comes_along(form: str) -> None:
    essay = imported(form, made_up())["writing:1"]
    rubric = essay.grading if form == "moodle" else essay.feedback
    for each in ("Proficient: names", "Emergent", "Basic answer"):
        assert each in text_of(rubric)


@pytest.mark.parametrize("form", FORMS)
def test_feedback_has_where_why_sentence_and_rule(form: str) -> None:
    for question in imported(form, made_up()).values():
        if question.type != "description":
            text = text_of(question.feedback)
            places = [text.find(e) for e in ("Where:", "Why:", "In the text:", "Rule of thumb:")]
            assert places == sorted(places)
            assert places[0] >= 0


@pytest.mark.parametrize("form", FORMS)
def test_questions_have_tags_for_exercise_and_standards(form: str) -> None:
    assert imported(form, made_up())["choosing:1"].tags == ("choosing", "cor:behind", "tellings")


@pytest.mark.parametrize("form", FORMS)
def test_without_texts_no_passage_of_an_article_is_in_the_file(form: str) -> None:
    said = file(form, made_up(TextMode.NONE)).decode()
    assert not runs_of(said) & (runs_of(GAZETTE) | runs_of(HERALD))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_lesson_gives_the_same_bytes(form: str) -> None:
    assert file(form, made_up()) == file(form, made_up())


def parsed(players: Path, data: bytes) -> list[dict[str, Any]]:
    command = ["node", str(players / "parse-gift.cjs")]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_another_parser_reads_the_same_from_gift(players: Path) -> None:
    for lesson in (made_up(), real()):
        data = file("gift", lesson)
        category, *found = parsed(players, data)
        assert category["type"] == "Category"
        types = {"Description": "description", "MC": "multichoice", "Matching": "match"}
        types["Essay"] = "essay"
        for ours, theirs in zip(read_gift(data)[1], found, strict=True):
            assert types[theirs["type"]] == ours.type
            assert theirs["title"] == ours.name
            assert text_of(theirs["stem"]["text"]) == text_of(ours.html)
            choices = _choices(theirs)
            assert list(choices) == [text_of(each.html) for each in ours.answers]
            weights = [100 * each.fraction for each in ours.answers]
            assert list(choices.values()) == pytest.approx(weights)
            assert _pairs(theirs) == [(text_of(row), answer) for row, answer in ours.pairs]


def _choices(question: Mapping[str, Any]) -> dict[str, float]:
    return {
        text_of(e["text"]["text"]): 100.0 if e["isCorrect"] else float(e["weight"] or 0)
        for e in question.get("choices", ())
    }


def _pairs(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    """This parser leaves placeholders in answers to match; Moodle puts the characters back."""
    found = question.get("matchPairs", ())
    return [(text_of(each["subquestion"]["text"]), put_back(each["subanswer"])) for each in found]


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_any_text_comes_through_gift_and_cloze(text: str) -> None:
    body = f"::{escaped('n')}::[html]{escaped(f'<p>{escape(text)}</p>')}"
    (question,) = read_gift(f"// [id:x]\n{body}".encode())[1]
    assert text_of(question.html) == " ".join(text.split())
    marked = f"<p>{escape(text)}</p>"
    field = f"{{1:MULTIRESPONSE:%100%{encoded(marked)}#{encoded(marked)}~%-50%b#c}}"
    first, second = moodle_rules.field(f"a {field} b")
    assert first.html == first.feedback == marked
    assert (second.fraction, second.html, second.feedback) == (-0.5, "b", "c")


def _change(path: str, **attributes: str) -> Callable[[Any], None]:
    return lambda root: root.find(path).attrib.update(attributes)


def _drop(path: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        found = root.find(path)
        found.getparent().remove(found)

    return change


def _say(path: str, text: str) -> Callable[[Any], None]:
    def change(root: Any) -> None:
        root.find(path).text = text

    return change


BREAKS = {
    "a fraction that is not on the list": _change(".//answer[@fraction='-25']", fraction="-23"),
    "no right answer": _change(".//answer[@fraction='100']", fraction="0"),
    "an unknown type": _change("question[@type='match']", type="matching"),
    "no name": _drop("question[@type='match']/name"),
    "an empty name": _say("question[@type='match']/name/text", ""),
    "tags in a name": _say("question[@type='match']/name/text", "<b>name</b>"),
    "no text": _say("question[@type='match']/questiontext/text", ""),
    "an unknown format": _change("question[@type='match']/questiontext", format="htm"),
    "no id number": _drop("question[@type='match']/idnumber"),
    "an id number twice": _say("question[@type='match']/idnumber", "harbour:about"),
    "too few rows": _drop("question[@type='match']/subquestion"),
    "an answer that would be cut": _say(".//subquestion/answer/text", "x" * 256),
    "an answer that would be stripped": _say(".//subquestion/answer/text", "<i>a</i>"),
    "neither single nor multiple": _say("question[@type='multichoice']/single", "yes"),
    "an empty choice": _say("question[@type='multichoice']/answer/text", ""),
    "an essay without a place for who marks": _drop("question[@type='essay']/graderinfo"),
    "HTML that is no text": lambda root: etree.SubElement(root.find(".//questiontext/text"), "p"),
    "a script": _say("question[@type='match']/questiontext/text", "<script>x</script>"),
    "no category": _drop("question[@type='category']"),
    "a category elsewhere": _say(".//category/text", "top/here"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_check_of_moodle_xml_finds_what_is_broken(name: str) -> None:
    root = etree.fromstring(file("moodle", made_up()))
    BREAKS[name](root)
    assert moodle_rules.problems(etree.tostring(root))


def test_the_check_of_moodle_xml_finds_a_field_of_the_text() -> None:
    root = etree.fromstring(file("moodle", many(made_up(), 14)))
    text = root.find("question[@type='cloze']/questiontext/text")
    text.text = "{1:MC:=x}" + text.text
    assert moodle_rules.problems(etree.tostring(root))


GIFT_BREAKS = {
    "a brace": ("{\n\t~%0%", "\n\t~%0%"),
    "an escape less": ("\\{\\=x\\}", "{=x}"),
    "a fraction": ("~%-25%", "~%-23%"),
    "an arrow": (" -> shopkeepers", " - shopkeepers"),
    "a name": ("::2. Title", "2. Title"),
    "an id": ("[id:harbour:about]", ""),
    "an id twice": ("[id:harbour:about]", "[id:harbour:matching:1]"),
    "a category": ("$course$/top/", ""),
    "a script": ("<p>Do it.</p>", "<script>x</script>"),
    "a line too many": ("{\n\t=<div", "{\n\n\t=<div"),
}


@pytest.mark.parametrize("name", GIFT_BREAKS)
def test_the_check_of_gift_finds_what_is_broken(name: str) -> None:
    old, new = GIFT_BREAKS[name]
    text = file("gift", made_up()).decode()
    assert old in text
    assert gift_rules.problems(text.replace(old, new, 1).encode())
