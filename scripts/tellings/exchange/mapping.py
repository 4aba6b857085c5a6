"""The mapping file: which of our labels and fields foreign ones are, read from TOML."""

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from tellings.codebook import Codebook
from tellings.exchange.mapping_checks import mapping_faults, stray_lines
from tellings.exchange.offsets import Unit
from tellings.exchange.portable import LINKS
from tellings.exchange.templates import Named, names_in
from tellings.findings import Finding
from tellings.parsing import check_table, read_toml
from tellings.schemas import Schemas
from tellings.store.seeds import SourceFile

_BETWEEN = ("\n\n", " ")


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the file."""


class PassRule(_Table, frozen=True, kw_only=True):
    """Who annotated, and how."""

    name: str | None = None
    annotator: str | None = None
    kind: str | None = None
    tool: str | None = None
    guidelines: str | None = None
    date: str | None = None
    note: str | None = None


class FilesRule(_Table, frozen=True, kw_only=True):
    """Which files are read."""

    annotations: str | None = None
    text: str | None = None


class ArticleRule(_Table, frozen=True, kw_only=True):
    """What is known about an article; templates."""

    slug: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    control_characters: Literal["finding", "replace"] = "finding"


class LabelRule(_Table, frozen=True, kw_only=True):
    """What spans with a foreign label become."""

    layer: str
    label: str
    entity: str | None = None
    timex: dict[str, str] | None = None
    wording: dict[str, str] | None = None
    note: str | None = None
    discontinuous: Literal["finding", "split", "cover"] = "finding"


class RelationRule(_Table, frozen=True, kw_only=True):
    """What relations with a foreign label become."""

    record: str
    roles: dict[str, str]
    fields: dict[str, Any] = {}
    group: str | None = None


class EntitiesRule(_Table, frozen=True, kw_only=True):
    """Entities made for names."""

    type: str = "other"


class TextRule(_Table, frozen=True, kw_only=True):
    """A part of a text that is put together."""

    path: str
    anchor: str | None = None
    between: tuple[str, ...] = _BETWEEN
    after: str = "\n\n"


class JsonRule(_Table, frozen=True, kw_only=True):
    """Where things stand in a JSON file."""

    text: tuple[TextRule, ...]
    spans: str
    label: str
    documents: str | None = None
    start: str | None = None
    end: str | None = None
    quote: str | None = None
    anchor: str | None = None
    id: str | None = None


class ColumnsRule(_Table, frozen=True, kw_only=True):
    """What the columns of a table hold."""

    label: str
    article: str | None = None
    text: str | None = None
    start: str | None = None
    end: str | None = None
    quote: str | None = None
    id: str | None = None


class LabelStudioRule(_Table, frozen=True, kw_only=True):
    """A project of Label Studio."""

    text: str | None = None


class LabelMapping(_Table, frozen=True, kw_only=True):
    """A whole mapping file; ``ours`` if there is none, and labels are named as we name them."""

    story: str | None = None
    title: str | None = None
    language: str | None = None
    rights: str | None = None
    unit: Unit | None = None
    leave_out: tuple[str, ...] = ()
    made_by: PassRule = msgspec.field(name="pass", default_factory=PassRule)
    files: FilesRule = FilesRule()
    article: ArticleRule = ArticleRule()
    labels: dict[str, LabelRule] = {}
    relations: dict[str, RelationRule] = {}
    values: dict[str, dict[str, str]] = {}
    entities: EntitiesRule = EntitiesRule()
    json: JsonRule | None = None
    columns: ColumnsRule | None = None
    label_studio: LabelStudioRule = LabelStudioRule()
    ours: bool = False
    path: str = ""
    """The file that it stands in, for findings about it."""
    written: str = ""
    """The text of that file."""

    def templates(self) -> Iterator[str]:
        """Every template of the mapping."""
        made, article = self.made_by, self.article
        own = (self.story, self.title, made.name, made.annotator)
        yield from (each for each in own if each)
        known = (article.slug, article.outlet, article.url, article.published, article.language)
        yield from (each for each in known if each)
        for label in self.labels.values():
            yield from (each for each in (label.label, label.entity, label.note) if each)
            for parts in (label.timex, label.wording):
                yield from (parts or {}).values()
        for relation in self.relations.values():
            yield from (each for each in relation.fields.values() if isinstance(each, str))

    def names(self) -> set[str]:
        """The foreign names that templates use."""
        return {name for template in self.templates() for name in names_in(template)}


def our_mapping(codebook: Codebook) -> LabelMapping:
    """The mapping of what we export ourselves: ``layer-label``, and the kinds of records."""
    labels = {
        f"{layer.name}-{label}": LabelRule(layer=layer.name, label=label)
        for layer in codebook.layers
        for label in layer.labels
    }
    relations = {
        kind: RelationRule(record=kind, roles={name: name for name in names})
        for kind, names in LINKS.items()
    }
    made_by = PassRule(guidelines=codebook.version)
    return LabelMapping(made_by=made_by, labels=labels, relations=relations, ours=True)


def read_mapping(
    source: SourceFile, schemas: Schemas, named: Named | None = None
) -> tuple[LabelMapping | None, list[Finding]]:
    """The mapping of a TOML file, or findings that say what is wrong with it.

    Args:
        source: the file.
        schemas: hold our labels and fields.
        named: the names that documents of the format have; None if their data say it.
    """
    table, text, findings = read_toml(source)
    if table is None:
        return None, findings
    findings = stray_lines(check_table(schemas, "file-mapping", table, source.path, text), text)
    if not findings:
        findings = mapping_faults(table, schemas, source.path, text, named)
    if findings:
        return None, findings
    place = {"path": source.path, "written": text}
    return msgspec.convert({**table, **place}, LabelMapping), findings
