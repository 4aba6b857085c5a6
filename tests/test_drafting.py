"""Rules for suggestions: what they find in made-up news, and that no text breaks them."""

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.codebook import Codebook
from tellings.drafting import english
from tellings.drafting.articles import ArticleDraft, draft_article
from tellings.drafting.calendar import Anchor
from tellings.drafting.candidates import candidates
from tellings.drafting.names import mentions, registry
from tellings.drafting.page_words import PAGE
from tellings.drafting.paragraphs import attributions
from tellings.drafting.quotations import quotations
from tellings.drafting.shared_text import Telling, shared_runs
from tellings.drafting.speech import Saying
from tellings.drafting.times import times
from tellings.drafting.words import ENGLISH, words_for
from tellings.records import Article, Attested, Attribution, Date, Entity, Range, Span
from tellings.stages.rules_pass import segments
from tellings.stages.sentences import paragraphs, sentences
from tellings.store.schema_files import load_codebook
from tellings.story import of_type
from tellings.text import email_ranges, mask_emails, tiles

DAY = datetime.date(2031, 5, 7)  # a Wednesday
ANCHOR = Anchor(DAY, DAY, "external")


def article(text: str, language: str = "en", outlet: str | None = None) -> Article:
    lines = paragraphs(text)
    unknown = Date(basis="unknown", evidence=())
    return Article(
        id="s:a",
        story_id="s",
        outlet=Attested(value=outlet, basis="external", evidence=()),
        url=Attested(basis="unknown", evidence=()),
        language=language,
        published=unknown,
        published_in_text=unknown,
        rights="",
        text=text,
        text_sha256="",
        source_name="a.txt",
        source_sha256="",
        paragraphs=lines,
        sentences=sentences(text, language, lines),
        status="draft",
    )


def spans_of(draft: ArticleDraft) -> list[Span]:
    return of_type(draft.records(), Span)


def said(text: str, language: str = "en") -> list[Saying]:
    lines = paragraphs(text)
    return attributions(text, lines, sentences(text, language, lines), words_for(language))


def words_of(text: str, saying: Saying) -> tuple[str | None, str | None, list[str]]:
    source, cue = (
        None if place is None else text[slice(*place)] for place in (saying.source, saying.cue)
    )
    return source, cue, [text[slice(*place)] for place in saying.contents]


SPEECH = [
    ("Korn said the sluices leak.", "Korn", "said", ["the sluices leak"], "neutral"),
    ("“We sail,” Captain Brandt said.", "Captain Brandt", "said", ["“We sail,”"], "neutral"),
    ('"It is late," said Ada Lund.', "Ada Lund", "said", ['"It is late,"'], "neutral"),
    (
        "„Wir fahren“, the union said in a statement on Monday.",
        "the union",
        "said",
        ["„Wir fahren“"],
        "neutral",
    ),
    (
        "“The ferry,” Brandt said, “sails in any weather.”",
        "Brandt",
        "said",
        ["“The ferry,”", "“sails in any weather.”"],
        "neutral",
    ),
    (
        "According to the minutes, nobody voted against the quota.",
        "the minutes",
        "According to",
        ["nobody voted against the quota"],
        "neutral",
    ),
    (
        "The quota will fall, according to two officials at the ministry.",
        "two officials at the ministry",
        "according to",
        ["The quota will fall"],
        "neutral",
    ),
    (
        "Ilse Korn, the water minister, warned that the pumps might fail.",
        "Ilse Korn, the water minister,",
        "warned",
        ["the pumps might fail"],
        "warn",
    ),
    (
        "Korn declined to say when the sluices would close.",
        "Korn",
        "declined to say",
        ["when the sluices would close"],
        "decline_to_confirm",
    ),
    (
        "The mayor has repeatedly said that the line pays.",
        "The mayor",
        "has repeatedly said",
        ["the line pays"],
        "reiterate",
    ),
    (
        "The hospital denied that a ward would close.",
        "The hospital",
        "denied",
        ["a ward would close"],
        "deny",
    ),
    (
        "Engineers told reporters on Friday that the ground is soft.",
        "Engineers",
        "told",
        ["the ground is soft"],
        "neutral",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "contents", "cue_class"), SPEECH)
