"""Folding: what stays the same under white space, marks and Unicode forms, and the way back."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tellings.folding import fold

WORDS = st.text(
    st.sampled_from(
        "abcXYZ019 \n\t\u00a0\u200b\u00ad\u2009“”‘’'\"«»—–-.,…ﬁ½éñü\u0301\u0308ΩЖ中ｱﾞ각🚧"
    ),
    max_size=60,
)
FORMS = st.sampled_from(("NFC", "NFD", "NFKC", "NFKD"))


@given(WORDS, FORMS)
def test_the_form_of_a_copy_does_not_matter(text: str, form: str) -> None:
    again = unicodedata.normalize(form, text)  # type: ignore[arg-type]
    assert fold(again).text == fold(text).text


@given(WORDS)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text).text
    if "''" not in once and "--" not in once:  # marks with white space between are two
        assert fold(once).text == once


@given(st.lists(st.text("abcé'“—🚧", min_size=1), max_size=9), st.data())
def test_white_space_does_not_matter(words: list[str], data: st.DataObject) -> None:
    spaces = st.text(" \n\t\u00a0\u2009\u3000", min_size=1, max_size=3)
    one, other = ("".join(word + data.draw(spaces) for word in words) for _ in range(2))
    assert fold(one).text == fold(other).text


@given(st.text("ab 'c-", max_size=30))
def test_other_marks_are_the_same_marks(text: str) -> None:
    for mark, others in (("'", '"“”‘’«»„`'), ("-", "–—‑−")):
        for other in others:
            assert fold(text.replace(mark, other)).text == fold(text).text


@given(WORDS, st.data())
def test_the_way_back_leads_to_what_was_folded(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    if not folded.text:
        return
    end = data.draw(st.integers(1, len(folded.text)))
    start = data.draw(st.integers(0, end - 1))
    low, high = folded.back(start, end)
    assert 0 <= low < high <= len(text)
    assert folded.text[start:end] in fold(text[low:high]).text
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(st.lists(st.text("aé\u0301ﬁ.x", min_size=1, max_size=5), min_size=1, max_size=8))
def test_a_part_folds_to_a_part(words: list[str]) -> None:
    text = " ".join(words)
    folded, at = fold(text), 0
    for word in words:
        low, high = folded.range_of(at, at + len(word))
        if unicodedata.combining(word[0]) == 0:
            assert folded.text[low:high] == fold(word).text
        at += len(word) + 1


def test_letter_case_and_letters_stay() -> None:
    assert fold("US us Straße").text == "USusStraße"
    assert fold("defence").text != fold("defense").text
