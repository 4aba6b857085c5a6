"""Stories of other people, over the whole catalogue whatever types of exercises it has."""

import re
from collections import ChainMap
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import tomli

from tellings.lessons.catalogue import catalogue
from tellings.lessons.exercise import Exercise, NothingHereError
from tellings.lessons.formats.json import write as as_json
from tellings.lessons.items import Item, Quote
from tellings.lessons.layers import Layers
from tellings.lessons.making import make_lesson, words_of
from tellings.lessons.shown import Lesson, ShownItem, plain
from tellings.lessons.wording import Words, in_language
from tellings.records import Annotation, Span, kind_of
from tellings.store.schema_files import load_codebook
from tellings.story import R
from tests.conftest import Project, edit
from tests.lessons.bridge import STORY, TRANSLATION, bridge
from tests.lessons.loading import gold_files, loaded, made, wanted, without
from tests.lessons.sample import HOSTILE
from tests.lessons.stories import LONG_LINE, hostile, segments_only, write

NEEDS = sorted({need for each in catalogue() for need in each.needs})
LAYERS = sorted({*NEEDS, "span:wording", "span:claim", "span:time", "span:mention", "update"})


@pytest.fixture
def bridges(tmp_path: Path) -> Project:
    return write(tmp_path / "bridges", bridge())


def lesson(project: Project, story: str = STORY, **fields: Any) -> Lesson:
    data = loaded(project.seeds, story)
    return make_lesson(data, load_codebook(), wanted(project.seeds, data, **fields))


def test_the_stories_are_sound(tmp_path: Path) -> None:
    project = write(tmp_path / "all", bridge(), segments_only(), hostile())
    done = project.call("validate")
    assert (done.status, done.out) == (0, ""), done.err


def test_every_type_gives_items_or_says_why_not(bridges: Project) -> None:
    found = made(bridges.seeds, STORY)
    for exercise in catalogue():
        items, reason = found.found.get(exercise.name), found.missing.get(exercise.name)
        assert (items is None) != (reason is None), exercise.name
        assert reason is None or len(reason.split()) > 4


def test_every_kind_of_record_is_there_to_be_asked_about(bridges: Project) -> None:
    layers = Layers(loaded(bridges.seeds, STORY), load_codebook())
    assert [need for need in LAYERS if not layers.has(need)] == []


# Layers --------------------------------------------------------------------------------------


class Watched(Layers):
    """Layers that remember which kinds of records an exercise looked at."""

    def __init__(self, layers: Layers) -> None:
        super().__init__(layers.data, layers.codebook)
        object.__setattr__(self, "seen", set())

    seen: set[str]

    @cached_property
    def records(self) -> Any:
        return _Noting(Layers(self.data, self.codebook).records, self.seen)

    def of(self, cls: type[R], article: str | None = None) -> list[R]:
        if cls is Span:
            return super().of(cls, article)
        self.seen.add(kind_of(cls))
        return super().of(cls, article)

    def spans(self, article: str, layer: str, *labels: str) -> list[Span]:
        self.seen.add(f"span:{layer}")
        return super().spans(article, layer, *labels)


class _Noting(ChainMap[str, Annotation]):
    """Records by id, noting the kinds of those that are asked for by their ids."""

    def __init__(self, records: dict[str, Annotation], seen: set[str]) -> None:
        super().__init__(records)
        self._seen = seen

    def __getitem__(self, name: str) -> Annotation:
        found = super().__getitem__(name)
        self._seen.add(_kind(found))
        return found

    def get(self, name: str, default: Any = None) -> Any:
        try:
            return self[name]
        except KeyError:
            return default

    def values(self) -> Any:
        return self.maps[0].values()


def _kind(record: Annotation) -> str:
    return f"span:{record.layer}" if isinstance(record, Span) else kind_of(record)


def _items(exercise: Exercise, layers: Layers, words: Words) -> list[Item] | str:
    try:
        return exercise.items(layers, words)
    except NothingHereError as nothing:
        return str(nothing)


