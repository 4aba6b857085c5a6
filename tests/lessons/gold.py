"""Small made-up stories with gold and passes, record by record; nothing in them is true."""

import datetime
import itertools
from collections.abc import Iterable
from typing import Any

import msgspec

from tellings.lessons import grounding
from tellings.lessons.exercise import Exercise
from tellings.lessons.items import Item
from tellings.lessons.layers import Layers
from tellings.lessons.wording import Words
from tellings.records import (
    Annotation,
    Attribution,
    Commitment,
    Date,
    Entity,
    Event,
    EventLink,
    EventMention,
    Pass,
    PassArticle,
    Reuse,
    Shift,
    Span,
    Support,
)
from tellings.store.schema_files import load_codebook
from tellings.story import GOLD, PassData, RecordFile, StoryData
from tests.lessons.sample import story

BOTH = ("a", "b")


class Made:
    """A story to which records are added; both passes have them unless it is said otherwise."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.data: StoryData = story(texts)
        self._counts = itertools.count(1)
        day = datetime.date(2031, 2, 3)
        articles = tuple(PassArticle(article=name, date=day) for name in self.data.articles)
        for name in BOTH:
            info = Pass(
                id=name,
                annotator=name,
                kind="human",
                guideline_version="1.0.0",
                articles=articles,
                status="draft",
            )
            self.data.passes[name] = PassData(info, f"seeds/harbour/annotations/{name}")

    def add(
        self,
        record: Annotation,
        passes: Iterable[str] = BOTH,
        otherwise: dict[str, dict[str, Any]] | None = None,
    ) -> str:
        """Add a record to gold and to some passes; ``otherwise`` changes fields in one of them."""
        names = tuple(passes)
        for name in names:
            changed = (otherwise or {}).get(name, {})
            self._put(name, msgspec.structs.replace(record, **changed))
        refs = tuple(f"{name}/{record.id}" for name in names)
        self._put(GOLD, msgspec.structs.replace(record, from_=refs))
        return record.id

    def only(self, name: str, record: Annotation) -> str:
        """Add a record to one pass alone."""
        self._put(name, record)
        return record.id

    def _put(self, name: str, record: Annotation) -> None:
        article = getattr(record, "article_id", None)
        file = RecordFile(f"{name}.json", b"", article, records=[record], rows=[0])
        self.data.passes[name].files.append(file)

    def _id(self, kind: str, slug: str | None = None) -> str:
        where = f"harbour:{slug}" if slug else "harbour"
        return f"{where}:{kind}:{next(self._counts):03}"

    def span(self, slug: str, layer: str, label: str, text: str, **more: Any) -> str:
        """A span on the first place where an article has some words."""
        return self.add(self.span_record(slug, layer, label, text, **more))

    def span_record(self, slug: str, layer: str, label: str, text: str, **more: Any) -> Span:
        article = self.data.articles[f"harbour:{slug}"]
        start = article.text.index(text)
        return Span(
            id=self._id("span", slug),
            article_id=article.id,
            layer=layer,
            label=label,
            start=start,
            end=start + len(text),
            text=text,
            status="draft",
            **more,
        )

    def entity(self, name: str, kind: str) -> str:
        ident = f"harbour:entity:{name.lower().replace(' ', '-')}"
        return self.add(Entity(id=ident, name=name, type=kind, aliases=(), status="draft"))

    def said(
        self,
        slug: str,
        source: tuple[str, str, str] | None,
        cue: str | None,
        content: str,
        otherwise: dict[str, dict[str, Any]] | None = None,
        **more: Any,
    ) -> str:
        """An attribution; ``source`` is its words, the label of a mention on them, the entity."""
        source_span = None
        if source:
            words, label, entity = source
            self.span(slug, "mention", label, words, entity=entity)
            source_span = self.span(slug, "attribution", "source", words, entity=entity)
        fields: dict[str, Any] = {
            "source_span": source_span,
            "cue_span": self.span(slug, "attribution", "cue", cue) if cue else None,
            "content_spans": (self.span(slug, "attribution", "content", content),),
            "scope": "clear",
            "source_entities": (source[2],) if source else (),
            "quote_type": "indirect",
            "source_kind": "named_person",
            "cue_class": "neutral",
        }
        record = Attribution(
            id=self._id("attribution", slug),
            article_id=f"harbour:{slug}",
            status="draft",
            **{**fields, **more},
        )
        return self.add(record, otherwise=otherwise)

    def event(self, title: str, basis: str = "unknown") -> str:
        record = Event(
            id=self._id("event"),
            type="other",
            title=title,
            date=Date(basis=basis, evidence=()),
            participants=(),
            status="draft",
        )
        return self.add(record)

    def link(self, one: str, other: str, relation: str, basis: str = "cross_document") -> str:
        """What is said of two events."""
        record = EventLink(
            id=self._id("event-link"),
            from_event=one,
            to_event=other,
            relation=relation,
            basis=basis,
            evidence=(),
            status="draft",
        )
        return self.add(record)

    def mention(
        self,
        slug: str,
        event: str,
        stands: dict[str, tuple[str, str]],
        otherwise: dict[str, str] | None = None,
        identity_basis: str = "in_text",
    ) -> str:
        """A mention; ``stands`` are factuality and evidence by source; pass b may say otherwise."""

        def commitments(changed: dict[str, str]) -> tuple[Commitment, ...]:
            return tuple(
                Commitment(
                    source=source,
                    factuality=changed.get(source, factuality),
                    speech_act="asserts",
                    evidence_spans=(evidence,),
                )
                for source, (factuality, evidence) in stands.items()
            )

        record = EventMention(
            id=self._id("event-mention", slug),
            article_id=f"harbour:{slug}",
            event=event,
            evidence_spans=(),
            context="historical",
            identity_basis=identity_basis,
            commitments=commitments({}),
            status="draft",
        )
        return self.add(record, otherwise={"b": {"commitments": commitments(otherwise or {})}})

    def reuse(
        self,
        before: Iterable[str],
        after: Iterable[str],
        shifts: Iterable[tuple[str | None, str | None]] = (),
        theirs: Iterable[tuple[str | None, str | None]] | None = None,
        **more: Any,
    ) -> str:
        """A reuse; pass b may have other shifts (``theirs``)."""

        def made(pairs: Iterable[tuple[str | None, str | None]]) -> tuple[Shift, ...]:
            return tuple(
                Shift(from_span=one, to_span=other, effect="strengthened") for one, other in pairs
            )

        shifts = tuple(shifts)
        fields: dict[str, Any] = {
            "kind": "rewritten",
            "direction": "forward",
            "acknowledged": True,
            "fidelity": "shifted",
        }
        otherwise = more.pop("otherwise", {})
        record = Reuse(
            id=self._id("reuse"),
            from_spans=tuple(before),
            to_spans=tuple(after),
            shifts=made(shifts),
            status="draft",
            **{**fields, **more},
        )
        others = {"shifts": made(shifts if theirs is None else theirs), **otherwise}
        return self.add(record, otherwise={"b": others})

    def support(
        self,
        slug: str,
        claim: str,
        relation: str,
        spans: Iterable[str],
        otherwise: dict[str, Any] | None = None,
    ) -> str:
        """What bears a claim out; pass b may say otherwise."""
        record = Support(
            id=self._id("support", slug),
            article_id=f"harbour:{slug}",
            claim_span=claim,
            relation=relation,
            support_spans=tuple(spans),
            status="draft",
        )
        return self.add(record, otherwise={"b": otherwise or {}})

    @property
    def slugs(self) -> list[str]:
        """The articles by their short names."""
        return [name.rpartition(":")[2] for name in self.data.articles]

    @property
    def layers(self) -> Layers:
        return Layers(self.data, load_codebook())

    def items(self, exercise: Exercise) -> list[Item]:
        """What an exercise makes of it, checked."""
        layers = self.layers
        found = exercise.items(layers, Words(exercise.words))
        grounding.check(found, layers.articles)
        return found
