"""Words dragged over by mouse come back as those words, whatever the text is made of."""

import uuid
from pathlib import Path

import pytest

from tellings.studio.client import Server
from tellings.studio.server import Running
from tests.conftest import JSON, Project
from tests.studio.annotator import Annotator
from tests.studio.synced import Synced, span, write_pass, write_story

NAME = "texts"
LONG = "The tunnel is long. " * 200
TEXTS = {
    "plain": ("The tunnel is late. Nobody measured the ground.", "tunnel is", "measured"),
    "emoji": ("A 🚧 closed tunnel 🎉 and a 🥳 party today.", "closed tunnel 🎉", "🥳 party"),
    "emoji-only": ("🚧🎉🥳 only 🚇 here 🚦 now", "🚇 here 🚦", "🎉🥳"),
    "letters": ("𝔘𝔫𝔡𝔢𝔯 the bay 𝒕𝒖𝒏𝒏𝒆𝒍 𠀋𠮷 opens soon.", "𝒕𝒖𝒏𝒏𝒆𝒍 𠀋𠮷", "opens"),
    "families": ("The 👩‍👩‍👧‍👦 family met 👨🏽‍🚒 and left.", "family met 👨🏽‍🚒", "👩‍👩‍👧‍👦"),
    "flags": ("From 🇹🇷 to 🇺🇸 and on to 🏴󠁧󠁢󠁳󠁣󠁴󠁿 by ship.", "to 🇺🇸 and", "by ship"),
    "combining": (
        "Cafe\u0301 n\u0303a\u0308ve Zalgo\u0335\u0336\u0321 town hall.",
        "n\u0303a\u0308ve Zalgo\u0335\u0336\u0321",
        "town",
    ),
    "nbsp": (
        "On 31\u00a0May\u00a02019 the\u00a0\u00a0city paid.",
        "31\u00a0May\u00a02019",
        "city paid",
    ),
    "narrow": (
        "Coût\u202f: 12\u202f000\u202f€ «\u202fen tout\u202f».",
        "12\u202f000\u202f€",
        "en tout",
    ),
    "blank-lines": ("Head of it\n\n\n\nBody here\n\nTail end", "Body here", "Tail"),
    "across": ("Head of it\n\nBody here\nTail end of it", "it\n\nBody here\nTail", "Head"),
    "trailing": ("One line\nLast words\n\n\n", "Last words", "One"),
    "leading": ("\n  Leading line\nand another one", "another one", "Leading line"),
    "tabs": ("Name\tParty\tVotes\nLund\tHarbour\t1,200", "Harbour\t1,200", "Party"),
    "spaces": ("The  city   paid,  it  said  .", "city   paid,  it", "said"),
    "tabs-and-spaces": ("A\t\tB  \t C  ends here", "B  \t C  ends", "here"),
    "rtl": ("المدينة تفتح النفق في الشتاء القادم", "النفق", "الشتاء"),
    "mixed": ("The sign says שלום עולם to all who enter.", "to all who", "sign says"),
    "bidi": (
        "He said \u202bhello\u202c there \u2067world\u2069 and \u200fleft\u200e now.",
        "and \u200fleft\u200e now",
        "there",
    ),
    "markup": (
        "A <b>bold</b> &amp; &lt;brave&gt; <script>x</script> claim.",
        "&amp; &lt;brave&gt;",
        "<b>bold</b>",
    ),
    "backslash": (
        "A path\\name and a\\n newline\nthat\\r is none.",
        "a\\n newline\nthat\\r",
        "path\\name",
    ),
    "long-line": (LONG + "Only here 🚧 it ends. " + LONG, "Only here 🚧 it ends", "it ends."),
    "zero-width": (
        "Tun\u200bnel and soft\u00adhyphen and wo\u2060rd joined.",
        "soft\u00adhyphen and",
        "wo\u2060rd",
    ),
    "bom": (
        "Before it \ufeffand after\ufeff it there.",
        "Before it \ufeffand after\ufeff it",
        "there",
    ),
    "separators": ("One\u2028two three\u2029four five six", "two three\u2029four", "five"),
}
"""By name: the text, words to drag over, and words that are suggested."""
DRAWN, SUGGESTED = "judgement", "checkable_claim"