def _all(project: Project) -> dict[str, tuple[list[Item] | str, set[str]]]:
    """What each type gives, and which layers it looked at."""
    data = loaded(project.seeds, STORY)
    language = wanted(project.seeds, data).language
    codebook = in_language(load_codebook().extended(data.story.labels), language)
    found = {}
    for exercise in catalogue():
        watched = Watched(Layers(data, codebook))
        items = _items(exercise, watched, words_of(exercise, language))
        found[exercise.name] = items, watched.seen
    return found


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_less_takes_its_types_and_nothing_else(bridges: Project, layer: str) -> None:
    before = _all(bridges)
    kinds = {
        each["id"]: _named(each)
        for _, file in gold_files(bridges.seeds, STORY)
        for each in file["records"]
    }
    went = without(bridges.seeds, STORY, lambda record: _named(record) == layer)
    gone = {kinds[each] for each in went}
    assert layer in gone
    after = _all(bridges)
    left = Layers(loaded(bridges.seeds, STORY), load_codebook())
    for exercise in catalogue():
        now, seen = after[exercise.name][0], before[exercise.name][1]
        lost = [need for need in exercise.needs if not left.has(need)]
        if lost:
            assert isinstance(now, str)
            assert all(_said(need, now) for need in lost), now
        elif not seen & gone:
            assert now == before[exercise.name][0], exercise.name
        else:
            assert now != [], exercise.name
    assert all(
        layer not in each.needs or isinstance(after[each.name][0], str) for each in catalogue()
    )


def _named(record: dict[str, Any]) -> str:
    return f"span:{record['layer']}" if record["record"] == "span" else str(record["record"])


def _said(need: str, reason: str) -> bool:
    kind, _, layer = need.partition(":")
    codebook = in_language(load_codebook(), tomli.loads(TRANSLATION))
    title = codebook.inventories[layer].title if layer else kind.replace("-", " ")
    return title in reason


# Language ------------------------------------------------------------------------------------


def test_sentences_and_labels_are_in_the_language_of_the_story(bridges: Project) -> None:
    found = lesson(bridges)
    titles = {each.name: each.title for each in found.exercises}
    assert titles["who-says-so"] == "Wer sagt das?"
    assert titles["undated-page"] == "Seite ohne Datum"
    said = {plain(option.text) for item in found.items for option in item.options}
    label = "Ein Wort, das eine Aussage weniger sicher macht (Abschwächung)"
    assert {"am 3. März 2031", "Ja, es ist ein Ereignis", label} <= said
    assert found.words["opening"] == "Einstieg"
    assert "Amtsperson mit Namen" not in said or found.language == "de"
    assert found.untranslated > 0


def test_what_the_language_does_not_say_is_counted(bridges: Project) -> None:
    done = bridges.call("teach", STORY, "--list")
    assert re.search(r"\d+ sentences of the lesson stay English: codebook\.de\.toml", done.err)


