"""Elements of QTI 3.0: names, declarations, and the rules that give marks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from tellings.lessons.platforms.markup import Content, Element, Markup
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words

ITEMS = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
"""The namespace of items, tests and stimuli."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RESPONSE, SCORE, FEEDBACK = "RESPONSE", "SCORE", "FEEDBACK"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]")


def identifier(name: str) -> str:
    """A name as QTI takes it, without the dot that QTI puts between an item and its variables.

    >>> identifier("choosing:1"), identifier("é:1")
    ('choosing--1', '_e9_--1')
    """
    return _NOT_IN_NAMES.sub(lambda m: "--" if m[0] == ":" else f"_{ord(m[0]):x}_", name)


def number(value: float) -> str:
    """A number as XML Schema writes it, exact."""
    return repr(value).removesuffix(".0")


def document(root: Element) -> bytes:
    """An element as a file."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


@dataclass(frozen=True)
class Qti:
    """Makes the elements of one package.

    Attributes:
        lesson: the lesson it is of.
        words: the sentences of the form.
        markup: makes elements in the namespace of items.
    """

    lesson: Lesson
    words: Words
    markup: Markup

    @classmethod
    def of(cls, lesson: Lesson, words: Words) -> "Qti":
        """For a lesson."""
        return cls(lesson, words, Markup.of(lesson, words, ITEMS))

    def __call__(
        self, tag: str, attributes: Mapping[str, str] | None = None, *content: Content
    ) -> Element:
        """An element; QTI's own are named without their ``qti-``."""
        return self.markup.element(f"qti-{tag}", attributes, *content)

    def plain(self, tag: str, attributes: Mapping[str, str] | None, *content: Content) -> Element:
        """An element that QTI has from HTML."""
        return self.markup.element(tag, attributes, *content)

    def turned(self, *content: Content) -> Element:
        """A block that reads in the direction of the lesson."""
        return self.plain("div", {"dir": self.lesson.direction}, *content)

    def response(
        self,
        name: str,
        cardinality: str,
        base: str,
        right: Sequence[str] = (),
        mapped: Mapping[str, float] | None = None,
    ) -> Element:
        """The declaration of an answer: its right values, and what each value is worth."""
        attributes = {"identifier": name, "cardinality": cardinality, "base-type": base}
        values = [self("value", None, each) for each in right]
        correct = self("correct-response", None, *values) if values else None
        return self("response-declaration", attributes, correct, self._mapping(mapped))

    def _mapping(self, mapped: Mapping[str, float] | None) -> Element | None:
        if not mapped:
            return None
        entries = (
            self("map-entry", {"map-key": key, "mapped-value": number(value)})
            for key, value in mapped.items()
        )
        return self("mapping", {"default-value": "0", "lower-bound": "0"}, *entries)

    def outcome(self, name: str, base: str, default: str = "", **bounds: str) -> Element:
        """The declaration of an outcome."""
        attributes = {"identifier": name, "cardinality": "single", "base-type": base}
        attributes |= {key.replace("_", "-"): value for key, value in bounds.items()}
        value = self("default-value", None, self("value", None, default)) if default else None
        return self("outcome-declaration", attributes, value)

    def value(self, base: str, text: str) -> Element:
        """A constant."""
        return self("base-value", {"base-type": base}, text)

    def variable(self, name: str) -> Element:
        """The value of a variable."""
        return self("variable", {"identifier": name})

    def set_to(self, name: str, expression: Element) -> Element:
        """A rule that sets an outcome."""
        return self("set-outcome-value", {"identifier": name}, expression)

    def when(
        self, condition: Element, then: Iterable[Element], otherwise: Iterable[Element] = ()
    ) -> Element:
        """A rule that depends on a condition."""
        rest = list(otherwise)
        last = self("response-else", None, *rest) if rest else None
        return self("response-condition", None, self("response-if", None, condition, *then), last)

    def answered(self, name: str) -> Element:
        """Whether there is an answer."""
        return self("not", None, self("is-null", None, self.variable(name)))

    def mapped(self, name: str = RESPONSE) -> Element:
        """What an answer is worth by the mapping of its declaration."""
        return self("map-response", {"identifier": name})

    def score_by_mapping(self) -> Element:
        """A rule that gives the marks of the mapping; no answer gets none."""
        score = self.set_to(SCORE, self.mapped())
        none = self.set_to(SCORE, self.value("float", "0"))
        return self.when(self.answered(RESPONSE), [score], [none])
