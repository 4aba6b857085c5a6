"""Undated pages, one event or two, update notes: keys, and what no key rests on."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.lessons.items import Item, Kind, Quote
from tellings.lessons.material.days import DAY_WORDS, days
from tellings.lessons.scoring import score_set
from tellings.lessons.wording import Words
from tests.conftest import Project
from tests.lessons.bridge import STORY, bridge
from tests.lessons.loading import edit_gold, made
from tests.lessons.stories import write

JSON = dict[str, Any]
TYPES = ("undated-page", "same-event", "update-note")
SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def ours(name: str) -> tuple[Item, ...]:
    """The items of a type that the five articles give."""
    return made(SEEDS, "s400-working-group").found[name]


@pytest.fixture
def bridges(tmp_path: Path) -> Project:
    return write(tmp_path / "bridges", bridge())


def changed(project: Project, change: Callable[[JSON], None]) -> dict[str, tuple[Item, ...]]:
    """The items of the bridge after a change of gold's records."""
    edit_gold(project.seeds, STORY, change)
    return dict(made(project.seeds, STORY).found)


def of_kind(items: tuple[Item, ...], kind: Kind) -> list[Item]:
    return [each for each in items if each.kind is kind]


def words(text: Any) -> str:
    return "".join(each.text if isinstance(each, Quote) else each for each in text)


def keyed(item: Item) -> list[str]:
    return [words(each.text) for each in item.options if each.id in item.key]


def asking(items: Sequence[Item], *said: str) -> Item:
    """The one item whose stem and passages say all of that."""
    texts = {each.id: words(each.stem) + "".join(q.text for q in each.reading) for each in items}
    (found,) = (each for each in items if all(one in texts[each.id] for one in said))
    return found


@pytest.mark.parametrize("name", TYPES)
def test_the_five_articles_give_three_items_and_more(name: str) -> None:
    assert len([each for each in ours(name) if each.marked]) >= 3
    assert [each.id for each in ours(name)] == [
        f"{name}:{at}" for at in range(1, 1 + len(ours(name)))
    ]


@pytest.mark.parametrize("name", TYPES)
def test_every_option_of_an_item_has_a_reason_of_its_own(name: str) -> None:
    for item in ours(name):
        reasons = [words(each.why) for each in item.options]
        assert len(set(reasons)) == len(reasons), item.id


@pytest.mark.parametrize("name", TYPES)
def test_neither_place_nor_length_gives_a_choice_away(name: str) -> None:
    choices = of_kind(ours(name), Kind.CHOICE)
    longest = sum(
        keyed(each)[0] == max((words(o.text) for o in each.options), key=len) for each in choices
    )
    assert longest <= len(choices) / 2
    assert all(not each.fixed or len({one.key for one in choices}) == 3 for each in choices)


# Undated pages -------------------------------------------------------------------------------


def test_a_third_of_the_passages_to_search_is_clean() -> None:
    marks = of_kind(ours("undated-page"), Kind.MARK)
    assert sum(each.clean for each in marks) >= 0.3 * len(marks)
    everything = {each.id: [option.id for option in each.options] for each in marks}
    assert score_set(marks, everything) == 0
    assert score_set(marks, {}) == 0
    assert score_set(marks, {each.id: each.key for each in marks}) == len(marks)


def test_the_clock_of_a_page_is_no_date_and_not_said_to_name_none() -> None:
    items = ours("undated-page")
    clock = "18 January 2021"
    offered = [words(o.text) for m in of_kind(items, Kind.MARK) for o in m.options]
    assert not [each for each in offered if clock in each]
    assert all(clock not in each.reading[0].text for each in of_kind(items, Kind.MARK))
    choice = asking(items, "The article of Sputnik was written")
    assert keyed(choice) == ["in December 2017 or later"]
    (wrong,) = (each for each in choice.options if clock in words(each.text))
    assert "written by then" in words(wrong.why)


def test_a_date_that_a_tool_put_down_is_not_asked_for() -> None:
    choices = of_kind(ours("undated-page"), Kind.CHOICE)
    asked = {words(each.stem).split(" was written")[0].split(" of ")[-1] for each in choices}
    assert asked == {"Ahval", "Sputnik"}


def test_what_counts_from_the_day_of_writing_is_a_foil() -> None:
    marks = of_kind(ours("undated-page"), Kind.MARK)
    found = {words(o.text): o.id in m.key for m in marks for o in m.options}
    assert found["3 April"]
    assert found["29 April"]
    assert not found["this year"]
    assert not found["this month"]


def test_a_date_that_only_a_page_outside_shows_is_no_key() -> None:
    for item in of_kind(ours("undated-page"), Kind.CHOICE):
        assert all("29 April 2019" not in words(option.text) for option in item.options)


