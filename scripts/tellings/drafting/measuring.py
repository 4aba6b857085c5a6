"""How good suggestions are, by the scores that anybody's predictions get (``agreement``)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tellings.agreement.extents import extent, shared
from tellings.agreement.figures import score
from tellings.agreement.passes import annotated, pass_side
from tellings.agreement.scoring import ALL, Row, Scores, score_predictions
from tellings.agreement.sides import Side, side
from tellings.drafting.articles import EVIDENCE, TIME
from tellings.drafting.stories import StoryDraft, draft_story
from tellings.records import Annotation, Reuse, Span, to_json
from tellings.story import StoryData

MENTIONS = "span: mention"


@dataclass(frozen=True, slots=True)
class Measured:
    """The scores of one story's suggestions.

    ``unaided`` are those of mentions where the story's entities are not given, as in a
    new story; empty where they were not given anyway.
    """

    story: str
    against: str
    articles: tuple[str, ...]
    registry_from: str | None
    scores: Scores
    unaided: list[Row]


def measure(data: StoryData, against: str, layers: Sequence[str]) -> Measured:
    """Score a story's suggestions against a pass.

    Evidence spans are left out: a suggestion of one is only the end of a reuse record, and
    those are scored themselves.
    """
    articles = annotated(data, against)
    texts = {key: each.text for key, each in data.articles.items()}
    key = pass_side(data.passes[against], articles)
    draft = draft_story(data)
    scored = [layer for layer in layers if layer != EVIDENCE]
    found = score_predictions(_side(draft, articles), key, scored, texts)
    theirs = list(data.passes[against].records())
    ours = [each for records in draft.records.values() for each in records]
    found.rows += _value_rows(ours, theirs, articles)
    found.rows += _reuse_rows([*ours, *draft.story_records], theirs)
    unaided: list[Row] = []
    if draft.registry_from is not None:
        alone = _side(draft_story(data, with_registry=False), articles)
        rows = score_predictions(alone, key, scored, texts).rows
        unaided = [each for each in rows if each.part == MENTIONS]
    return Measured(data.story.id, against, tuple(articles), draft.registry_from, found, unaided)


def _side(draft: StoryDraft, articles: Sequence[str]) -> Side:
    records = [to_json(each) for found in draft.records.values() for each in found]
    return side("rules", records, articles)


# What `tellings score` does not score ---------------------------------------------------------


def _value_rows(
    ours: Iterable[Annotation], theirs: Iterable[Annotation], articles: Sequence[str]
) -> list[Row]:
    """Time expressions whose type, value and modifier are right, by place."""
    near, far = _values(ours, articles), _values(theirs, articles)
    hits = sum(far.get(place) == value for place, value in near.items())
    if not near and not far:
        return []
    return [Row("time: value", ALL, len(near), len(far), score(hits, len(near), len(far)), None)]


_Place = tuple[str, int, int]


def _values(
    records: Iterable[Annotation], articles: Sequence[str]
) -> dict[_Place, tuple[str, str, str | None]]:
    return {
        (each.article_id, each.start, each.end): (
            each.timex.type,
            each.timex.value,
            each.timex.mod,
        )
        for each in records
        if isinstance(each, Span)
        and each.layer == TIME
        and each.timex is not None
        and each.article_id in articles
    }


def _reuse_rows(ours: Iterable[Annotation], theirs: Iterable[Annotation]) -> list[Row]:
    """Reuse between articles: a hit has passages that overlap on both sides."""
    near, far = _runs(ours), _runs(theirs)
    rows = []
    for label in (ALL, *sorted({kind for kind, _ in (*near, *far)})):
        made = [place for kind, place in near if label in (ALL, kind)]
        wanted = [place for kind, place in far if label in (ALL, kind)]
        hits, left = 0, list(wanted)
        for place in made:
            met = next((each for each in left if _meet(place, each)), None)
            if met is not None:
                left.remove(met)
                hits += 1
        exact = sum(place in wanted for place in made)
        rows.append(
            Row(
                "reuse between articles",
                label,
                len(made),
                len(wanted),
                score(exact, len(made), len(wanted)),
                score(hits, len(made), len(wanted)),
            )
        )
    return rows if near or far else []


_Run = Mapping[str, tuple[tuple[int, int], ...]]
"""Where the passages of a reuse record stand, article by article."""


def _runs(records: Iterable[Annotation]) -> list[tuple[str, _Run]]:
    known = list(records)
    spans = {each.id: each for each in known if isinstance(each, Span)}
    found: list[tuple[str, _Run]] = []
    for each in known:
        if not isinstance(each, Reuse):
            continue
        named = [spans[ref] for ref in (*each.from_spans, *each.to_spans) if ref in spans]
        articles = {span.article_id for span in named}
        if len(articles) > 1:
            places = {
                article: extent((s.start, s.end) for s in named if s.article_id == article)
                for article in articles
            }
            found.append((each.kind, places))
    return found


def _meet(one: _Run, other: _Run) -> bool:
    return one.keys() == other.keys() and all(shared(one[at], other[at]) for at in one)
