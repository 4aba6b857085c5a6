"""Names and roles of a mapping that no document has, though it has one written nearly so."""

from collections.abc import Iterator
from difflib import get_close_matches

from tellings.exchange.foreign import ForeignDocument
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.templates import required_names
from tellings.findings import Finding
from tellings.positions import toml_line
from tellings.schemas import nearest

_ALIKE = 0.8
"""How alike a name has to be that nothing uses, from 0 to 1; an attribute may well be missing."""


class Met:
    """What the documents of an import call things."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.roles: dict[str, set[str]] = {}

    def take(self, document: ForeignDocument) -> None:
        """Note what one document calls things."""
        self.names.update(document.names)
        for span in document.spans:
            if span.fields:
                self.names.update(span.fields)
        for relation in document.relations:
            self.names.update(relation.fields)
            roles = self.roles.setdefault(relation.label, set())
            roles.update(role for role, _ in relation.links)

    def findings(self, mapping: LabelMapping) -> list[Finding]:
        """A finding at the line of the mapping for each slip that the documents show."""
        if not mapping.path:
            return []
        return [*self._of_names(mapping), *(each for _, each in self._of_roles(mapping))]

    def follow(self, mapping: LabelMapping) -> tuple[str, ...]:
        """How what is said of single annotations ends that follows from a slip in a role."""
        return tuple(said for said, _ in self._of_roles(mapping)) if mapping.path else ()

    def _of_names(self, mapping: LabelMapping) -> Iterator[Finding]:
        wanted = [name for each in mapping.templates() for name in required_names(each)]
        idle = sorted(self.names - mapping.names() - {"folder"})
        for name in dict.fromkeys(wanted):
            close = [] if name in self.names else get_close_matches(name, idle, 1, _ALIKE)
            if close:
                hint = f"; did you mean {close[0]!r}?"
                lines = enumerate(mapping.written.splitlines(), 1)
                line = next((number for number, each in lines if f"{{{name}}}" in each), None)
                said = f"nothing gives {{{name}}}{hint} {{{name}|}} is what may be missing"
                yield Finding("unmapped", mapping.path, said, line)

    def _of_roles(self, mapping: LabelMapping) -> Iterator[tuple[str, Finding]]:
        for label, rule in mapping.relations.items():
            met = self.roles.get(label, set())
            unknown = sorted(met - rule.roles.keys() - {*mapping.leave_out})
            for role in rule.roles.keys() - met:
                if hint := nearest(role, unknown):
                    meant = next(each for each in unknown if hint.endswith(f"{each!r}?"))
                    line = toml_line(mapping.written, f"relations.{label}.roles.{role}")
                    said = f"no {label!r} has the role {role!r}{hint}"
                    follows = f"the mapping of {label!r} has no role {meant!r}"
                    yield follows, Finding("unmapped", mapping.path, said, line)