FAULTS = {
    "an unknown inventory": ("[inventories.wrding]", "there is no inventory 'wrding'"),
    "an unknown label": (
        "[inventories.wording.labels.hegde]\ntitle = 'x'",
        "there is no label 'hegde' in inventories.wording.labels; did you mean 'hedge'?",
    ),
    "an unknown text of a label": (
        "[inventories.wording.labels.naming]\ntitel = 'x'",
        "there is no text 'titel'",
    ),
    "an unknown exercise": ("[lesson.who-says]\ntitle = 'x'", "there is no exercise or form"),
    "an unknown sentence": ("[lesson.json]\ntitel = 'x'", "there is no sentence 'titel'"),
    "an unknown table": ("[lessons]\ntitle = 'x'", "there is no table 'lessons'"),
    "a text that is a number": (
        "[inventories.wording.labels.naming]\ntitle = 3",
        "'title' is no text",
    ),
    "a table that is a text": ("[inventories.time]\nlabels = 'x'", "'labels' is no table"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_what_nothing_reads_is_told_with_file_and_line(bridges: Project, case: str) -> None:
    addition, message = FAULTS[case]
    path = bridges.seeds / STORY / "codebook.de.toml"
    text = f"{path.read_text('utf-8')}\n{addition}\n"
    path.write_text(text, "utf-8")
    done = bridges.call("teach", STORY, "--list")
    assert done.status == 1
    number = re.search(rf"seeds/{STORY}/codebook\.de\.toml:(\d+): ", done.err)
    assert number is not None, done.err
    assert int(number[1]) > text.count("\n") - 3
    assert message in done.err


def test_a_sentence_that_lacks_a_place_or_has_one_more_is_told(bridges: Project) -> None:
    path = bridges.seeds / STORY / "codebook.de.toml"
    edit(path, "{outlet} selbst, ohne eine Quelle zu nennen", "{Blatt} selbst")
    done = bridges.call("teach", STORY, "--list")
    assert done.status == 1
    assert re.search(r"codebook\.de\.toml:\d+: 'outlet' must have the places \{outlet\}", done.err)


def test_every_fault_of_the_language_is_told_at_once(bridges: Project) -> None:
    path = bridges.seeds / STORY / "codebook.de.toml"
    faults = "\n[inventories.wrding]\n[inventories.segmint]\n[lesson.nothing]\n"
    path.write_text(path.read_text("utf-8") + faults, "utf-8")
    done = bridges.call("teach", STORY, "--list")
    assert all(name in done.err for name in ("wrding", "segmint", "nothing"))


def test_a_file_that_is_no_toml_is_told(bridges: Project) -> None:
    (bridges.seeds / STORY / "codebook.de.toml").write_text("[lesson", "utf-8")
    done = bridges.call("teach", STORY, "--list")
    assert done.status == 1
    assert "codebook.de.toml" in done.err


# Seed, bytes, changes ------------------------------------------------------------------------


def _answers(item: ShownItem) -> Any:
    """What is right, by the texts that a student reads and not by their letters."""
    texts = {each.id: plain(each.text) for each in item.options}
    keys = sorted(texts[each] for each in item.key)
    rows = sorted((plain(row.text), texts[row.key]) for row in item.rows)
    pairs = sorted((texts[each.first], texts[each.second], each.same) for each in item.pairs)
    return keys, rows, pairs


def test_a_seed_changes_the_order_and_never_the_keys(bridges: Project) -> None:
    first, other = lesson(bridges, seed=0), lesson(bridges, seed=7)
    assert first != other
    assert [each.id for each in first.items] == [each.id for each in other.items]
    assert [_answers(each) for each in first.items] == [_answers(each) for each in other.items]
    orders = [[plain(option.text) for option in item.options] for item in first.items]
    others = [[plain(option.text) for option in item.options] for item in other.items]
    assert orders != others
    assert [sorted(each) for each in orders] == [sorted(each) for each in others]


def test_the_same_data_give_the_same_bytes(bridges: Project, tmp_path: Path) -> None:
    again = write(tmp_path / "again", bridge())
    one, two = (as_json(lesson(each), Words({})).files for each in (bridges, again))
    assert one == two


def test_one_changed_character_of_an_article_fails_the_build(bridges: Project) -> None:
    edit(bridges.seeds / STORY / "articles" / "kurier.txt", "begannen", "begonnen")
    done = bridges.call("teach", STORY, "--only", "json")
    assert done.status == 1
    assert "articles/kurier.txt" in done.err
    assert "hash-mismatch" in done.err
    assert not (bridges.root / "lessons").exists()


def test_a_story_with_segments_only_is_told_politely(tmp_path: Path) -> None:
    project = write(tmp_path / "bare", segments_only())
    done = project.call("teach", "tunnel")
    assert done.status == 1
    assert "tunnel gives no lesson yet" in done.err
    assert "docs/guidelines.md" in done.err
    assert "Traceback" not in done.err
    assert not (project.root / "lessons").exists()


# Hostile text --------------------------------------------------------------------------------


def test_hostile_text_is_asked_about_like_any_other(tmp_path: Path, bridges: Project) -> None:
    project = write(tmp_path / "hostile", hostile())
    found, plain_ones = made(project.seeds, "feind"), made(bridges.seeds, STORY)
    assert set(found.found) == set(plain_ones.found)
    lines = [item for items in found.found.values() for item in items]
    assert all(quote.text != LONG_LINE for item in lines for quote in _quotes(item))
    text = as_json(lesson(project, "feind"), Words({})).files["lesson.json"].decode()
    assert "<script>alert(1)</script>" in text
    assert HOSTILE.split("\u202e")[0].rsplit("`", 1)[0].split('"')[0] in text


def _quotes(item: Item) -> list[Quote]:
    return [*item.reading, *(each for each in item.stem if isinstance(each, Quote))]