def test_source_cue_and_content_are_found(
    text: str, source: str, cue: str, contents: list[str], cue_class: str
) -> None:
    (saying,) = said(text)
    assert words_of(text, saying) == (source, cue, contents)
    assert saying.cue_class == cue_class


@pytest.mark.parametrize(
    "text",
    [
        "The report was handed to Ilse Korn.",
        "The two states signed the treaty.",
        "Its claim to the island is old.",
        "In a long speech, the mayor maintained a steady pace.",
        "The “express” tram needs fifty minutes.",
        "It was unclear whether the sluices leak.",
        "He had nothing to say.",
    ],
)
def test_what_is_no_report_gives_none(text: str) -> None:
    assert said(text) == []


def test_a_chain_has_its_parent_and_a_pronoun_its_speaker() -> None:
    text = (
        "The pumps failed, water minister Ilse Korn said, the Saltby Courier reported.\n\n"
        "“We regret it,” she said. “It will not happen again.”\n"
    )
    korn = Entity(
        id="s:entity:korn", name="Ilse Korn", type="person", aliases=("Korn",), status="draft"
    )
    outlet = Entity(
        id="s:entity:courier",
        name="the Saltby Courier",
        type="news_outlet",
        aliases=(),
        status="draft",
    )
    draft = draft_article(article(text), (), registry([korn, outlet]), ENGLISH)
    found = of_type(draft.records(), Attribution)
    inner, outer, quoted, rest = found
    assert (inner.parent, outer.parent) == (outer.id, None)
    assert (inner.source_kind, outer.source_kind) == ("named_official", "news_organisation")
    assert quoted.source_entities == rest.source_entities == ("s:entity:korn",)
    assert (quoted.source_kind, rest.source_kind) == ("named_official", "named_official")
    assert (rest.source_span, rest.cue_span, rest.quote_type) == (None, None, "direct")
    ids = {each.id for each in spans_of(draft)}
    assert all(each in ids for one in found for each in one.content_spans)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("“We are open,” the inn said in a statement.", "statement"),
        ("“We are open,” the inn told reporters.", "press"),
        ("“We are open,” the innkeeper said by telephone.", "phone"),
        ("The clerk said the mayors had spoken by phone.", None),
    ],
)
def test_the_channel_is_what_the_words_around_the_cue_say(text: str, channel: str | None) -> None:
    (found,) = draft_article(article(text), (), registry([]), ENGLISH).said
    assert found.channel == channel


# Quotations ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He wrote “so” and „also“ and «thus».", ["“so”", "„also“", "«thus»"]),
        ("The ‘express’ of the drivers’ union isn’t one.", ["‘express’"]),
        ("''We sail,'' he said.", ["''We sail,''"]),
        ("A board of 6' 2\" and more.", []),
        ("“This is never closed.", []),
        (
            "“Over two paragraphs.\n\n“And so on,” he said.",
            ["“Over two paragraphs.", "“And so on,”"],
        ),
    ],
)
def test_marks_of_all_kinds_pair_up(text: str, found: list[str]) -> None:
    places = quotations(text, paragraphs(text))
    assert [text[each.start : each.end] for each in places] == found


# Times --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "value", "mod"),
    [
        ("It opened on Monday.", "Monday", "2031-05-05", None),
        ("It will open on Monday.", "Monday", "2031-05-12", None),
        ("It opened yesterday.", "yesterday", "2031-05-06", None),
        ("It closed on 4 May 2031.", "4 May 2031", "2031-05-04", None),
        ("It closed on May 4th, 2031.", "May 4th, 2031", "2031-05-04", None),
        ("It closed in March.", "March", "2031-03", None),
        ("It closed in September.", "September", "2030-09", None),
        ("It will be ready by April 2033.", "by April 2033", "2033-04", "on_or_before"),
        ("It closed in early May 2030.", "early May 2030", "2030-05", "start"),
        ("It has run since 2007.", "since 2007", "2007", "on_or_after"),
        ("It closed last week.", "last week", "2031-W18", None),
        ("It was shut for about two weeks.", "about two weeks", "P2W", "approx"),
        ("It was shut for months.", "months", "PXM", None),
        ("It closed eleven days ago.", "eleven days ago", "2031-04-26", None),
        ("It is tested every spring.", "every spring", "P1Y", None),
        ("It closed on Monday evening.", "Monday evening", "2031-05-05TEV", None),
        ("It has not leaked so far.", "so far", "PRESENT_REF", "on_or_before"),
        ("Saved 2031-05-04.", "2031-05-04", "2031-05-04", None),
    ],
)
def test_times_and_their_values(text: str, words: str, value: str, mod: str | None) -> None:
    (found,) = times(text, 0, len(text), ANCHOR, ENGLISH)
    assert (text[found.start : found.end], found.timex.value) == (words, value)
    assert found.timex.mod == mod


