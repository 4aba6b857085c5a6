"""Relations as people draw them: without a name, the other way round, or to nothing."""

from tellings.records import Attribution
from tellings.studio.understanding import understood
from tests.studio.test_showing import ARTICLE, STORY, lists_of, page

JSON = dict[str, object]
TEXT = ARTICLE.text


def region(name: str, label: str, words: str) -> JSON:
    start = TEXT.index(words)
    value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
    shape = {"id": name, "from_name": "attribution", "to_name": "text", "type": "labels"}
    return shape | {"value": value}


def choice(name: str, control: str, value: str) -> JSON:
    shape = {"id": name, "from_name": f"attribution.{control}", "to_name": "text"}
    place = {"start": 0, "end": 1}
    return shape | {"type": "choices", "value": place | {"choices": [value]}}


def arrow(start: str, end: str, *names: str) -> JSON:
    shape = {"type": "relation", "from_id": start, "to_id": end, "direction": "right"}
    return shape | {"labels": list(names)}


def drawn(*arrows: JSON) -> tuple[list[Attribution], list[str]]:
    results = [
        region("s", "source", "Pentagon"),
        region("c", "cue", "repeats"),
        region("q", "content", "objection to joint S-400 working group"),
        *(
            choice("c", control, value)
            for control, value in (
                ("scope", "clear"),
                ("quote_type", "indirect"),
                ("source_kind", "institution"),
                ("cue_class", "reiterate"),
            )
        ),
        *arrows,
    ]
    found = understood(results, STORY.articles[ARTICLE.id], page("all"), lists_of("gold"), {}, "x")
    made = [each for each in found.records if isinstance(each, Attribution)]
    return made, [each.message for each in found.findings]


def test_what_can_be_only_one_link_needs_no_name() -> None:
    (made,), findings = drawn(arrow("s", "c"), arrow("c", "q"))
    assert findings == []
    assert (made.source_span is not None, len(made.content_spans)) == (True, 1)


def test_a_link_drawn_the_other_way_round_is_taken() -> None:
    (made,), findings = drawn(arrow("c", "s", "source"), arrow("q", "c", "content"))
    assert findings == []
    assert (made.source_span is not None, len(made.content_spans)) == (True, 1)


def test_a_link_to_nothing_and_one_that_fits_nothing_are_told() -> None:
    (_,), findings = drawn(arrow("c", "q"), arrow("c", "gone", "content"), arrow("s", "q", "time"))
    assert len(findings) == 2
    assert "that is not there" in findings[0]
    assert "fits no field" in findings[1]
