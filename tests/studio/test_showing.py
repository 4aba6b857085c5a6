"""What a page shows of records is read back as the same records, whatever they are."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.parts import load_story
from tellings.records import Annotation, Attribution, Span, Stance
from tellings.store.schema_files import load_codebook, load_schemas
from tellings.story import StoryData
from tellings.studio.checking import check_results
from tellings.studio.config import label_config
from tellings.studio.controls import parse_config
from tellings.studio.fields import same
from tellings.studio.forms import FORMS
from tellings.studio.pages import Page, UnknownLayerError, page_of
from tellings.studio.registry import Registry, registry_of
from tellings.studio.showing import shown
from tellings.studio.understanding import Understood, understood
from tellings.studio.wanted import unsettled

PROJECT = Path(__file__).parents[2]
CODEBOOK = load_codebook()
PAGES = ("all", *CODEBOOK.steps)


def story() -> StoryData:
    data, _, _ = load_story(PROJECT / "seeds", "s400-working-group", load_schemas())
    assert data is not None
    return data


STORY = story()


def page(name: str) -> Page:
    return page_of(CODEBOOK, () if name == "all" else (name,))


def drafts(pass_name: str, article: str) -> list[Annotation]:
    return [unsettled(each) for each in STORY.passes[pass_name].of_article(article)]


def lists_of(pass_name: str) -> Registry:
    alone = StoryData(STORY.story, STORY.path, STORY.toml, STORY.articles)
    alone.passes = {pass_name: STORY.passes[pass_name]}
    return registry_of(alone)


def read_back(pass_name: str, article: str, page_: Page, lists: Registry) -> Understood:
    records = drafts(pass_name, article)
    known = {each.id: each for each in records}
    results = shown(records, STORY.articles[article], page_)
    return understood(results, STORY.articles[article], page_, lists, known, "test")


def cases() -> Iterator[object]:
    for name in PAGES:
        for pass_name in STORY.passes:
            yield pytest.param(name, pass_name, id=f"{name}-{pass_name}")


@pytest.mark.parametrize(("name", "pass_name"), list(cases()))
def test_every_pass_comes_back_as_it_was(name: str, pass_name: str) -> None:
    lists, page_ = lists_of(pass_name), page(name)
    for article in STORY.articles:
        found = read_back(pass_name, article, page_, lists)
        wanted = {each.id: each for each in drafts(pass_name, article) if page_.covers(each)}
        assert {each.id: each for each in found.records} == wanted
        assert (found.findings, found.notes) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_what_is_shown_is_what_the_page_offers(name: str) -> None:
    page_, lists = page(name), lists_of("gold")
    offered = parse_config(label_config(page_, lists))
    for article in STORY.articles.values():
        results = shown(drafts("gold", article.id), article, page_)
        assert check_results(results, offered, article.text) == []


def test_meta_carries_ids_only() -> None:
    for article in STORY.articles.values():
        for result in shown(drafts("gold", article.id), article, page("all")):
            for kind, named in result.get("meta", {}).items():
                assert kind in (*FORMS, "span")
                assert named.startswith(f"{article.id}:")


def test_the_passes_hold_what_the_round_trip_is_about() -> None:
    """Nested attributions, several stances on one span, several commitments in one mention."""
    records = [each for article in STORY.articles for each in drafts("gold", article)]
    assert any(isinstance(each, Attribution) and each.parent for each in records)
    shared = [each.evidence_spans[0] for each in records if isinstance(each, Stance)]
    assert len(shared) > len(set(shared))
    assert any(len(getattr(each, "commitments", ())) > 2 for each in records)


def test_a_page_names_its_step() -> None:
    assert [page(name).name for name in PAGES] == list(PAGES)
    assert page_of(CODEBOOK, ("time", "event")).name == "time+event+event-mention"
    with pytest.raises(UnknownLayerError, match="did you mean 'events'"):
        page_of(CODEBOOK, ("evnts",))


# Made up ---------------------------------------------------------------------------------------

ARTICLE = STORY.articles["s400-working-group:ahval"]
LABELS = [(layer.name, label) for layer in CODEBOOK.layers for label in layer.labels]
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[Annotation]]:
    """A text of any characters, with spans anywhere, and attributions on some of them."""
    text = draw(texts.filter(lambda text: text.strip() == text))
    records: list[Annotation] = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        layer, label = draw(st.sampled_from(LABELS))
        words = text[start:end]
        if layer != "segment" and words.strip() != words:
            continue
        note = draw(st.none() | st.just("a remark"))
        name = f"{ARTICLE.id}:span:{number}"
        records.append(
            Span(
                id=name,
                article_id=ARTICLE.id,
                layer=layer,
                label=label,
                start=start,
                end=end,
                text=words,
                status="draft",
                note=note,
            )
        )
    records += draw(attributions(tuple(each for each in records if isinstance(each, Span))))
    return text, records


@st.composite
def attributions(draw: st.DrawFn, spans: tuple[Span, ...]) -> list[Annotation]:
    by_label = {
        label: [each.id for each in spans if each.label == label and each.layer == "attribution"]
        for label in ("source", "cue", "content")
    }
    found: list[Annotation] = []
    for number in range(draw(st.integers(0, 3)) if by_label["content"] else 0):
        contents = draw(st.lists(st.sampled_from(by_label["content"]), min_size=1, unique=True))
        before = [each.id for each in found]
        found.append(
            Attribution(
                id=f"{ARTICLE.id}:attribution:{number}",
                article_id=ARTICLE.id,
                status="draft",
                source_span=draw(st.sampled_from([None, *by_label["source"]])),
                cue_span=draw(st.sampled_from([None, *by_label["cue"]])),
                content_spans=tuple(contents),
                source_entities=(),
                scope=draw(st.sampled_from(CODEBOOK.labels("scope"))),
                quote_type=draw(st.sampled_from(CODEBOOK.labels("quote_type"))),
                source_kind=draw(st.sampled_from(CODEBOOK.labels("source_kind"))),
                cue_class=draw(st.sampled_from(CODEBOOK.labels("cue_class"))),
                channel=draw(st.none() | st.sampled_from(CODEBOOK.labels("channel"))),
                parent=draw(st.sampled_from([None, *before])),
            )
        )
    return found


@given(annotated())
def test_anything_that_can_be_annotated_comes_back(case: tuple[str, list[Annotation]]) -> None:
    text, records = case
    article = msgspec.structs.replace(ARTICLE, text=text)
    page_ = page("all")
    known = {each.id: each for each in records}
    found = understood(shown(records, article, page_), article, page_, lists_of("gold"), known, "x")
    read = {each.id: each for each in found.records}
    assert read.keys() == known.keys()
    assert all(
        same(msgspec.to_builtins(read[key]), msgspec.to_builtins(known[key])) for key in known
    )
    assert found.findings == []
