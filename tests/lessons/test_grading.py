"""Marks against a key: bands, one to one, hits and false alarms, and what a class talks about."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.lessons.grading import Band, Grade, agreement, grade, to_talk_about
from tellings.records import Article, Span
from tests.lessons.sample import GAZETTE, story

ARTICLE: Article = story({"gazette": GAZETTE}).articles["harbour:gazette"]
LABELS = ("loaded_language", "hedge")


def span(start: int, end: int, label: str = LABELS[0], number: int = 0) -> Span:
    return Span(
        id=f"{ARTICLE.id}:span:{number:03}",
        article_id=ARTICLE.id,
        layer="wording",
        label=label,
        start=start,
        end=end,
        text=GAZETTE[start:end],
        status="draft",
    )


def at(words: str, label: str = LABELS[0]) -> Span:
    return span(*_place(words), label)


def _place(words: str) -> tuple[int, int]:
    start = GAZETTE.index(words)
    return start, start + len(words)


def bands(marks: list[Span], key: list[Span], contested: tuple[Span, ...] = ()) -> Grade:
    return grade("s01", ARTICLE, marks, key, contested)


def test_each_band_by_an_example() -> None:
    key = [at("squabbled"), at("The ground is softer"), at("a year late, the city"), at("hurt")]
    marks = [at("squabbled"), at("The ground is"), at("on Monday")]
    found = bands(marks, key)
    assert [each.band for each in found.found] == [
        Band.EXACT,
        Band.OVERLAPS,
        Band.SENTENCE,
        Band.MISSED,
    ]
    assert (found.hits, found.hit_rate, found.false_alarm_rate) == (2, 0.5, 0.0)


def test_another_label_finds_nothing_and_is_too_much() -> None:
    found = bands([at("squabbled", "hedge")], [at("squabbled")])
    assert found.found[0].band is Band.MISSED
    assert found.over == (at("squabbled", "hedge"),)
    assert found.false_alarm_rate == 1.0


def test_one_mark_finds_one_span_and_the_nearest_first() -> None:
    key = [at("squabbled over"), at("squabbled")]
    found = bands([at("squabbled")], key)
    assert [each.band for each in found.found] == [Band.MISSED, Band.EXACT]


def test_where_readings_differ_a_mark_counts_neither_way() -> None:
    found = bands([at("squabbled"), at("hurt")], [], (at("squabbled over"),))
    assert found.open == (at("squabbled"),)
    assert found.over == (at("hurt"),)
    assert found.hit_rate is None


ranges = st.tuples(st.integers(0, len(GAZETTE) - 2), st.integers(1, 40)).map(
    lambda pair: (pair[0], min(len(GAZETTE), pair[0] + pair[1]))
)
spans = st.lists(
    st.builds(lambda r, label: span(r[0], r[1], label), ranges, st.sampled_from(LABELS)), max_size=8
)


@given(spans, spans)
def test_every_mark_is_counted_once_and_every_span_has_a_band(
    marks: list[Span], key: list[Span]
) -> None:
    found = bands(marks, key)
    used = [each.mark for each in found.found if each.mark]
    assert sorted(map(id, [*used, *found.over, *found.open])) == sorted(map(id, marks))
    assert [each.key for each in found.found] == key
    assert all((each.mark is None) == (each.band is Band.MISSED) for each in found.found)


@given(spans)
def test_the_key_itself_is_found_exactly_whatever_its_order(key: list[Span]) -> None:
    found = bands(list(reversed(key)), key)
    assert all(each.band is Band.EXACT for each in found.found)
    assert found.over == ()


def test_who_marks_everything_is_told_so() -> None:
    everything = [span(each.start, each.end) for each in ARTICLE.sentences]
    found = bands(everything, [at("squabbled")])
    assert found.false_alarm_rate is not None
    assert found.false_alarm_rate >= 0.75


def test_a_class_talks_first_about_what_half_of_it_marked() -> None:
    key = [at("squabbled"), at("softer")]
    work = {
        "s01": [at("squabbled"), at("softer"), at("Nobody was hurt")],
        "s02": [at("squabbled"), at("Nobody")],
        "s03": [at("squabbled"), at("softer")],
        "s04": [at("squabbled")],
    }
    grades = [grade(who, ARTICLE, marks, key) for who, marks in work.items()]
    first, second = to_talk_about(grades)[:2]
    assert (first.span, first.students, first.in_key) == (at("softer"), ("s01", "s03"), True)
    assert (second.students, second.of, second.in_key) == (("s01", "s02"), 4, False)
    assert all(each.span.text != "squabbled" for each in to_talk_about(grades))


def test_a_class_that_was_asked_two_things_talks_about_each_by_itself() -> None:
    words = [span(*_place("squabbled"), number=1), span(*_place("softer"), number=2)]
    claims = [span(*_place("Nobody was hurt"), number=3)]
    first = [grade(who, ARTICLE, words[: number + 1], words) for number, who in enumerate("ab")]
    second = [grade(who, ARTICLE, claims[:number], claims) for number, who in enumerate("ab")]
    told = {each.span.text: (each.students, each.of) for each in to_talk_about(first + second)}
    assert told == {"softer": (("b",), 2), "Nobody was hurt": (("b",), 2)}


def test_agreement_is_one_for_the_same_marks_and_less_for_others() -> None:
    same = [at("squabbled"), at("softer")]
    assert agreement([same, same, same], len(GAZETTE)) == 1.0
    mixed = agreement([same, [at("squabbled")], [at("hurt")]], len(GAZETTE))
    assert mixed is not None
    assert mixed < 0.7
    assert agreement([same], len(GAZETTE)) is None
    assert agreement([[], []], len(GAZETTE)) is None
