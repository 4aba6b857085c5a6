"""The published configs: which tables there are, and their columns."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from tellings.publish.columns import (
    Column,
    arrow_schema,
    list_of,
    record_columns,
    text_column,
)
from tellings.records import (
    Article,
    Attribution,
    Divergence,
    Entity,
    Event,
    EventLink,
    EventMention,
    Fact,
    Pass,
    Record,
    Reuse,
    Span,
    Stance,
    Story,
    Support,
    Update,
)
from tellings.schemas import Schemas

DEFAULT = "documents"

ARTICLE_TABLES: Mapping[str, type[Record]] = {
    "spans": Span,
    "attributions": Attribution,
    "stances": Stance,
    "event_mentions": EventMention,
    "supports": Support,
    "updates": Update,
}
"""Tables of the records that live on an article; nested under these names in ``documents``."""

STORY_TABLES: Mapping[str, type[Record]] = {
    "entities": Entity,
    "events": Event,
    "event_links": EventLink,
    "facts": Fact,
    "reuse": Reuse,
    "divergences": Divergence,
}
"""Tables of the records that live on a story; nested under these names in ``passes``."""


def table_of(kind: str) -> str | None:
    """The table of a kind of record; None if it has none of its own.

    >>> table_of("event-mention"), table_of("pass")
    ('event_mentions', 'passes')
    """
    known = {**_WHOLE_TABLES, **ARTICLE_TABLES, **STORY_TABLES}
    return next((n for n, cls in known.items() if cls.__struct_config__.tag == kind), None)


_WHOLE_TABLES: Mapping[str, type[Record]] = {"articles": Article, "stories": Story, "passes": Pass}
_STORY_ID = text_column("story_id", "The story.")
_ARTICLE_ID = text_column("article_id", "The article.")
_MADE_BY = (
    text_column("pass", "The pass that made the record."),
    text_column("annotator_kind", "What kind of annotator made it.", "annotator_kind"),
)
_DERIVED: Mapping[str, tuple[Column, ...]] = {
    "spans": (
        text_column("prefix", "Up to 32 code points before the span; derived."),
        text_column("suffix", "Up to 32 code points after the span; derived."),
    ),
    "attributions": (
        Column("hops", "How many reporters stand between this source and the outlet.", "int32"),
    ),
    "stances": (text_column("target_statement", "The sentence of the target; derived."),),
}
_STORY_RECORD = (
    text_column("record", "The kind of record."),
    text_column("id", "Its id."),
    text_column("title", "Its name, title, statement or question."),
)


@dataclass(frozen=True, slots=True)
class Config:
    """One published table."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """Its Arrow schema."""
        return arrow_schema(self.columns)


def _inner(table: str, cls: type[Record], schemas: Schemas) -> tuple[Column, ...]:
    """The columns of a record without its place: as nested in a row of its article."""
    own = record_columns(cls, schemas, leaving_out=("article_id",))
    return (*own, *_DERIVED.get(table, ()), *_MADE_BY)


def _flat(table: str, cls: type[Record], schemas: Schemas) -> Config:
    first, *others = _inner(table, cls, schemas)
    place = (_STORY_ID, _ARTICLE_ID) if table in ARTICLE_TABLES else (_STORY_ID,)
    description = str(schemas[str(cls.__struct_config__.tag)]["description"])
    return Config(table, description, (first, *place, *others))


def _documents(schemas: Schemas) -> tuple[Column, ...]:
    article = record_columns(Article, schemas)
    layers = tuple(
        list_of(
            table, f"The {table.replace('_', ' ')} of the article.", _inner(table, cls, schemas)
        )
        for table, cls in ARTICLE_TABLES.items()
    )
    known = "The records of the story, by id and title."
    return (*article, *layers, list_of("story_records", known, _STORY_RECORD))


def _passes(schemas: Schemas) -> tuple[Column, ...]:
    info = record_columns(Pass, schemas, leaving_out=("id", "kind", "articles", "status", "note"))
    elsewhere = ("id", "story_id", "status", "note")  # here they are those of the pass
    documents = [each for each in _documents(schemas) if each.name not in elsewhere]
    story_layers = tuple(
        list_of(table, f"The {table.replace('_', ' ')} of the story.", _inner(table, cls, schemas))
        for table, cls in STORY_TABLES.items()
    )
    return (
        text_column("id", "<pass>/<article id>, or <pass>/<story id> for what the story has."),
        _STORY_ID,
        text_column("article_id", "The article; null in the row of the story."),
        *_MADE_BY,
        *info,
        Column("date", "Day of the work on the article.", "date32"),
        Column("seconds", "Time spent on the article, in seconds.", "int32"),
        text_column("pass_status", "How far the pass has come.", "status"),
        text_column("pass_note", "Remark on the pass."),
        *documents,
        *story_layers,
    )


def configs(schemas: Schemas) -> tuple[Config, ...]:
    """Every config of the contract, in the order of the card."""
    flat = {
        table: _flat(table, cls, schemas)
        for table, cls in {**ARTICLE_TABLES, **STORY_TABLES}.items()
    }
    documents = Config(
        DEFAULT, "One row an article, with all its layers nested.", _documents(schemas)
    )
    articles = Config(
        "articles", str(schemas["article"]["description"]), record_columns(Article, schemas)
    )
    story_columns = record_columns(Story, schemas)
    stories = Config(
        "stories",
        str(schemas["story"]["description"]),
        (story_columns[0], _STORY_ID, *story_columns[1:]),
    )
    passes = Config(
        "passes",
        "Every pass in full: one row a pass and article, and one a pass and story.",
        _passes(schemas),
    )
    order = (
        "spans attributions entities stances events event_links event_mentions supports facts"
        " reuse divergences updates"
    )
    return (documents, articles, stories, *(flat[name] for name in order.split()), passes)
