"""What no pass gives is made by rule: segments, and the places of masked e-mails.

A written pass ``rules`` (``tellings draft``) comes before what is made on the fly.
"""

from collections.abc import Iterable, Sequence

from msgspec import structs

from tellings.drafting.furniture import BODY as BODY
from tellings.drafting.furniture import segments as pieces
from tellings.records import Article, Span

SEGMENT, PII, EMAIL = "segment", "pii", "email"


def segments(article: Article) -> tuple[Span, ...]:
    """Segments that tile the article: a guess by rule, to be corrected by an annotator."""
    starts = pieces(article)
    ends = [start for start, _ in starts[1:]] + [len(article.text)]
    return tuple(
        _span(article, number, SEGMENT, label, start, end)
        for number, ((start, label), end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def masked_emails(
    article: Article, places: Sequence[tuple[int, int]], first: int
) -> tuple[Span, ...]:
    """A span on each masked e-mail address; ``first`` is the serial of the first one."""
    return tuple(
        _span(article, number, PII, EMAIL, start, end)
        for number, (start, end) in enumerate(places, first)
    )


def _span(article: Article, number: int, layer: str, label: str, start: int, end: int) -> Span:
    return Span(
        id=f"{article.id}:span:rule-{number:03}",
        article_id=article.id,
        layer=layer,
        label=label,
        start=start,
        end=end,
        text=article.text[start:end],
        status="draft",
    )


def missing(
    article: Article,
    places: Sequence[tuple[int, int]],
    given: Sequence[Span],
    written: Iterable[Span] = (),
) -> tuple[Span, ...]:
    """The segments and masked e-mails that the given spans lack.

    Args:
        article: the article.
        places: where its masked e-mails stand.
        given: the spans of the pass that is filled up.
        written: the spans of a written pass ``rules``; those of its segments and e-mails
            are taken as they are, and only what it lacks is made.
    """
    by_rule = [each for each in written if each.layer in (SEGMENT, PII)]
    made: tuple[Span, ...] = ()
    if not any(span.layer == SEGMENT for span in given):
        made = tuple(each for each in by_rule if each.layer == SEGMENT) or segments(article)
    known = {(span.start, span.end) for span in given if span.layer == PII}
    found = {(s.start, s.end): s for s in by_rule if s.label == EMAIL}
    lacking = [place for place in places if place not in known]
    made += tuple(found[place] for place in lacking if place in found)
    fresh = masked_emails(article, [p for p in lacking if p not in found], len(made) + 1)
    return made + _unlike(fresh, (*given, *made))


def _unlike(fresh: Sequence[Span], others: Iterable[Span]) -> tuple[Span, ...]:
    """Spans with ids that none of the others has."""
    taken = {each.id for each in others}
    result = []
    serial = 0
    for span in fresh:
        serial = max(serial, int(span.id[-3:]))
        renamed = span
        while renamed.id in taken:
            serial += 1
            renamed = structs.replace(span, id=f"{span.article_id}:span:rule-{serial:03}")
        taken.add(renamed.id)
        result.append(renamed)
    return tuple(result)
