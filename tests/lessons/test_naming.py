"""Who is who on the teacher's sheet: everybody with a name, every outlet, no slip of the pen."""

from dataclasses import replace
from typing import Any

from tellings.lessons import sentences
from tellings.lessons.layers import Layers
from tellings.lessons.showing.naming import Naming
from tellings.lessons.wording import Words
from tellings.records import Entity, Span
from tellings.store.schema_files import load_codebook
from tellings.story import GOLD, PassData, RecordFile
from tests.lessons.sample import a_pass, story

TEXTS = {
    "gazette": "Mayor Ada Lund spoke. Northport pays, Northprot says. The Bay is deep.",
    "herald": "Northport agrees. Bo Berg does not. Northport, the town, waits; so does the town.",
    "news": "Daily Wire has it. Nortland waits. Nortland is far.",
}
NAMED = [
    ("lund", "person", "Ada Lund", [("gazette", "Mayor Ada Lund")]),
    ("berg", "person", "Bo Berg", [("herald", "Bo Berg")]),
    ("wire", "news_outlet", "Daily Wire", [("news", "Daily Wire")]),
    (
        "town",
        "government",
        "Town council",
        [
            ("gazette", "Northport"),
            ("gazette", "Northprot"),
            ("herald", "Northport"),
            ("herald", "the town"),
        ],
    ),
    ("land", "place", "Town council (the place)", [("gazette", "Bay"), ("herald", "Northport")]),
    ("bay", "place", "Bay", [("gazette", "The Bay")]),
]


def layers() -> Layers:
    data = story(TEXTS)
    content: list[Any] = []
    for slug, label, name, mentions in NAMED:
        entity = Entity(
            id=f"harbour:entity:{slug}", type=label, name=name, aliases=(), status="draft"
        )
        content.append(entity)
        for at, (article, words) in enumerate(mentions):
            start = TEXTS[article].index(words)
            content.append(
                Span(
                    id=f"harbour:{article}:span:{slug}{at}",
                    article_id=f"harbour:{article}",
                    layer="mention",
                    label=label,
                    start=start,
                    end=start + len(words),
                    text=words,
                    entity=entity.id,
                    status="draft",
                )
            )
    gold = PassData(a_pass(GOLD), "", [RecordFile("gold.json", b"", None, records=content)])
    return Layers(replace(data, passes={GOLD: gold}), load_codebook())


def told(aliases: bool = True) -> dict[str, str]:
    """What is told, in its order."""
    terms = Naming(layers(), Words(sentences.WORDS), aliases).who()
    return {each.title: each.definition for each in terms}


def test_people_and_outlets_come_first_and_none_is_left_out() -> None:
    found = told()
    people, outlets = ["Bo Berg", "Ada Lund"], ["Gazette", "Herald", "News", "Daily Wire"]
    assert list(found) == [*people, *outlets, "Town council"]
    assert found["Gazette"] == "news outlet; one of these articles is its own"
    assert found["Bo Berg"] == "person"
    assert found["Ada Lund"] == "person; in the articles also: Mayor Ada Lund"


def test_what_stands_once_is_no_other_name() -> None:
    assert told()["Town council"] == (
        "country, government or authority; in the articles also: Northport"
    )


def test_without_text_the_names_of_the_articles_stay_out() -> None:
    assert told(aliases=False)["Town council"] == "country, government or authority"
