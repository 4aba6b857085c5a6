"""Reuse between articles: a record for each run of words that two of them share."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tellings.drafting.articles import ATTRIBUTION, CONTENT, DRAFT, EVIDENCE, ArticleDraft, Key
from tellings.drafting.quotations import Quotation, quotations
from tellings.drafting.shared_text import Telling, shared_runs
from tellings.drafting.speech import Place
from tellings.records import Article, Reuse


class _Side(NamedTuple):
    """One end of a run: the article, the place, and the span that stands for it."""

    draft: ArticleDraft
    place: Place
    key: Key
    quoted: bool


def reuse_of(story: str, drafts: Sequence[ArticleDraft]) -> list[Reuse]:
    """The reuse between articles, whose spans are added to their drafts.

    A run goes from the earlier article to the later, or to the one that names the other's
    outlet beside it; where neither shows, the direction is unknown.
    """
    known = {each.article.id: each for each in drafts}
    runs = shared_runs(
        [
            Telling(each.article.id, each.article.text, tuple(each.story))
            for each in sorted(drafts, key=_by_date)
        ]
    )
    shared = {name for each in runs for name in (each.earlier, each.later)}
    quoted = {
        name: quotations(known[name].article.text, tuple(known[name].story)) for name in shared
    }
    pairs = [
        (
            _side(known[each.earlier], each.earlier_place, quoted[each.earlier]),
            _side(known[each.later], each.later_place, quoted[each.later]),
        )
        for each in runs
    ]
    ids = {each.article.id: each.ids() for each in drafts}
    return [_record(story, number, *pair, ids) for number, pair in enumerate(pairs, 1)]


def _by_date(draft: ArticleDraft) -> tuple[bool, str, str]:
    anchor = draft.anchor
    day = anchor.earliest.isoformat() if anchor else ""
    return (anchor is None, day, draft.article.id)


def _side(draft: ArticleDraft, place: Place, marks: Sequence[Quotation]) -> _Side:
    """A run in an article: a content of the same extent stands for it, else evidence."""
    quoted = any(each.start <= place[0] and place[1] <= each.end for each in marks)
    content = Key(*place, ATTRIBUTION, CONTENT)
    if content in draft.spans:
        return _Side(draft, place, content, quoted)
    key = Key(*place, EVIDENCE, EVIDENCE)
    draft.span(key)
    return _Side(draft, place, key, quoted)


def _record(
    story: str, number: int, one: _Side, other: _Side, ids: Mapping[str, Mapping[Key, str]]
) -> Reuse:
    dated = _is_before(one.draft, other.draft)
    named = _names(one.draft.article, other)
    if not dated and not named and _names(other.draft.article, one):
        one, other, named = other, one, True
    spoken = one.quoted and other.quoted
    kind, direction = "verbatim", "forward" if named or dated else "unknown"
    if spoken and not named:
        kind, direction = "shared_source", "common"
    return Reuse(
        id=f"{story}:reuse:rule-{number:03}",
        from_spans=(ids[one.draft.article.id][one.key],),
        to_spans=(ids[other.draft.article.id][other.key],),
        kind=kind,
        direction=direction,
        acknowledged=named,
        fidelity="exact",
        shifts=(),
        status=DRAFT,
    )


def _is_before(one: ArticleDraft, other: ArticleDraft) -> bool:
    before, after = one.anchor, other.anchor
    return before is not None and after is not None and before.latest < after.earliest


def _names(article: Article, side: _Side) -> bool:
    """Whether the paragraph around a run names the outlet of an article."""
    outlet, text = article.outlet.value, side.draft.article.text
    return outlet is not None and any(
        outlet in text[each.start : each.end]
        for each in side.draft.story
        if each.start <= side.place[0] and side.place[1] <= each.end
    )
