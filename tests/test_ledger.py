"""The ledger: no body sentence without a record or a reason."""

import json
from pathlib import Path

from click.testing import CliRunner

from tellings.cli import cli
from tellings.records import Article, Attested, Date, Range, Span
from tellings.stages.ledger import ledger
from tellings.text import sha256

ROOT = Path(__file__).parents[1]
TEXT = "One thing. Another thing.\n"


def article() -> Article:
    unknown = Attested(basis="unknown", evidence=())
    date = Date(basis="unknown", evidence=())
    return Article(
        id="s:a",
        story_id="s",
        outlet=unknown,
        url=unknown,
        language="en",
        published=date,
        published_in_text=date,
        rights="none",
        text=TEXT,
        text_sha256=sha256(TEXT),
        source_name="a.txt",
        source_sha256=sha256(TEXT),
        paragraphs=(Range(start=0, end=25),),
        sentences=(Range(start=0, end=10), Range(start=11, end=25)),
        status="draft",
    )


def span(
    number: int, layer: str, label: str, start: int, end: int, note: str | None = None
) -> Span:
    return Span(
        id=f"s:a:span:{number}",
        article_id="s:a",
        layer=layer,
        label=label,
        start=start,
        end=end,
        text=TEXT[start:end],
        status="draft",
        note=note,
    )


def test_a_sentence_with_a_record_and_one_without() -> None:
    body = span(1, "segment", "body", 0, 26)
    first, second = ledger(article(), [body, span(2, "mention", "other", 4, 9)])
    assert first.settled
    assert first.records == {"mention span": 1}
    assert not second.settled


def test_an_unused_evidence_span_gives_a_reason_and_is_no_record() -> None:
    body = span(1, "segment", "body", 0, 26)
    reason = span(2, "evidence", "evidence", 11, 25, note="only leads over")
    *_, last = ledger(article(), [body, reason])
    assert (last.records, last.reason, last.settled) == ({}, "only leads over", True)
    *_, last = ledger(article(), [body, span(2, "evidence", "evidence", 11, 25)])
    assert not last.settled


def test_what_is_not_body_is_not_asked() -> None:
    assert list(ledger(article(), [span(1, "segment", "site_chrome", 0, 26)])) == []


def test_nothing_in_gold_is_skipped() -> None:
    done = CliRunner().invoke(cli, ["stats", "--ledger", "--seeds", str(ROOT / "seeds"), "--json"])
    entries = json.loads(done.output)
    open_ones = [each["text"] for each in entries if not (each["records"] or each["reason"])]
    assert (open_ones, done.exit_code) == ([], 0)
    assert len({each["article_id"] for each in entries}) == 5
