"""What no pass gives is made by rule: segments, and the places of masked e-mails."""

import re
from collections.abc import Iterator

from tellings.records import Article, Span
from tellings.text import MASK

HEADLINE, BODY = "headline", "body"
_FURNITURE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("copyright", re.compile(r"(?:©|\(c\)|Copyright\b)", re.I)),
    ("source_credit", re.compile(r"Sources?:\s")),
    ("contact_block", re.compile(rf".*{MASK}|To contact the (?:reporter|editor)")),
    ("read_more_link", re.compile(r"READ (?:MORE|ALSO)\b")),
    ("update_note", re.compile(r"\(?Updated?\b[^.]*\)$")),
    ("crawl_timestamp", re.compile(r"\d{1,2}:\d{2}\s?GMT\b")),
    ("photo_caption", re.compile(r"(?:FILE )?PHOTO:")),
    ("site_chrome", re.compile(r"(?:Listen Live|Get short URL|Community standards)", re.I)),
)
_PREFIX = re.compile(r"\s*date \d{4}-\d{2}-\d{2}(?:[^\S\n]+|$)", re.M)
_SENTENCE_END = (".", "!", "?", ":", ";", '"', "”", "»")
_ONE_EACH = {HEADLINE, "read_more_link"}


def label_of(line: str, first: bool) -> str:
    """The segment label of one line, by how it looks.

    >>> label_of("Source: News Agencies", False), label_of("Two leaders speak", True)
    ('source_credit', 'headline')
    """
    for label, look in _FURNITURE:
        if look.match(line):
            return label
    return HEADLINE if first and not line.endswith(_SENTENCE_END) else BODY


def _pieces(article: Article) -> Iterator[tuple[int, str]]:
    """Where each piece of one kind begins, with its label."""
    text = article.text
    prefix = _PREFIX.match(text)
    if prefix:
        yield 0, "inserted_metadata"
    first = True
    for line in article.paragraphs:
        start = max(line.start, prefix.end() if prefix else 0)
        if start >= line.end:
            continue  # the prefix is all there is on this line
        label = label_of(text[start : line.end], first)
        first = False
        yield start, label


def segments(article: Article) -> tuple[Span, ...]:
    """Segments that tile the article: a guess by rule, to be corrected by an annotator."""
    starts: list[tuple[int, str]] = []
    for start, label in _pieces(article):
        if not starts or label in _ONE_EACH or starts[-1][1] != label:
            starts.append((start if starts else 0, label))
    ends = [start for start, _ in starts[1:]] + [len(article.text)]
    return tuple(
        _span(article, number, "segment", label, start, end)
        for number, ((start, label), end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def masked_emails(article: Article, places: list[tuple[int, int]], first: int) -> tuple[Span, ...]:
    """A span on each masked e-mail address; ``first`` is the serial of the first one."""
    return tuple(
        _span(article, number, "pii", "email", start, end)
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


def missing(article: Article, places: list[tuple[int, int]], given: list[Span]) -> tuple[Span, ...]:
    """The segments and masked e-mails that the given spans lack."""
    made: tuple[Span, ...] = ()
    if not any(span.layer == "segment" for span in given):
        made = segments(article)
    known = {(span.start, span.end) for span in given if span.layer == "pii"}
    return made + masked_emails(article, [p for p in places if p not in known], len(made) + 1)
