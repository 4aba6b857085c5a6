"""Level 4: what records say about a text is what the text says."""

from collections.abc import Iterator

import msgspec

from tellings.findings import Finding
from tellings.records import Article, Span, to_json
from tellings.story import RecordFile, StoryData
from tellings.text import email_ranges, occurrences, parts_that_differ, shortened, tiles

SEGMENT_LAYER = "segment"


def check(data: StoryData) -> Iterator[Finding]:
    """Every finding of level 4."""
    for each in data.passes.values():
        for file in each.files:
            if file.article_id is not None:
                yield from _against_text(file, data.articles[file.article_id])
            if b"@" in file.source or b"\\u0040" in file.source:
                yield from _emails(file)


def _against_text(file: RecordFile, article: Article) -> Iterator[Finding]:
    if file.text_sha256 != article.text_sha256:
        message = (
            f"{article.id} is not the text that was annotated (SHA-256 {article.text_sha256});"
            " every span that no longer fits is listed; 'tellings fmt --reanchor' moves those"
            " whose text still occurs exactly once"
        )
        yield Finding("text-changed", file.path, message, 1)
    segments: list[tuple[int, int, int]] = []
    text = article.text
    for at, record in enumerate(file.records):
        if type(record) is not Span:
            continue
        words = record.text
        if text[record.start : record.end] != words:
            yield file.finding("span-text", at, span_fault(record, text))
        elif record.layer == SEGMENT_LAYER:
            segments.append((record.start, record.end, at))
        elif words != words.strip():
            message = f"{record.id}: {record.text!r} starts or ends in white space"
            yield file.finding("span-edge", at, message)
    if segments:
        yield from _tiling(file, sorted(segments), article)


def span_fault(span: Span, text: str) -> str:
    """What is wrong with the offsets of a span, and where its text does stand."""
    said, there = parts_that_differ(span.text, text[span.start : span.end])
    if span.end > len(text):
        found = f"the text ends at {len(text)}"
    elif span.start >= span.end:
        found = "the end is not after the start"
    else:
        found = f"there stands {shortened(there)!r}"
    places = occurrences(text, span.text)
    where = "nowhere" if not places else "at " + ", ".join(map(str, places[:5]))
    place = f"{span.start} to {span.end}"
    return f"{span.id}: {shortened(said)!r} is not at {place}: {found}; it occurs {where}"


def _tiling(
    file: RecordFile, segments: list[tuple[int, int, int]], article: Article
) -> Iterator[Finding]:
    ranges = [(start, end) for start, end, _ in segments]
    for fault in tiles(ranges, len(article.text)):
        yield file.finding("segments-tile", segments[0][2], f"{article.id}: {fault}")


def _emails(file: RecordFile) -> Iterator[Finding]:
    for at, record in enumerate(file.records):
        plain = msgspec.json.encode(to_json(record)).decode()
        if email_ranges(plain):
            yield file.finding("email-left", at, f"{record.id} holds an e-mail address")