def test_an_article_is_not_said_to_have_no_limit_where_passes_differ_on_one() -> None:
    asked = [words(each.stem) for each in of_kind(ours("undated-page"), Kind.CHOICE)]
    assert not [each for each in asked if "Al Jazeera" in each]


def test_what_a_source_said_would_come_may_have_come_and_told_as_past_is_not_before() -> None:
    match = asking(ours("undated-page"), "News.az wrote the article")
    assert match.kind is Kind.MATCH
    keys = {row.text[0].text: row.key for row in match.rows if isinstance(row.text[0], Quote)}
    assert "by April 2020" not in keys
    assert keys["December 2017"] == "not-before"
    assert keys["some time"] == "tells-nothing"


def test_no_row_has_a_clock_or_a_time_that_counts_from_the_day_of_writing() -> None:
    matches = of_kind(ours("undated-page"), Kind.MATCH)
    rows = {row.text[0].text for m in matches for row in m.rows if isinstance(row.text[0], Quote)}
    assert rows.isdisjoint({"Friday", "this week", "now", "July", "this month"})
    assert not any("GMT" in each for each in rows)


def test_passages_to_search_have_a_time_and_a_foil() -> None:
    marks = of_kind(ours("undated-page"), Kind.MARK)
    for each in marks:
        whys = {words(option.text): words(option.why) for option in each.options}
        assert [text for text, why in whys.items() if "names no time at all" not in why], each.id
        assert len(each.options) > len(each.key), each.id
    assert all(each.difficulty < 3 for each in marks)


def test_a_day_whose_year_is_open_is_told_to_give_no_narrower_bound() -> None:
    choice = asking(ours("undated-page"), "The article of Sputnik was written")
    right = words(next(each.why for each in choice.options if each.id in choice.key))
    assert "3 April" in right
    assert "which year" in right


def test_a_value_from_outside_is_neither_asked_for_nor_offered(bridges: Project) -> None:
    def outside(record: JSON) -> None:
        if record.get("text") == "Juni 2031":
            record["timex"]["basis"] = "external"

    items = changed(bridges, outside)["undated-page"]
    offered = {words(o.text) for m in of_kind(items, Kind.MARK) for o in m.options}
    rows = {row.text[0] for m in of_kind(items, Kind.MATCH) for row in m.rows}
    assert "Juni 2031" not in offered
    assert all(isinstance(each, Quote) and each.text != "Juni 2031" for each in rows)


def test_a_future_that_another_article_tells_as_past_bounds_a_page(bridges: Project) -> None:
    toml = bridges.seeds / STORY / "story.toml"
    blatt = toml.read_text("utf-8").split("[[articles]]")[2]
    undated = blatt.split("[articles.published]")[0]
    toml.write_text(toml.read_text("utf-8").replace(blatt, f"{undated}\n"), "utf-8")
    choice = asking(made(bridges.seeds, STORY).found["undated-page"], "of Flussblatt was written")
    assert keyed(choice) == ["zwischen 3. März 2031 und Juni 2031"]


def test_a_date_that_no_words_of_an_article_show_is_not_asked_for(bridges: Project) -> None:
    toml = bridges.seeds / STORY / "story.toml"
    head, tail = toml.read_text("utf-8").split("[articles.published_in_text]", 1)
    shown = 'evidence = [{ kind = "span", ref = "bruecke:bote:span:datum" }]'
    named = 'evidence = [{ kind = "file_name", ref = "bote-2031-03-03.txt" }]'
    assert shown in tail
    text = f"{head}[articles.published_in_text]{tail.replace(shown, named, 1)}"
    toml.write_text(text, "utf-8")
    items = made(bridges.seeds, STORY).found["undated-page"]
    asked = [words(each.stem) for each in of_kind(items, Kind.CHOICE)]
    assert not [each for each in asked if "Lindentaler Bote" in each]
    assert [each for each in asked if "Flussblatt" in each]


@given(st.dates(), st.dates())
def test_days_are_said_with_both_ends(first: Any, last: Any) -> None:
    first, last = sorted((first, last))
    said = days(Words(DAY_WORDS), (first, last))
    assert f"{first.year:04}" in said
    assert f"{last.year:04}" in said
    assert days(Words(DAY_WORDS), (first, None)).endswith("or later")
    assert days(Words(DAY_WORDS), (None, last)).endswith("or earlier")


def test_no_day_cannot_be_said() -> None:
    with pytest.raises(ValueError, match="no day"):
        days(Words(DAY_WORDS), (None, None))


# One event or two ----------------------------------------------------------------------------