@pytest.mark.parametrize("text", ["It may rain.", "He will march on.", "Chapter 31 of 2.", "12:30"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert times(text, 0, len(text), ANCHOR, ENGLISH) == []


def test_without_a_date_of_publication_a_value_stays_open() -> None:
    text = "It opened on Monday, 3 April, and this month it closed."
    found = [each.timex for each in times(text, 0, len(text), None, ENGLISH)]
    assert [each.value for each in found] == ["XXXX-04-03", "XXXX-XX"]
    assert {each.basis for each in found} == {"unknown"}


def test_a_range_of_days_decides_where_both_ends_agree() -> None:
    later = Anchor(DAY, DAY + datetime.timedelta(days=2), "cross_document")
    text = "It opened on Monday and closed on Thursday."
    found = [each.timex for each in times(text, 0, len(text), later, ENGLISH)]
    assert [(each.value, each.basis) for each in found] == [
        ("2031-05-05", "cross_document"),
        ("XXXX-WXX-4", "unknown"),
    ]


# Furniture ----------------------------------------------------------------------------------

PAGE_TEXT = """\
06:51 GMT 9 June 2033
Subscribe
REGIONAL NEWS
Harbour tunnel to open a year late
Engineers blame soft ground; shopkeepers ask for help
By Mira Holt and Jon Ansen
(Corrects the name of the bank in the second sentence)
PHOTO: A tram waits at Mill Bridge. [Photo: L. Ansen/Coast News]
NORTHPORT, 4 May 2031 (Coast News) – The tunnel will open late, the city said on Monday.
“The ground is soft,” said Ada Lund.
READ ALSO: Nurses fear longer ways
The merger still needs a vote.
Angry shopkeepers
On Mill Street, trade has halved.
Source: Coast News
To reach the desk: Mira Holt in Saltby at ██████████████
© 2031 Coast News. All rights reserved.
More on this story
Ferry Fares Rise Again This Year
Who Pays for the New Tunnel
tunnel, Northport, transport
Community standards
"""


def test_each_line_of_a_page_has_its_place() -> None:
    spans = segments(article(PAGE_TEXT))
    assert [(each.label, each.text.split("\n")[0][:12]) for each in spans] == [
        ("crawl_timestamp", "06:51 GMT 9 "),
        ("site_chrome", "Subscribe"),
        ("section_label", "REGIONAL NEW"),
        ("headline", "Harbour tunn"),
        ("subheadline", "Engineers bl"),
        ("source_credit", "By Mira Holt"),
        ("update_note", "(Corrects th"),
        ("photo_caption", "PHOTO: A tra"),
        ("photo_credit", "[Photo: L. A"),
        ("dateline", "NORTHPORT, 4"),
        ("body", "The tunnel w"),
        ("read_more_link", "READ ALSO: N"),
        ("body", "The merger s"),
        ("crosshead", "Angry shopke"),
        ("body", "On Mill Stre"),
        ("source_credit", "Source: Coas"),
        ("contact_block", "To reach the"),
        ("copyright", "© 2031 Coast"),
        ("related_link", "More on this"),
        ("related_link", "Who Pays for"),
        ("tag_list", "tunnel, Nort"),
        ("site_chrome", "Community st"),
    ]


def test_staff_and_the_dateline_s_date_are_found() -> None:
    draft = draft_article(article(PAGE_TEXT), (), registry([]), ENGLISH)
    spans = spans_of(draft)
    assert [each.text for each in spans if each.label == "staff_name"] == [
        "Mira Holt",
        "Jon Ansen",
        "L. Ansen",
        "Mira Holt",
    ]
    values = {each.text: each.timex.value for each in spans if each.timex}
    assert values["Monday"] == "2031-04-28"  # 4 May 2031 is a Sunday


# Names --------------------------------------------------------------------------------------


def entity(name: str, kind: str, *aliases: str) -> Entity:
    own = f"s:entity:{name.lower().replace(' ', '-')}-{kind.replace('_', '-')}"
    return Entity(id=own, name=name, type=kind, aliases=aliases, status="draft")


KNOWN = registry(
    [
        entity("Ilse Korn", "person", "Korn"),
        entity("Ostland", "government"),
        entity("Ostland", "place"),
        entity("water ministry", "government", "Ostland's water ministry", "the ministry"),
        entity("LT-4", "artefact", "LT-4 trams"),
        entity("US", "government", "the US"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Water minister Ilse Korn left.", ["Water minister Ilse Korn"]),
        ("On Monday Minister Ilse Korn left.", ["Minister Ilse Korn"]),
        ("Korn’s draft; Ostland's too", ["Korn", "Ostland"]),
        ("Ostland's water ministry met.", ["Ostland's water ministry", "Ostland"]),
        ("The ministry closed the LT-4.", ["The ministry", "the LT-4"]),
        ("It ordered the LT-4 trams in the LT-4 deal.", ["the LT-4 trams", "LT-4"]),
        ("US officials met the US.", ["the US"]),
        ("Kornelia and Ostlanders", []),
    ],
)
def test_mentions_take_title_and_article_but_no_possessive(text: str, found: list[str]) -> None:
    places = mentions(text, 0, len(text), KNOWN, ENGLISH)
    assert [text[each.start : each.end] for each in places] == found


def test_a_name_for_two_is_the_place_where_something_is() -> None:
    text = "Ostland lost. It was built in Ostland."
    assert [each.label for each in mentions(text, 0, len(text), KNOWN, ENGLISH)] == [
        "government",
        "place",
    ]


def test_candidates_are_typed_and_joined() -> None:
    text = (
        "Yesterday Mayor Jonas Velt met Ada Lund of Calder Hospital in Saltby. "
        "Later Velt said that Turkey and the U.S. agreed, the Saltby Courier wrote. "
        "The United States and the LT-4s came; Velt bought an LT-4."
    )
    places = [(text, each.start, each.end) for each in sentences(text, "en", paragraphs(text))]
    found = {each.name: (each.type, each.aliases) for each in candidates("s", places, ENGLISH)}
    assert found == {
        "Ada Lund": ("person", ()),
        "Calder Hospital": ("organisation", ()),
        "Jonas Velt": ("person", ("Velt",)),
        "LT-4": ("artefact", ("LT-4s",)),
        "Saltby": ("place", ()),
        "Saltby Courier": ("news_outlet", ()),
        "Turkey": ("government", ()),
        "United States": ("government", ("U.S.",)),
    }


# Shared text --------------------------------------------------------------------------------


def telling(name: str, text: str) -> Telling:
    return Telling(name, text, paragraphs(text))


def test_a_run_is_paired_with_its_first_appearance_only() -> None:
    run = "the sluices stay open until the talks in Saltby have ended"
    texts = [f"Before, {run}.", f"Yes: “{run},” he said.", f"{run.capitalize()}, again."]
    found = shared_runs([telling(str(n), text) for n, text in enumerate(texts)])
    assert [(each.earlier, each.later) for each in found] == [("0", "1"), ("0", "2")]
    for each in found:
        assert texts[int(each.later)][slice(*each.later_place)].lower() == run.lower()


def test_names_and_short_runs_are_no_reuse() -> None:
    names = "Ilse Korn Ada Lund Jonas Velt Orla Brandt Tove Lind"
    few = "the sluices stay open until Monday"
    assert shared_runs([telling("a", names), telling("b", names)]) == []
    assert shared_runs([telling("a", few), telling("b", few)]) == []


# Whatever the text --------------------------------------------------------------------------

HOSTILE = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.sampled_from(
            [
                "“", "”", '"', "„", "‘", "’", "''", "«", "»", ",", ".", ":", "\n", "\n\n", " ",
                "he said", "Ada Lund", "said", "that", "according to", "“We", "go,”", "🚧", "שלום",
                "\u200f", "e\u0301", "\xa0", "Monday", "31 February", "4 May 2031",
                "date 2031-99-99 ",
                "READ MORE:",
                "Source:", "©", "a@b.example", "who", "the US", "--", "U.S.", "told",
                "00.00.2000", "declined to say", "İ", "ß", "By Ada Lund", "(Reuters) - ",
            ]
        ),
        max_size=40,
    ).map(" ".join),
)  # fmt: skip


def checked(draft: ArticleDraft, codebook: Codebook) -> None:
    """Every span reproduces its text, has a label of its layer, and what tiles tiles."""
    text, known = draft.article.text, set()
    for each in draft.records():
        assert each.id not in known
        known.add(each.id)
        if isinstance(each, Span):
            assert each.text == text[each.start : each.end] != ""
            assert each.label in codebook.labels(each.layer)
            assert each.layer == "segment" or each.text == each.text.strip()
    tiled = [(each.start, each.end) for each in spans_of(draft) if each.layer == "segment"]
    assert tiles(sorted(tiled), len(text)) == []


@given(HOSTILE, st.sampled_from(["en", "de", "tr", "x"]))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_rules_and_the_same_comes_twice(raw: str, language: str) -> None:
    text = mask_emails(raw)
    if not text.strip():
        return
    one = article(text, language)
    codebook = load_codebook()
    names = candidates("s", [(text, 0, len(text))], words_for(language))
    known = registry([*names, entity("Ada Lund", "person"), entity("US", "government", "the US")])
    drafts = [draft_article(one, email_ranges(raw), known, words_for(language)) for _ in range(2)]
    checked(drafts[0], codebook)
    assert drafts[0].records() == drafts[1].records()


@given(st.lists(HOSTILE, min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_shared_runs_hold_the_same_words(texts: Sequence[str]) -> None:
    found = shared_runs([telling(str(n), text) for n, text in enumerate(texts)])
    for each in found:
        one = texts[int(each.earlier)][slice(*each.earlier_place)]
        other = texts[int(each.later)][slice(*each.later_place)]
        assert [w for w in one.lower().split() if w.isalpha()] == [
            w for w in other.lower().split() if w.isalpha()
        ]
        assert each.earlier != each.later


def test_another_language_keeps_the_rules_that_need_no_words() -> None:
    text = "Tunnel später\n\n„Der Boden ist weich“, sagte Ada Lund am 4.5.2031 in Saltby.\n"
    lund = entity("Ada Lund", "person")
    draft = draft_article(article(text, "de"), (), registry([lund]), words_for("de"))
    marked = {(each.layer, each.label, each.text) for each in spans_of(draft)}
    assert ("attribution", "content", "„Der Boden ist weich“") in marked
    assert ("time", "date", "4.5.2031") in marked
    assert ("mention", "person", "Ada Lund") in marked
    assert not any(label in ("cue", "source") for _, label, _ in marked)


def test_the_word_lists_name_labels_of_the_codebook() -> None:
    codebook = load_codebook()
    assert set(english.CUES) <= set(codebook.labels("cue_class"))
    assert set(PAGE) - {"related_heading"} <= set(codebook.labels("segment"))
    mods = {*english.TIMES["mod"].values(), *english.TIMES["amount"].values()}
    assert mods <= set(codebook.labels("timex_mod"))
    channels = {name[8:] for name in english.LISTS if name.startswith("channel_")}
    assert channels <= set(codebook.labels("channel"))


def test_an_empty_stretch_has_nothing() -> None:
    assert attributions("", (), (), ENGLISH) == []
    assert times("", 0, 0, None, ENGLISH) == []
    assert list(quotations("", (Range(start=0, end=0),))) == []