@pytest.fixture(scope="module")
def texts(studio_server: Running, tmp_path_factory: pytest.TempPathFactory) -> Synced:
    """All texts pushed, with one suggestion each."""
    project = Project(tmp_path_factory.mktemp("texts"))
    write_story(project.seeds, NAME, {slug: text for slug, (text, *_) in TEXTS.items()})
    suggested = {slug: [span(NAME, slug, text, words)] for slug, (text, _, words) in TEXTS.items()}
    write_pass(project.seeds, NAME, suggested)
    story = Synced(project, NAME, studio_server)
    story.push("--layers", "claim", "--suggest", "gold")
    return story


def test_dragged_words_come_back_as_they_are(texts: Synced, annotator: Annotator) -> None:
    number, tasks = texts.place("claim+support")
    slugs = {task: slug for slug, task in tasks.items()}
    annotator.stream(number)
    while slugs:
        task = annotator.task()
        text, words, _ = TEXTS[slugs.pop(task)]
        assert annotator.count() == 1, "the suggestion is not shown"
        start = text.index(words)
        annotator.mark("Judgement", start, start + len(words))
        annotator.submit()
        if slugs:
            annotator.next(task)
    said = texts.pull()
    assert said["findings"] == []
    found = {}
    for slug, (text, _, _) in TEXTS.items():
        records = list(texts.records(slug).values())
        assert all(text[each["start"] : each["end"]] == each["text"] for each in records)
        found[slug] = {each["label"]: each["text"] for each in records}
    wanted = {slug: {DRAWN: drawn, SUGGESTED: more} for slug, (_, drawn, more) in TEXTS.items()}
    assert found == wanted
    for slug in TEXTS:
        (pushed,) = texts.records(slug, "gold").values()
        assert texts.records(slug)[pushed["id"]] == pushed


def test_a_drag_past_the_last_line_ends_with_its_words(
    studio_server: Running, annotator: Annotator, tmp_path: Path
) -> None:
    text = "One line\nLast words\n\n\n"
    story = story_of(tmp_path, studio_server, "overshoot", text)
    number, tasks = story.place("claim+support")
    annotator.open(number, tasks["only"])
    annotator.mark("Judgement", text.index("Last"), text.index("words") + 5, below=60)
    annotator.submit()
    said = story.pull()
    assert said["findings"] == []
    (record,) = story.records("only").values()
    assert (record["text"], record["start"]) == ("Last words", text.index("Last"))


def test_words_that_are_not_those_of_the_text_are_refused(
    studio_server: Running, studio: Server, tmp_path: Path
) -> None:
    text = "A 🚧 closed tunnel\nand a party."
    story = story_of(tmp_path, studio_server, "corrupted", text)
    _, tasks = story.place("claim+support")
    right = span("corrupted", "only", text, "closed tunnel\nand")
    results = [
        {
            "id": name,
            "from_name": "claim",
            "to_name": "text",
            "type": "labels",
            "value": {**place, "labels": ["judgement"]},
        }
        for name, place in {
            "mapped": {**_place(right), "text": "closed tunnel\\nand"},
            "utf16": {"start": right["start"] + 1, "end": right["end"] + 1, "text": right["text"]},
            "other": {**_place(right), "text": "opened tunnel\\nand"},
        }.items()
    ]
    studio.create_annotation(tasks["only"], results, unique_id=str(uuid.uuid4()), lead_time=1.0)
    said = story.pull()
    assert said["status"] == 1
    assert [each["rule"] for each in said["findings"]] == ["span-text", "span-text"]
    assert [each["text"] for each in story.records("only").values()] == [right["text"]]


def story_of(root: Path, running: Running, name: str, text: str) -> Synced:
    """A story of one article, pushed without suggestions."""
    project = Project(root)
    write_story(project.seeds, name, {"only": text})
    story = Synced(project, name, running)
    story.push("--layers", "claim", "--suggest", "none")
    return story


def _place(record: JSON) -> JSON:
    return {name: record[name] for name in ("start", "end")}