def test_whether_two_calls_are_one_cannot_be_told() -> None:
    item = asking(ours("same-event"), "Bloomberg writes phone call, and Al Jazeera writes phone")
    assert item.key == ("untold",)
    shown = words(item.options[2].why)
    assert "Wednesday" in shown
    assert "2019" not in words(item.stem) + "".join(words(each.text) for each in item.options)


def test_one_event_is_said_only_where_both_texts_give_one_time() -> None:
    choices = of_kind(ours("same-event"), Kind.CHOICE)
    told = [words(each.stem) for each in choices]
    assert not [each for each in told if "offer" in each or "agreement" in each]
    for each in choices:
        if each.key == ("same",):
            assert "gives no day" not in words(each.options[0].why)
            assert "this week" not in words(each.options[0].why)


def test_two_events_of_other_days_are_not_asked_where_nobody_takes_them_for_one() -> None:
    assert not [each for each in ours("same-event") if "dialogue" in words(each.stem)]


def test_what_keeps_two_events_apart_can_be_read() -> None:
    item = asking(of_kind(ours("same-event"), Kind.CHOICE), "Bloomberg writes warned")
    assert item.key == ("different",)
    read = "".join(each.text for each in item.reading)
    assert all(each in read for each in ("2019-05-31", "in July", "2019-12-05"))


def test_what_is_only_threatened_is_not_asked_to_be_one_with_what_was_done() -> None:
    assert not [each for each in ours("same-event") if "freeze" in words(each.stem)]


def test_two_events_are_said_only_where_days_keep_them_apart() -> None:
    for each in of_kind(ours("same-event"), Kind.CHOICE):
        if each.key == ("different",):
            assert words(each.options[1].why).count("tells was") == 2


def test_the_path_plays_a_clear_yes_beside_the_two_calls() -> None:
    easy = [each for each in ours("same-event") if each.difficulty == 1]
    assert [each.key for each in easy] == [("same",), ("untold",)]
    assert "inked" in words(easy[0].stem)
    assert words(easy[1].stem).count("phone call") == 2


def test_a_shared_year_alone_makes_no_event_one(bridges: Project) -> None:
    def one(record: JSON) -> None:
        if record.get("record") == "span" and record.get("timex"):
            record["timex"]["value"] = "2031"

    before = made(bridges.seeds, STORY).found["same-event"]
    after = changed(bridges, one)["same-event"]
    assert [each for each in before if each.key == ("same",)]
    assert not [each for each in after if each.key == ("same",)]


def test_each_answer_is_right_somewhere() -> None:
    keys = [each.key for each in of_kind(ours("same-event"), Kind.CHOICE)]
    assert {each[0] for each in keys} == {"same", "different", "untold"}
    assert max(map(keys.count, keys)) <= len(keys) / 2


def test_titles_of_events_that_tell_too_much_are_not_shown() -> None:
    for item in ours("same-event"):
        shown = words(item.stem) + words(item.why)
        shown += "".join(words(each.text) + words(each.why) for each in item.options)
        assert "29 April 2019" not in shown


def test_the_timeline_holds_no_date_from_outside() -> None:
    (order,) = of_kind(ours("same-event"), Kind.ORDER)
    texts = [words(each.text) for each in order.options]
    assert [text.split(" in ")[0] for text in texts] == [
        "inked",
        "phone call",
        "reported",
        "remove",
    ]
    assert len(order.pairs) == 6


def test_a_link_from_outside_decides_nothing(bridges: Project) -> None:
    before = made(bridges.seeds, STORY).found["same-event"]
    assert asking(before, "Treffen", "Kurier am Wehr").key == ("untold",)

    def outside(record: JSON) -> None:
        if record.get("relation") == "unsure" and "treffen" in record["from_event"]:
            record["basis"] = "external"
            record["evidence"] = [{"kind": "url", "ref": "https://kurier.example/bruecke"}]

    after = changed(bridges, outside)["same-event"]
    assert all("Kurier am Wehr writes Treffen" not in words(each.stem) for each in after)


def test_a_link_that_decides_goes_before_one_that_does_not(bridges: Project) -> None:
    def also(record: JSON) -> None:
        if record.get("relation") == "distinct" and record["basis"] == "external":
            record["basis"] = "in_text"
        if record["id"] == "bruecke:kurier:event-mention:e1":
            record["identity_basis"] = "in_text"
        if record["id"] == "bruecke:event:treffen-kurier":
            record["date"] |= {"basis": "in_text", "evidence": june}

    june = [{"kind": "span", "ref": "bruecke:kurier:span:juni"}]
    after = changed(bridges, also)["same-event"]
    assert asking(after, "Kurier am Wehr writes Treffen").key == ("different",)


