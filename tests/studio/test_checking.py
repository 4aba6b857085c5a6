"""Our own check before a push: what a page can show passes, whatever else is refused."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.studio.checking import check_results
from tellings.studio.controls import parse_config
from tellings.studio.texts import ls_text

JSON = dict[str, Any]
Results = list[JSON]
Mutation = Callable[[Results, Any], str | None]

CONFIG = parse_config((Path(__file__).parent / "config.xml").read_text("utf-8"))
TEXT = "Line one 🙂\nLine two\r\nThe 👩‍👩‍👧 end, é"
CHOSEN: dict[str, dict[str, list[Any]]] = {
    "event.factuality": {"choices": [["certain"], ["unknown"]]},
    "event.type": {"taxonomy": [[["Diplomacy", "meeting"]], [["Conflict"], ["Diplomacy"]]]},
    "event.place": {"taxonomy": [[["s:entity:ankara"]]]},
    "event.date": {"datetime": ["2019-05-29"]},
    "event.note": {"text": [["a note"]]},
    "status": {"choices": [["open"]]},
    "remark": {"text": [["one", "two"]]},
    "confidence": {"rating": [3]},
    "minutes": {"number": [2.5]},
}
OFF_REGION = ("status", "remark", "confidence", "minutes")


def result(region: str, control: str, value: JSON) -> JSON:
    return {
        "id": region,
        "from_name": control,
        "to_name": "text",
        "type": CONFIG.controls[control].type,
        "value": value,
    }


@st.composite
def regions(draw: st.DrawFn, region: str) -> Results:
    """A labelled stretch with what belongs to it."""
    start = draw(st.integers(0, len(TEXT) - 1))
    end = draw(st.integers(start + 1, len(TEXT)))
    place = {"start": start, "end": end}
    place_text = {**place, "text": ls_text(TEXT[start:end])}
    mention = draw(st.sampled_from((["person"], ["place"], ["person", "place"])))
    found = [
        result(region, "mention", {**place_text, "labels": mention}),
        result(region, "event", {**place_text, "labels": ["trigger"]}),
    ]
    for control in draw(st.sets(st.sampled_from(sorted(CHOSEN.keys() - {*OFF_REGION})))):
        ((key, values),) = CHOSEN[control].items()
        found.append(result(region, control, {**place, key: draw(st.sampled_from(values))}))
    return found


@st.composite
def sound_results(draw: st.DrawFn) -> Results:
    names = ["r0", "r1", "r2"][: draw(st.integers(1, 3))]
    found = [each for name in names for each in draw(regions(name))]
    for control in draw(st.sets(st.sampled_from(OFF_REGION))):
        ((key, values),) = CHOSEN[control].items()
        found.append(result(f"own-{control}", control, {key: values[0]}))
    ends = st.sampled_from(names)
    for _ in range(draw(st.integers(1, 2))):
        found.append(
            {
                "type": "relation",
                "from_id": draw(ends),
                "to_id": draw(ends),
                "direction": "right",
                "labels": draw(st.sampled_from((["agent"], ["agent", "time"]))),
            }
        )
    return draw(st.permutations(found))


def set_value(name: str, *bad: Any) -> Mutation:
    """Give a field of the value of a labelled stretch a bad value."""

    def mutate(results: Results, draw: Any) -> str:
        at = _some(results, draw, lambda each: each["type"] == "labels")
        value = results[at]["value"]
        options = [each(value) if callable(each) else each for each in bad]
        value[name] = draw(st.sampled_from(options))
        return f"result[{at}].value"

    return mutate


def set_field(name: str, *bad: Any) -> Mutation:
    def mutate(results: Results, draw: Any) -> str:
        at = _some(results, draw, lambda each: each["type"] != "relation")
        results[at][name] = draw(st.sampled_from(bad))
        return f"result[{at}]"

    return mutate


def set_relation(name: str, *bad: Any) -> Mutation:
    def mutate(results: Results, draw: Any) -> str:
        at = _some(results, draw, lambda each: each["type"] == "relation")
        results[at][name] = draw(st.sampled_from(bad))
        return f"result[{at}].{name}"

    return mutate


def _some(results: Results, draw: Any, wanted: Callable[[JSON], bool]) -> int:
    return int(draw(st.sampled_from([at for at, each in enumerate(results) if wanted(each)])))


def drop_a_key(results: Results, draw: Any) -> str:
    at = _some(results, draw, lambda each: each["type"] == "labels")
    del results[at]["value"][draw(st.sampled_from(("start", "end", "text", "labels")))]
    return f"result[{at}].value"


def choose_what_is_not_offered(results: Results, draw: Any) -> str | None:
    choosing = [at for at, each in enumerate(results) if each["type"] in ("choices", "taxonomy")]
    if not choosing:
        return None
    at = draw(st.sampled_from(choosing))
    bad = {"choices": ["maybe"], "taxonomy": [["Diplomacy", "Conflict"]]}
    results[at]["value"][results[at]["type"]] = bad[results[at]["type"]]
    return f"result[{at}].value.{results[at]['type']}[0]"


def remove_a_region(results: Results, draw: Any) -> str | None:
    """Take the labels of a region away, and leave what belongs to it."""
    region = results[_some(results, draw, lambda each: each["type"] == "labels")]["id"]
    results[:] = [each for each in results if each.get("id") != region or each["type"] != "labels"]
    left = [each for each in results if region in (each.get("id"), *_ends(each))]
    return "result[" if left else None


def _ends(result: JSON) -> tuple[str, ...]:
    return (result["from_id"], result["to_id"]) if result["type"] == "relation" else ()


def move_one_result_of_a_region(results: Results, draw: Any) -> str:
    at = _some(results, draw, lambda each: each["type"] == "labels")
    value = results[at]["value"]
    wider = value["end"] < len(TEXT)
    value["end"] += 1 if wider else -1
    if value["end"] == value["start"]:  # a stretch of the last code point
        value["start"] -= 1
        value["end"] += 1
    value["text"] = ls_text(TEXT[value["start"] : value["end"]])
    return "result["


def say_it_twice(results: Results, draw: Any) -> str:
    at = _some(results, draw, lambda each: each["type"] != "relation")
    results.append(copy.deepcopy(results[at]))
    return f"result[{len(results) - 1}]"


MUTATIONS: dict[str, Mutation] = {
    "wrong label": set_value("labels", ["Person"], ["trigger", "nobody"], [], "person", [1], None),
    "label twice": set_value("labels", ["person", "person"], ["trigger", "trigger"]),
    "start": set_value(
        "start", -1, None, "0", 0.0, True, len(TEXT) + 1, lambda value: value["end"]
    ),
    "end": set_value("end", -1, None, "9", len(TEXT) + 1, lambda value: value["start"]),
    "words": set_value("text", "", "x", None, ["x"], lambda value: value["text"] + "x"),
    "value key": set_value("ours", 1),
    "key gone": drop_a_key,
    "control": set_field("from_name", "mentions", None, "text"),
    "type": set_field("type", "label", None, "hypertextlabels"),
    "object": set_field("to_name", "guide", None),
    "id": set_field("id", "", None, 7),
    "value": set_field("value", None, [], "x"),
    "result key": set_field("ours", 1),
    "no such end": set_relation("to_id", "r9", None),
    "no such start": set_relation("from_id", "own-status", ""),
    "direction": set_relation("direction", "up", None),
    "relation label": set_relation("labels", ["coref"], [], None, ["agent", "agent"]),
    "choice": choose_what_is_not_offered,
    "region gone": remove_a_region,
    "region in two places": move_one_result_of_a_region,
    "twice": say_it_twice,
}


@settings(deadline=None)
@given(sound_results())
def test_what_a_page_can_show_passes(results: Results) -> None:
    assert check_results(results, CONFIG, TEXT) == []


@pytest.mark.parametrize("name", MUTATIONS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_single_fault_is_refused_where_it_is(name: str, data: st.DataObject) -> None:
    results = copy.deepcopy(data.draw(sound_results()))
    path = MUTATIONS[name](results, data.draw)
    if path is not None:
        found = check_results(results, CONFIG, TEXT)
        assert any(each.path.startswith(path) and each.reason for each in found), (results, found)


def test_line_ends_that_a_browser_adds_to_the_words_pass() -> None:
    value = {"start": 11, "end": 19, "text": r"Line two\n\n", "labels": ["place"]}
    assert check_results([result("r", "mention", value)], CONFIG, TEXT) == []


def test_true_is_no_offset() -> None:
    value = {"start": True, "end": 4, "text": "ine", "labels": ["place"]}
    (found,) = check_results([result("r", "mention", value)], CONFIG, TEXT)
    assert str(found) == "result[0].value.start: True is not an integer"


def test_two_values_where_one_is_taken() -> None:
    labels = {"start": 0, "end": 4, "text": "Line", "labels": ["trigger", "Anchor"]}
    two = [
        result("r", "event", labels),
        result("r", "event.place", {"start": 0, "end": 4, "taxonomy": [["s:entity:ankara"]]}),
        result("own", "status", {"choices": ["open", "done"]}),
    ]
    assert [str(each) for each in check_results(two, CONFIG, TEXT)] == [
        "result[0].value.labels: 2 values where one is taken",
        "result[2].value.choices: 2 values where one is taken",
    ]


def test_the_five_bad_predictions_that_the_server_takes() -> None:
    def labels(start: int, end: int, label: str, words: str, control: str = "mention") -> JSON:
        value = {"start": start, "end": end, "text": words, "labels": [label]}
        return {**result("r", "mention", value), "from_name": control, "id": f"r{start}-{end}"}

    results = [
        labels(0, 4, "Person", "Line"),
        labels(5, 8, "person", "one", control="mentions"),
        labels(9, 900, "person", "x"),
        labels(8, 2, "person", "x"),
        labels(0, 5, "person", "Other"),
    ]
    assert [str(each) for each in check_results(results, CONFIG, TEXT)] == [
        "result[0].value.labels[0]: 'Person' is not on offer; did you mean 'person'?",
        "result[1].from_name: there is no control 'mentions'; did you mean 'mention'?",
        f"result[2].value.end: 900 lies outside the text (0 to {len(TEXT)})",
        "result[3].value.end: 2 is not behind the start, 8",
        "result[4].value.text: 'Other'; the text has 'Line ' there",
    ]


def test_a_config_that_cannot_be_read_is_told() -> None:
    with pytest.raises(ValueError, match="not XML"):
        parse_config("<View>")
    text = '<Text name="text" value="$text"/>'
    twice = '<Choices name="a" toName="text"/>' * 2
    with pytest.raises(ValueError, match="two controls are named 'a'"):
        parse_config(f"<View>{text}{twice}</View>")
    with pytest.raises(ValueError, match="'a' annotates 'text', which is not there"):
        parse_config('<View><Choices name="a" toName="text"/></View>')


def test_what_a_config_offers() -> None:
    assert CONFIG.objects == {"text": "text", "guide": "guide"}
    assert CONFIG.relations == ("agent", "time")
    assert CONFIG.controls["mention"].values == ("person", "place")
    assert CONFIG.controls["event.type"].values == (
        "Diplomacy",
        "Diplomacy / meeting",
        "Conflict",
    )
    multiple = {name for name, each in CONFIG.controls.items() if each.multiple}
    assert multiple == {"mention", "event.type"}
