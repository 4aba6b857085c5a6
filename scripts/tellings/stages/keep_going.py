"""Leaving out what has an error, so that the rest can be built; all of it is listed."""

from collections.abc import Callable, Iterable

import msgspec

from tellings.checks import check_story
from tellings.codebook import Codebook
from tellings.findings import Finding, errors
from tellings.records import Annotation, Attested, Date, Span
from tellings.story import HASH_MISMATCH, RecordFile, StoryData


def without_faults(
    data: StoryData, findings: Iterable[Finding], codebook: Codebook
) -> tuple[StoryData | None, list[str]]:
    """The story without what has an error, and a line for each thing left out.

    A record with an error goes, then whatever pointed at it, until no error is left; a
    segmentation that does not tile goes whole; what ``story.toml`` says of an article
    wrongly becomes unknown; an error about the story as a whole takes the story.
    """
    left_out = []
    for finding in errors(findings):
        if finding.level <= 2:
            left_out.append(f"left out: {finding}")
            _drop_changed(data, finding)
    data.unread.clear()
    for each in data.passes.values():
        each.unread.clear()
        for file in each.files:
            file.rejected.clear()
    faults = errors(check_story(data, codebook))
    while faults:
        for finding in faults:
            left_out += [f"left out: {what}: {finding}" for what in _leave_out(data, finding)]
        remaining = errors(check_story(data, codebook))
        if remaining == faults:
            return None, [*left_out, f"left out: the whole story {data.story.id}"]
        faults = remaining
    return (data if data.articles else None), left_out


def _leave_out(data: StoryData, finding: Finding) -> list[str]:
    """Take out what one finding is about; the names of what went."""
    if finding.field is not None and finding.record in data.articles:
        return _unknown(data, finding.record, finding.field)
    if finding.rule == "text-changed":
        return _accept_text(data, finding.file)
    gone = [
        name for file in _files(data, finding.file) for name in _drop(file, _condition(finding))
    ]
    for each in data.passes.values():
        if each.path == finding.file:
            kept = tuple(a for a in each.info.articles if a.article in data.articles)
            gone += [f"{each.info.id}: {a.article}" for a in each.info.articles if a not in kept]
            each.info = msgspec.structs.replace(each.info, articles=kept)
    return gone


def _drop_changed(data: StoryData, finding: Finding) -> None:
    """An article whose bytes are not those that story.toml names goes whole."""
    if finding.rule == HASH_MISMATCH and finding.record in data.articles:
        del data.articles[finding.record]
        for each in data.passes.values():
            each.files = [file for file in each.files if file.article_id != finding.record]


def _unknown(data: StoryData, article_id: str, field: str) -> list[str]:
    article = data.articles[article_id]
    cls = type(getattr(article, field))
    assert cls in (Attested, Date)
    unknown = cls(basis="unknown", evidence=())
    data.articles[article_id] = msgspec.structs.replace(article, **{field: unknown})
    return [f"{article_id}: {field}"]


def _accept_text(data: StoryData, path: str) -> list[str]:
    """The spans that no longer fit have findings of their own; the rest fits the new text."""
    for file in _files(data, path):
        file.text_sha256 = data.articles[file.article_id or ""].text_sha256
    return []


def _files(data: StoryData, path: str) -> list[RecordFile]:
    return [file for each in data.passes.values() for file in each.files if file.path == path]


def _condition(finding: Finding) -> Callable[[Annotation], bool]:
    if finding.rule == "segments-tile":
        return lambda record: isinstance(record, Span) and record.layer == "segment"
    return lambda record: record.id == finding.record


def _drop(file: RecordFile, goes: Callable[[Annotation], bool]) -> list[str]:
    pairs = list(zip(file.records, file.rows, strict=True))
    kept = [(record, row) for record, row in pairs if not goes(record)]
    file.records = [record for record, _ in kept]
    file.rows = [row for _, row in kept]
    return [record.id for record, _ in pairs if goes(record)]
