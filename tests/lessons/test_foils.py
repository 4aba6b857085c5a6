"""Wrong answers: near ones first, and a right one whose length says nothing."""

from hypothesis import given
from hypothesis import strategies as st

from tellings.lessons.items import Quote
from tellings.lessons.material.foils import Foil, between
from tellings.lessons.material.vocabulary import has_run, same_words

SIZES = st.lists(st.integers(1, 300), min_size=3, max_size=12)


def foil(size: int, far: int = 0) -> Foil:
    return Foil(Quote("a", 0, size, "x" * size), ("why",), far)


@given(SIZES, st.integers(1, 300), st.integers(0, 5000))
def test_three_different_foils_are_taken_however_long_they_are(
    sizes: list[int], size: int, start: int
) -> None:
    foils = [foil(each) for each in sizes]
    kept = between(Quote("a", start, start + size, "k" * size), foils, 3)
    assert len(kept) == 3
    assert all(each in foils for each in kept)


def test_over_many_places_the_key_has_every_rank_among_the_lengths() -> None:
    foils = [foil(size) for size in (10, 20, 30, 60, 70, 80)]
    ranks = set()
    for start in range(8):
        kept = between(Quote("a", start, start + 45, "k" * 45), foils, 3)
        ranks.add(sum(len(each.quote.text) > 45 for each in kept))
    assert ranks == {0, 1, 2, 3}


def test_near_foils_come_before_far_ones() -> None:
    near = [foil(size) for size in (5, 200, 300)]
    far = [foil(size, far=1) for size in (44, 45, 46)]
    kept = between(Quote("a", 0, 45, "k" * 45), [*far, *near], 3)
    assert {each.far for each in kept} == {0}


@given(st.text(max_size=30), st.text(max_size=30))
def test_words_within_words_are_the_same_in_either_order(one: str, other: str) -> None:
    a, b = (Quote("a", 0, len(text), text) for text in (one, other))
    assert same_words(a, b) == same_words(b, a)
    assert same_words(a, a)


def test_a_run_of_words_does_not_mind_no_break_spaces_marks_and_capitals() -> None:
    assert has_run("“The sky\xa0was blue,” he said", "they say the sky was blue", 4)
    assert not has_run("the sky was blue", "the sky wasn’t very blue", 4)
