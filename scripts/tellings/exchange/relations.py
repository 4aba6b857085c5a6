"""Foreign relations and events, made into the records that tie spans together."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from tellings.exchange.adopting import (
    AUTHOR,
    NOTE,
    Adopted,
    Adopting,
    mint,
    take_spans,
    unused_fields,
)
from tellings.exchange.foreign import ForeignDocument, ForeignRelation, Loss
from tellings.exchange.mapping import LabelMapping, RelationRule
from tellings.exchange.portable import LINKS, is_list
from tellings.exchange.quotation import QUOTATION_MARKS, quote_type, quoted

JSON = dict[str, Any]
_EMPTY: Mapping[str, tuple[str, ...]] = {
    "attribution": ("source_entities",),
    "event-mention": ("evidence_spans", "commitments"),
}
"""Lists that a record has to have, and that may be empty."""


def adopt(document: ForeignDocument, mapping: LabelMapping, article_id: str, text: str) -> Adopted:
    """The records that a document gives, and what became of each of its annotations.

    Args:
        document: what the foreign file says.
        mapping: what that is in our words.
        article_id: the article of ours that the document's text is.
        text: its text, e-mail addresses masked.
    """
    work = Adopting(document, mapping, article_id, text)
    for loss in document.losses:
        work.lose(loss, "unreadable" if loss.rule == "foreign-syntax" else None)
    anchors = {each.trigger: each.label for each in document.relations if each.trigger}
    take_spans(work, anchors)
    if document.relations:
        _Relations(work).take()
    unused_fields(work)
    return work.done


class _Relations:
    """The relations of a document on their way."""

    def __init__(self, work: Adopting) -> None:
        self.work = work
        self.relations = {each.id: each for each in work.document.relations}
        self.known = {each.id for each in work.document.spans}
        self.broken: set[str] = set()
        """The relations that lack an end."""
        self.records: dict[str, JSON] = {}
        """The record that each relation became, or went into."""

    @cached_property
    def inside(self) -> list[bool]:
        """Which letters of the text stand in quotation marks."""
        return quoted(self.work.text)

    @cached_property
    def spans(self) -> dict[str, JSON]:
        """The records of all spans by id."""
        return {each["id"]: each for made in self.work.spans.values() for each in made}

    def take(self) -> None:
        """Make the records; ids first, so that they may point at each other."""
        rules = {each.id: self._rule(each) for each in self.relations.values()}
        groups: dict[object, JSON] = {}
        for name, relation in self.relations.items():
            rule = rules[name]
            if rule is not None:
                key = self._group(relation, rule)
                empty = {"record": rule.record, "article_id": self.work.article_id}
                record = groups.setdefault(key, empty)
                if relation.own is not None and "id" in relation.own:
                    record["id"] = relation.own["id"]
                self.records[name] = record
        records = list(groups.values())
        for kind in LINKS:
            same = [each for each in records if each["record"] == kind]
            mint(same, kind, self.work.article_id)
        sound = []
        for name, relation in self.relations.items():
            rule = rules[name]
            if rule is not None and self._has_its_ends(relation, rule):
                self._fill(relation, rule, self.records[name])
                sound.append(self.records[name]["id"])
        records = [each for each in records if each["id"] in sound]
        for record in records:
            self._complete(record)
        self.work.done.records += records
        self._account()

    def _rule(self, relation: ForeignRelation) -> RelationRule | None:
        mapping = self.work.mapping
        rule = mapping.relations.get(relation.label)
        if rule is None and relation.own is not None and relation.label in LINKS:
            roles = {name: name for name in LINKS[relation.label]}
            rule = RelationRule(record=relation.label, roles=roles)
        if rule is None:
            wanted = relation.label in mapping.leave_out
            message = (
                f"{relation.label} is left out, as the mapping says"
                if wanted
                else f"the mapping has no relation {relation.label!r}"
            )
            loss = Loss(relation.id, "left-out" if wanted else "unmapped", message, relation.place)
            self.work.lose(loss, relation.label)
        return rule

    def _group(self, relation: ForeignRelation, rule: RelationRule) -> object:
        """What relations have in common that become one record."""
        shared = [target for role, target in relation.links if role == rule.group]
        return (rule.record, shared[0]) if shared else relation.id

    def _fill(self, relation: ForeignRelation, rule: RelationRule, record: JSON) -> None:
        if relation.own is not None:
            record |= {key: value for key, value in relation.own.items() if key != "id"}
        for role, target in relation.links:
            field = rule.roles.get(role)
            if field is not None:
                self._link(relation, record, field, target)
            elif role not in self.work.mapping.leave_out:
                message = f"the mapping of {relation.label!r} has no role {role!r}"
                self.work.told("unmapped", relation.id, relation.place, message)
        if relation.own is None:
            self._own_fields(relation, rule, record)

    def _targets(self, field: str, target: str) -> list[str]:
        """The ids of the records that a foreign id means for a field."""
        if target in self.records:
            return [self.records[target]["id"]]
        return _fitting(field, self.work.spans.get(target, []))

    def _has_its_ends(self, relation: ForeignRelation, rule: RelationRule) -> bool:
        """Whether all is there that a relation ties together; if not, it is told and left out."""
        faults = []
        for role, target in relation.links:
            field = rule.roles.get(role)
            if field is not None and not self._targets(field, target):
                faults.append(f"{field}: {target!r} is not there, or became nothing")
        if relation.trigger and relation.trigger not in self.known:
            faults.append(f"its trigger {relation.trigger!r} is not there")
        for message in faults:
            self.work.told("unresolved-reference", relation.id, relation.place, message)
        if faults:
            self.work.done.left_out[relation.label] += 1
            self.broken.add(relation.id)
        return not faults

    def _link(self, relation: ForeignRelation, record: JSON, field: str, target: str) -> None:
        ids = self._targets(field, target)
        if is_list(field):
            listed = record.setdefault(field, [])
            listed += [each for each in ids if each not in listed]
        elif len(ids) > 1 or record.get(field, ids[0]) != ids[0]:
            message = f"{field} takes one span, but {target} and what came before are several"
            self.work.told("unmapped", relation.id, relation.place, message)
        else:
            record[field] = ids[0]

    def _own_fields(self, relation: ForeignRelation, rule: RelationRule, record: JSON) -> None:
        for name, template in rule.fields.items():
            if name not in record and (value := self._value(relation, name, template)) != "":
                record[name] = value
        if note := relation.fields.get(NOTE):
            record.setdefault(NOTE, note)
        record.setdefault("status", "draft")

    def _value(self, relation: ForeignRelation, name: str, template: Any) -> Any:
        """The value of a field: a filled template, and an entity where the field names one."""
        if isinstance(template, list):
            values = [self._value(relation, name, each) for each in template]
            return [each for each in values if each != ""]
        if not isinstance(template, str):
            return template
        value = self.work.fill(template, relation.fields)
        named = name in ("holder", "source_entities") and value not in ("", AUTHOR)
        return self.work.entity(value) if named else value

    def _complete(self, record: JSON) -> None:
        """What is told by rule, and lists that are there though they are empty."""
        spans = self.spans
        if record["record"] == "attribution" and "source_entities" not in record:
            source = spans.get(record.get("source_span", ""), {})
            record["source_entities"] = [source["entity"]] if "entity" in source else []
        for name in _EMPTY.get(record["record"], ()):
            record.setdefault(name, [])
        for name, value in record.items():
            if isinstance(value, dict) and value.get("rule") == QUOTATION_MARKS:
                contents = [spans[each] for each in record.get("content_spans", ())]
                ranges = [(each["start"], each["end"]) for each in contents]
                record[name] = quote_type(self.work.text, self.inside, ranges)

    def _account(self) -> None:
        """Say of each relation, and of the span that anchors it, what it became."""
        anchored: dict[str, list[str]] = {}
        for name, relation in self.relations.items():
            sound = name in self.records and name not in self.broken
            made = [self.records[name]["id"]] if sound else []
            if made:
                self.work.arrive(name, relation.place, made)
            if relation.trigger:
                anchored.setdefault(relation.trigger, []).extend(made)
        for span in self.work.anchors:
            if made := anchored[span.id]:
                self.work.arrive(span.id, span.place, made)
            else:
                message = f"{span.labels[0]} anchors a relation that became nothing"
                self.work.lose(Loss(span.id, "left-out", message, span.place), span.labels[0])


def _fitting(field: str, spans: list[JSON]) -> list[str]:
    """The ids of the spans that a field can mean: of several with one place those of its label."""
    role = field.partition("_")[0]
    same = [each["id"] for each in spans if each["label"] == role]
    return same or [each["id"] for each in spans]
