"""The JSON Schemas: finding them, and checking a record against them.

``jsonschema-rs`` gives the fast yes; on a no, ``jsonschema`` (the reference
implementation) writes the messages. A test shows over all examples that both agree.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from tellings.codebook import Codebook

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

URN = "urn:tellings:"


@dataclass(frozen=True, slots=True)
class Violation:
    """One way in which a value does not fit its schema."""

    rule: str
    path: str
    message: str


class Schemas:
    """All schemas together with the label lists of one codebook."""

    def __init__(self, files: Mapping[str, Mapping[str, Any]], codebook: Codebook) -> None:
        self.codebook = codebook
        self._documents = {**files, "codebook": codebook.as_schema()}
        self._fast: dict[str, jsonschema_rs.Draft202012Validator] = {}

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        """The schema of a record kind or file, as it stands in its file."""
        return self._documents[name]

    def __iter__(self) -> Iterator[str]:
        """The names of the schemas."""
        return iter(self._documents)

    def with_labels(self, codebook: Codebook) -> "Schemas":
        """The same schemas over another codebook."""
        return self if codebook is self.codebook else Schemas(self._documents, codebook)

    def fast(self, name: str) -> jsonschema_rs.Draft202012Validator:
        """The compiled validator of one schema, made once."""
        if name not in self._fast:
            self._fast[name] = self._compiled({"$ref": f"{URN}{name}"})
        return self._fast[name]

    def fast_list(self, part: str) -> jsonschema_rs.Draft202012Validator:
        """The compiled validator of a list of values, each held to a part of a schema.

        Args:
            part: the name of the schema, ``#`` and a JSON pointer.
        """
        if (name := f"[{part}]") not in self._fast:
            items = {"$ref": f"{URN}{part}"}
            self._fast[name] = self._compiled({"type": "array", "items": items})
        return self._fast[name]

    def _compiled(self, schema: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
        registry = jsonschema_rs.Registry(
            [(f"{URN}{each}", dict(document)) for each, document in self._documents.items()]
        )
        return jsonschema_rs.Draft202012Validator(
            dict(schema), registry=registry, validate_formats=True
        )

    @cached_property
    def _registry(self) -> Any:
        """The documents without ``$schema``, which would bring back the plain validator."""
        from referencing import Registry
        from referencing.jsonschema import DRAFT202012

        return Registry().with_resources(
            (
                f"{URN}{name}",
                DRAFT202012.create_resource({k: v for k, v in each.items() if k != "$schema"}),
            )
            for name, each in self._documents.items()
        )

    def reference(self, name: str) -> "Draft202012Validator":
        """The reference validator of one schema: slow, and clear in what it says."""
        from jsonschema import Draft202012Validator
        from jsonschema.validators import extend

        strict: type[Draft202012Validator]
        strict = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
        return strict(
            {"$ref": f"{URN}{name}"},
            registry=self._registry,
            format_checker=Draft202012Validator.FORMAT_CHECKER,
        )

    def violations(self, name: str, value: Any) -> list[Violation]:
        """How a value does not fit a schema; empty if it does."""
        if self.fast(name).is_valid(value):
            return []
        found = sorted(self.reference(name).iter_errors(value), key=lambda error: error.json_path)
        unexplained = [Violation("schema", "", f"does not fit the schema of {name}")]
        return [_violation(error) for error in found] or unexplained

    def bundled(self, name: str) -> dict[str, Any]:
        """One schema with everything it refers to, for use outside this package."""
        needed = [name]
        for each in needed:
            for target in re.findall(rf"{URN}([a-z-]+)", repr(self._documents[each])):
                if target not in needed:
                    needed.append(target)
        return {
            **self._documents[name],
            "$defs": {
                **self._documents[name].get("$defs", {}),
                **{each: dict(self._documents[each]) for each in needed[1:]},
            },
        }


def questions(path: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What each field of a record asks: its path, and its description in the schema.

    >>> dict(questions("stance", {"properties": {"holder": {"description": "Whose it is."}}}))
    {'stance.holder': 'Whose it is.'}
    """
    inner = schema.get("items", schema)
    for name, field in inner.get("properties", {}).items():
        if "description" in field:
            yield f"{path}.{name}", field["description"]
        yield from questions(f"{path}.{name}", field)


_LISTED = 24
"""So many names can be listed in a message."""


def nearest(word: str, known: list[str]) -> str:
    """A hint at the known word most like ``word``, or nothing.

    >>> nearest("headlin", ["body", "headline"])
    "; did you mean 'headline'?"
    """
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def no_story(name: str, known: list[str]) -> str:
    """What to say of a story that there is not: the one that may be meant, or all.

    >>> no_story("s40", ["s400-group", "tunnel"])
    "there is no story 's40'; did you mean 's400-group'?"
    """
    begun = [each for each in known if name and each.startswith(name)]
    meant = f"; did you mean {begun[0]!r}?" if len(begun) == 1 else nearest(name, known)
    every = f"; there are {', '.join(known)}" if len(known) > 1 else f"; there is {known[0]}"
    return f"there is no story {name!r}{meant or every}"


def _pattern(
    _validator: Any, pattern: str, instance: Any, _schema: Any
) -> Iterator["ValidationError"]:
    """The keyword ``pattern`` as ECMA 262 reads it: ``$`` is the very end of the text."""
    from jsonschema import ValidationError

    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _violation(error: "ValidationError") -> Violation:
    path = error.json_path.removeprefix("$").removeprefix(".")
    where = f"{path}: " if path else ""
    rule: Any = error.validator_value
    if error.validator == "enum" and isinstance(error.instance, str):
        known = [str(each) for each in rule]
        shown = ", ".join(known) if len(known) <= 12 else f"one of {len(known)} labels"
        hint = nearest(error.instance, known) or f"; known are {shown}"
        return Violation("unknown-label", path, f"{where}{error.instance!r} is no label here{hint}")
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        schema: Any = error.schema
        known = list(schema.get("properties", {}))
        stray = [key for key in error.instance if key not in known]
        known_are = f"; known are {', '.join(known)}" if len(known) <= _LISTED else ""
        text = ", ".join(
            f"unknown field {key!r}{nearest(key, known) or known_are}" for key in stray
        )
        return Violation("unknown-field", path, where + text)
    if error.validator == "required":
        return Violation("missing-field", path, where + error.message)
    return Violation("schema", path, where + _shortened(error.message))


def _shortened(message: str, limit: int = 300) -> str:
    return message if len(message) <= limit else f"{message[:limit]}..."
