"""What to expect of the talks: read off links and divergences, outside evidence kept apart."""

from pathlib import Path

from tellings.lessons import sentences
from tellings.lessons.layers import EXTERNAL, SHOWN, Layers
from tellings.lessons.making import make_lesson
from tellings.lessons.showing.expecting import Expecting
from tellings.lessons.wording import Words
from tellings.records import Divergence, Event, EventLink
from tellings.store.schema_files import load_codebook
from tests.lessons.loading import loaded, wanted

SEEDS = Path(__file__).parents[2] / "seeds"
STORY = "s400-working-group"


def test_every_link_from_outside_is_told_apart_from_the_texts() -> None:
    data = loaded(SEEDS, STORY)
    layers = Layers(data, load_codebook())
    letters = {name: "ABCDE"[at] for at, name in enumerate(layers.articles)}
    expecting = Expecting(layers, letters, Words(sentences.WORDS))
    found = expecting.events()
    outside = [e for e in layers.of(EventLink) if e.basis == EXTERNAL and e.relation == "distinct"]
    first = found[: len(outside)]
    assert all(each.outside for each in first)
    assert not any(each.outside for each in found[len(outside) :])
    for link in outside:
        titles = [e.title for e in layers.of(Event) if e.id in (link.from_event, link.to_event)]
        (told,) = [each for each in first if all(title in each.question for title in titles)]
        assert all(each.ref in told.outside[0] for each in link.evidence if each.kind == "url")
        open_ = any(
            {each.from_event, each.to_event} == {link.from_event, link.to_event}
            and each.basis in SHOWN
            and each.relation == "unsure"
            for each in layers.of(EventLink)
        )
        assert not open_ or told.texts == (sentences.WORDS["expect-unsure"],)


def test_every_divergent_answer_is_told_and_what_could_not_be_known_is_no_silence() -> None:
    data = loaded(SEEDS, STORY)
    lesson = make_lesson(data, load_codebook(), wanted(SEEDS, data))
    told = {each.question: each for each in lesson.questions}
    for each in Layers(data, load_codebook()).of(Divergence):
        if each.question not in told:
            continue
        for answer in each.answers:
            lines = told[each.question]
            if answer.status == "answered" and answer.basis != EXTERNAL:
                assert any((answer.answer or "") in line for line in lines.texts)
            if answer.status == "not_yet_knowable":
                assert any("could not know it yet" in line for line in lines.outside)
                assert not any("could not" in line for line in lines.texts)
