"""From a checked story to the rows of every config."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES
from tellings.records import (
    Annotation,
    Article,
    Attribution,
    Divergence,
    Entity,
    Event,
    EventLink,
    Fact,
    Pass,
    Reuse,
    Span,
    Stance,
    kind_of,
)
from tellings.stages.rules_pass import missing
from tellings.story import GOLD, RULES_PASS, PassData, StoryData, by_id, id_key, of_type
from tellings.text import prefix, suffix

Row = dict[str, Any]
Rows = dict[str, list[Row]]

_TABLE_OF = {cls: table for table, cls in {**ARTICLE_TABLES, **STORY_TABLES}.items()}
_RULE_MAKER = {"pass": RULES_PASS, "annotator_kind": "rule"}


def _plain(record: msgspec.Struct) -> Row:
    """The record as plain data; days stay days, the discriminator goes."""
    row: Row = msgspec.to_builtins(record, builtin_types=(date,))
    row.pop("record", None)
    return row


def title_of(record: Annotation) -> str:
    """The words by which people know a record of the story."""
    match record:
        case Entity():
            return record.name
        case Event():
            return record.title
        case Fact():
            return record.statement
        case Divergence():
            return record.question
        case EventLink():
            return f"{record.from_event} {record.relation} {record.to_event}"
        case Reuse():
            return f"{record.kind}: {', '.join(record.from_spans)} to {', '.join(record.to_spans)}"
    return record.id


def hops(record: Attribution, index: Mapping[str, Annotation]) -> int:
    """How many reporters stand between a source and the outlet (a cycle counts once round)."""
    count, seen = 0, {record.id}
    outer = index.get(record.parent or "")
    while isinstance(outer, Attribution) and outer.id not in seen:
        seen.add(outer.id)
        count += 1
        outer = index.get(outer.parent or "")
    return count


class _PassRows:
    """The rows of one pass over one story."""

    def __init__(self, data: StoryData, info: Pass | None) -> None:
        self.data = data
        self.maker = {"pass": info.id, "annotator_kind": info.kind} if info else _RULE_MAKER
        self.targets = {target.id: target.statement for target in data.story.targets}
        self._made: dict[str, dict[str, list[Row]]] = {}

    def inner(self, owner: str, records: list[Annotation], text: str) -> dict[str, list[Row]]:
        """Rows by table, sorted by id; made once, so that tables can share them.

        The owner is an article or the story.
        """
        if owner not in self._made:
            place = {"story_id": self.data.story.id}
            if owner != self.data.story.id:
                place["article_id"] = owner
            self._made[owner] = self._make(records, text, {**self.maker, **place})
        return self._made[owner]

    def _make(
        self, records: list[Annotation], text: str, common: dict[str, str]
    ) -> dict[str, list[Row]]:
        index = {record.id: record for record in records}
        rows: dict[str, list[Row]] = {}
        for record in by_id(records):
            row = _plain(record)
            row.update(common)
            if type(record) is Span:
                row["prefix"] = prefix(text, record.start)
                row["suffix"] = suffix(text, record.end)
            elif isinstance(record, Attribution):
                row["hops"] = hops(record, index)
            elif isinstance(record, Stance):
                row["target_statement"] = self.targets[record.target]
            rows.setdefault(_TABLE_OF[type(record)], []).append(row)
        return rows


def _layers(tables: Mapping[str, Any], *sources: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    return {table: [row for each in sources for row in each.get(table, ())] for table in tables}


def _article_row(article: Article, spans: list[Span]) -> Row:
    headlines = [each for each in spans if each.layer == "segment" and each.label == "headline"]
    row = _plain(article)
    if headlines:
        row["headline_span"] = min(headlines, key=lambda each: each.start).id
    return row


def _story_records(records: list[Annotation]) -> list[Row]:
    ordered = sorted(records, key=lambda each: id_key(each.id))
    return [{"record": kind_of(r), "id": r.id, "title": title_of(r)} for r in ordered]


def _flat(inner: Mapping[str, list[Row]], rows: Rows) -> None:
    for table, found in inner.items():
        rows.setdefault(table, []).extend(found)


def story_rows(data: StoryData) -> Rows:
    """The rows of every config for one story, each table sorted by id."""
    story = data.story
    rows: Rows = {"stories": [{**_plain(story), "story_id": story.id}]}
    gold = data.passes.get(GOLD)
    known = _story_records(gold.of_story()) if gold else []
    gold_rows = _PassRows(data, gold.info if gold else None)
    written = data.passes.get(RULES_PASS)
    covered = _covered(written) if written else frozenset()
    for article in sorted(data.articles.values(), key=lambda each: id_key(each.id)):
        records = gold.of_article(article.id) if gold else []
        given = of_type(records, Span)
        drafted = of_type(written.of_article(article.id), Span) if written else []
        made = missing(article, data.masked[article.id], given, drafted)
        inner = gold_rows.inner(article.id, records, article.text)
        by_rule = _PassRows(data, None).inner(article.id, list(made), article.text)
        row = _article_row(article, [*given, *made])
        rows.setdefault("articles", []).append(row)
        layers = _layers(ARTICLE_TABLES, inner, by_rule)
        rows.setdefault("documents", []).append({**row, **layers, "story_records": known})
        for each in (inner, by_rule):
            _flat(each, rows)
        if made and article.id not in covered:
            _pass_article(_rules_info(row), row, by_rule, [], rows)
    if gold:
        _flat(gold_rows.inner(story.id, gold.of_story(), ""), rows)
    for each_pass in data.passes.values():
        maker = gold_rows if each_pass is gold else _PassRows(data, each_pass.info)
        _pass_rows(data, each_pass, maker, rows)
    for found in rows.values():
        found.sort(key=lambda row: id_key(row["id"]))
    return rows


# The config `passes` ------------------------------------------------------------------------


def _rules_info(article_row: Row) -> Row:
    return {
        **_RULE_MAKER,
        "annotator": "tellings",
        "guideline_version": "",
        "pass_status": "draft",
        "story_id": article_row["story_id"],
    }


def _pass_info(info: Pass, story_id: str) -> Row:
    row: Row = {
        "pass": info.id,
        "annotator_kind": info.kind,
        "annotator": info.annotator,
        "guideline_version": info.guideline_version,
        "pass_status": info.status,
        "story_id": story_id,
    }
    optional = {"tool": info.tool, "pass_note": info.note}
    return row | {name: value for name, value in optional.items() if value is not None}


def _pass_article(
    info: Row, article_row: Row, inner: Mapping[str, list[Row]], known: list[Row], rows: Rows
) -> None:
    article = {name: v for name, v in article_row.items() if name not in ("status", "note")}
    rows.setdefault("passes", []).append(
        {
            **article,
            **info,
            "id": f"{info['pass']}/{article_row['id']}",
            "article_id": article_row["id"],
            **_layers(ARTICLE_TABLES, inner),
            "story_records": known,
            **{table: [] for table in STORY_TABLES},
        }
    )


def _covered(records: PassData) -> frozenset[str]:
    """The articles that a pass has a row for."""
    listed = {each.article for each in records.info.articles}
    return frozenset(listed.union(file.article_id for file in records.files if file.article_id))


def _pass_rows(data: StoryData, records: PassData, maker: _PassRows, rows: Rows) -> None:
    info = _pass_info(records.info, data.story.id)
    known = _story_records(records.of_story())
    work = {each.article: each for each in records.info.articles}
    annotated = _covered(records)
    for article in data.articles.values():
        if article.id not in annotated:
            continue
        found = records.of_article(article.id)
        own = dict(info)
        if article.id in work:
            own["date"] = work[article.id].date
            if (seconds := work[article.id].seconds) is not None:
                own["seconds"] = seconds
        row = _article_row(article, of_type(found, Span))
        inner = maker.inner(article.id, found, article.text)
        _pass_article(own, row, inner, known, rows)
    layers = _layers(STORY_TABLES, maker.inner(data.story.id, records.of_story(), ""))
    if any(layers.values()):
        rows.setdefault("passes", []).append(
            {
                **info,
                "id": f"{records.info.id}/{data.story.id}",
                "paragraphs": [],
                "sentences": [],
                **{table: [] for table in ARTICLE_TABLES},
                "story_records": known,
                **layers,
            }
        )