def test_where_a_pass_says_nothing_there_is_no_difference_to_talk_about(bridges: Project) -> None:
    items = made(bridges.seeds, STORY).found["same-event"]
    talks = of_kind(items, Kind.DISCUSS)
    assert not [each for each in talks if "warnte" in words(each.stem)]
    for talk in of_kind(ours("same-event"), Kind.DISCUSS):
        assert sum(each.agree for each in talk.votes) == talk.votes[0].of
        assert all(each.contested for each in talk.votes)
        assert all("{" not in words(each.why) for each in talk.options)


def test_a_pass_that_holds_two_events_for_one_is_heard() -> None:
    talks = of_kind(ours("same-event"), Kind.DISCUSS)
    assert [each.agree for each in talks[0].votes] == [1, 0, 1]


# Update notes --------------------------------------------------------------------------------


def test_the_note_of_the_story_names_six_paragraphs() -> None:
    items = ours("update-note")
    match = of_kind(items, Kind.MATCH)[0]
    keys = {words(row.text)[:20]: row.key for row in match.rows}
    assert keys['"We have been clear '] == "added"
    assert keys["The Turkish Presiden"] == "before"
    assert keys["Bloomberg's report s"] == "before"
    choice = of_kind(items, Kind.CHOICE)[0]
    assert keyed(choice)[0].startswith('"We have been clear that obtaining')
    tick = of_kind(items, Kind.TICK)[0]
    assert keyed(tick) == ["Eric Pahon"]


def test_what_passes_differ_on_in_wording_comes_with_what_labels_mean(bridges: Project) -> None:
    items = made(bridges.seeds, STORY).found["update-note"]
    talk = asking(items, "dürfte")
    assert words(talk.options[0].text).startswith("Ein Wort, das eine Aussage weniger sicher macht")
    assert words(talk.options[0].text).endswith(")")
    assert [(each.agree, each.of) for each in talk.votes] == [(1, 2), (1, 2)]
    assert not [each for each in items if "durchgesetzt" in words(each.stem)]


def test_an_update_that_passes_see_otherwise_is_not_asked(bridges: Project) -> None:
    path = bridges.seeds / STORY / "annotations" / "pass-b" / "flussblatt.json"
    text = path.read_text("utf-8")
    assert '"bruecke:flussblatt:span:neu-2"' in text
    path.write_text(
        text.replace('"bruecke:flussblatt:span:neu-2"\n', '"bruecke:flussblatt:span:a4-c"\n')
    )
    items = made(bridges.seeds, STORY).found["update-note"]
    assert {each.kind for each in items} == {Kind.DISCUSS}


@pytest.mark.parametrize("name", TYPES)
def test_no_name_of_a_label_is_shown(name: str) -> None:
    for item in ours(name):
        shown = [item.stem, item.why, *(each.text for each in item.options)]
        shown += [each.why for each in item.options]
        plain = "".join(each for text in shown for each in text if isinstance(each, str))
        assert "_" not in plain, item.id


def test_no_source_is_offered_that_may_be_one_of_the_key() -> None:
    tick = of_kind(ours("update-note"), Kind.TICK)[0]
    offered = [words(each.text) for each in tick.options]
    assert "Eric Pahon" in offered
    assert "a National Security Council spokesperson" not in offered
    assert "Pentagon" not in offered
    assert len(offered) > len(tick.key)


def test_who_may_have_spoken_without_a_name_is_not_said_to_speak_in_the_update_only() -> None:
    tick = of_kind(ours("update-note"), Kind.TICK)[0]
    assert "Garrett Marquis" not in [words(each.text) for each in tick.options]


def test_no_two_sources_are_offered_that_may_be_one() -> None:
    tick = of_kind(ours("update-note"), Kind.TICK)[0]
    assert len([each for each in tick.options if "Bloomberg" in words(each.text)]) == 1


def test_what_is_marked_or_talked_about_as_loaded_is_not_talked_about_once_more() -> None:
    asked = {each for item in ours("loaded-words") for each in item.records}
    talks = of_kind(ours("update-note"), Kind.DISCUSS)
    assert talks
    assert asked.isdisjoint(each for item in talks for each in item.records)
    for talk in talks:
        assert sum(each.agree for each in talk.votes) == talk.votes[0].of
        assert all(each.contested for each in talk.votes)


def test_paragraphs_are_counted_as_the_stem_says() -> None:
    items = ours("update-note")
    for each in (*of_kind(items, Kind.MATCH), *of_kind(items, Kind.CHOICE)):
        assert "leave out the headline and the note" in words(each.stem)
