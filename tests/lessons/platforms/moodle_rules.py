"""What Moodle's importers take: the rules of its XML and GIFT readers, and how it then marks.

Read in Moodle's own code (``question/format/xml``, ``question/format/gift``, ``question/type/*``),
and written anew: which children a question needs, which fractions an answer may have, what is
stripped, what is decoded, how marks add up.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import Any

from lxml import etree

Element = Any
_PARTS = (1, 0.9, 5 / 6, 0.8, 0.75, 0.7, 2 / 3, 0.6, 0.5, 0.4, 1 / 3, 0.3, 0.25, 0.2, 1 / 6, 1 / 7)
_MORE = (1 / 8, 1 / 9, 0.1, 0.05)
FRACTIONS = (0.0, *_PARTS, *_MORE, *(-each for each in (*_PARTS, *_MORE)))
_FORMATS = frozenset({"html", "moodle_auto_format", "plain_text", "markdown"})
_TYPES = frozenset({"category", "description", "multichoice", "match", "essay", "cloze"})
_NAME, _ID, _ANSWER, _TAG = 255, 100, 255, 50
"""How long a name, an id number, an answer to match and a tag may be."""
_ALTERNATIVE = (
    r"(?:(=|%(-?[0-9]+(?:[.,][0-9]*)?)%))?(.+?(?<!\\|&)(?=[~#}]|$))(?:#(.*?(?<!\\)(?=[~}]|$)))?"
)
_FIELD = re.compile(rf"\{{([0-9]*):(MULTIRESPONSE):((?:~?{_ALTERNATIVE})+)\}}", re.DOTALL)
_ANY_FIELD = re.compile(r"\{[0-9]*:[A-Z_]+:")


@dataclass(frozen=True)
class Answer:
    """An answer as Moodle has it after import."""

    fraction: float
    html: str
    feedback: str


@dataclass(frozen=True)
class Imported:
    """A question as Moodle has it after import: what its type needs, the rest empty."""

    type: str
    name: str
    id: str
    html: str
    points: float
    single: bool
    answers: tuple[Answer, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    feedback: str = ""
    grading: str = ""
    tags: tuple[str, ...] = ()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(fragment: str) -> str:
    """What a browser shows of HTML."""
    parser = _Reader()
    parser.feed(fragment)
    parser.close()
    return "".join(parser.words)


def shown_in_lists(name: str) -> str:
    """What is shown of a name or of an answer to match: tags are stripped, entities stay."""
    return html.unescape(re.sub(r"<[^>]*>", "", name))


def tags_of(fragment: str) -> set[str]:
    """The elements of some HTML."""
    parser = _Reader()
    parser.feed(fragment)
    return parser.tags


def read_xml(data: bytes) -> tuple[str, list[Imported]]:
    """The category and the questions of a file."""
    root = etree.fromstring(data)
    category = root.findtext("question[@type='category']/category/text") or ""
    found = [e for e in root.findall("question") if e.get("type") != "category"]
    return category.strip(), [_imported(each) for each in found]


def _imported(question: Element) -> Imported:
    type_, text = question.get("type"), _text(question, "questiontext")
    points, answers = float(question.findtext("defaultgrade") or 1), _answers(question)
    if type_ == "cloze" and (field := _FIELD.search(text)):
        points, answers = float(field[1]), _cloze(field[3])
        text = text.replace(field[0], "")
    return Imported(
        type=type_,
        name=_text(question, "name"),
        id=question.findtext("idnumber") or "",
        html=text,
        points=points,
        single=question.findtext("single") == "true",
        answers=answers,
        pairs=tuple(
            (_text(each, "."), _text(each, "answer")) for each in question.findall("subquestion")
        ),
        feedback=_text(question, "generalfeedback"),
        grading=_text(question, "graderinfo"),
        tags=tuple(each.strip() for each in question.xpath("tags/tag/text/text()")),
    )


def _text(parent: Element, path: str) -> str:
    return (parent.findtext(f"{path}/text") or "").strip()


def _answers(question: Element) -> tuple[Answer, ...]:
    return tuple(
        Answer(float(each.get("fraction")) / 100, _text(each, "."), _text(each, "feedback"))
        for each in question.findall("answer")
    )


def field(text: str) -> tuple[Answer, ...]:
    """The answers of the first field in a text of which several may be ticked.

    Raises:
        ValueError: if there is none.
    """
    if (found := _FIELD.search(text)) is None:
        raise ValueError(f"no field in {text}")
    return _cloze(found[3])


def _cloze(answers: str) -> tuple[Answer, ...]:
    """Answers inside a text: their entities are decoded, and what is right adds up to 1."""
    found = [
        Answer(float(m[2] or 0) / 100, html.unescape(m[3]), html.unescape(m[4] or ""))
        for m in re.finditer(rf"~?{_ALTERNATIVE}", answers, re.DOTALL)
    ]
    total = sum(each.fraction for each in found if each.fraction > 0)
    return tuple(
        replace(each, fraction=each.fraction / total) if each.fraction > 0 else each
        for each in found
    )


def worth(question: Imported, given: Sequence[int] | dict[int, str]) -> float:
    """What Moodle gives for an answer: numbers of answers, or to rows by number an answer."""
    if isinstance(given, dict):
        rows = [pair for pair in question.pairs if pair[0]]
        right = sum(given.get(at) == answer for at, (_, answer) in enumerate(rows))
        return question.points * right / len(rows)
    got = sum(question.answers[at].fraction for at in given)
    return question.points * min(1.0, max(0.0, got))


def problems(data: bytes) -> list[str]:
    """What an import would stumble over; nothing if all is well."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    if root.tag != "quiz" or not len(root):
        return ["no quiz"]
    ids = [each.text for each in root.iter("idnumber")]
    twice = ["an id number comes twice"] if len(set(ids)) < len(ids) else []
    found = [f"{_text(e, 'name')}: {p}" for e in root.findall("question") for p in _question(e)]
    return [*twice, *_category(root), *found, *_escaping(root)]


def _category(root: Element) -> Iterator[str]:
    if root[0].get("type") != "category":
        yield "the category does not come first"
    path = root.findtext("question[@type='category']/category/text") or ""
    parts = re.split(r"(?<!/)/(?!/)", path)
    if parts[:2] != ["$course$", "top"] or len(parts) != 3 or not parts[-1].strip():
        yield f"no category below the top of the course: {path}"


def _escaping(root: Element) -> Iterator[str]:
    """HTML as text: Moodle does not take elements there."""
    for text in root.iter("text"):
        if len(text):
            yield "elements inside a text"
    for place in ("questiontext", "generalfeedback", "graderinfo", "answer", "feedback"):
        for each in root.iter(place):
            if tags_of(each.findtext("text") or "") & {"script", "style", "iframe", "img", "a"}:
                yield f"{place}: active or linking HTML"


def _question(question: Element) -> Iterator[str]:
    type_ = question.get("type")
    if type_ not in _TYPES:
        yield f"unknown type {type_}"
    if type_ == "category":
        return
    name, id_ = _text(question, "name"), question.findtext("idnumber") or ""
    if not name or len(name) > _NAME or re.search(r"<[a-z/!]", name):
        yield "no name, or one that would be cut or stripped"
    if not id_ or len(id_) > _ID:
        yield "no id number, or too long a one"
    if not _text(question, "questiontext"):
        yield "no text"
    for each in ("questiontext", "generalfeedback"):
        if question.find(each) is None or question.find(each).get("format") not in _FORMATS:
            yield f"{each} without a format"
    if any(len(tag) > _TAG for tag in question.xpath("tags/tag/text/text()")):
        yield "a tag that would be cut"
    check = {"multichoice": _multichoice, "match": _match, "essay": _essay, "cloze": _is_cloze}
    if type_ in check:
        yield from check[type_](question)


def _multichoice(question: Element) -> Iterator[str]:
    fractions = [float(each.get("fraction", "nan")) / 100 for each in question.findall("answer")]
    if len(fractions) < 2:
        yield "fewer than two answers"
    for each in fractions:
        if not any(abs(each - known) < 1e-5 for known in FRACTIONS):
            yield f"the fraction {each} is not on the list"
    single = question.findtext("single")
    if single not in ("true", "false"):
        yield "it does not say whether one answer is right"
    if single == "true" and max(fractions, default=0) != 1:
        yield "no answer is right"
    if single == "false" and abs(sum(each for each in fractions if each > 0) - 1) > 1e-4:
        yield "what is right does not add up"
    if any(not _text(each, ".") for each in question.findall("answer")):
        yield "an empty answer"


def _match(question: Element) -> Iterator[str]:
    pairs = [(_text(e, "."), _text(e, "answer")) for e in question.findall("subquestion")]
    if len(pairs) < 3 or sum(bool(row) for row, _ in pairs) < 2:
        yield "fewer than two rows or three answers"
    for _, answer in pairs:
        if not answer or len(answer) > _ANSWER or re.search(r"<[a-z/!]", answer):
            yield "an answer that is missing, or would be cut or stripped"
    spare = [answer for row, answer in pairs if not row]
    if {*spare} & {answer for row, answer in pairs if row} or len({*spare}) < len(spare):
        yield "a spare answer that is another one too"


def _essay(question: Element) -> Iterator[str]:
    for each in ("responseformat", "responsefieldlines", "graderinfo", "responsetemplate"):
        if question.find(each) is None:
            yield f"no {each}"


def _is_cloze(question: Element) -> Iterator[str]:
    text = _text(question, "questiontext")
    fields = _ANY_FIELD.findall(text)
    field = _FIELD.search(text)
    if len(fields) != 1 or field is None:
        yield f"{len(fields)} fields"
        return
    answers = _cloze(field[3])
    if len(answers) < 2 or not any(each.fraction > 0 for each in answers):
        yield "fewer than two answers, or none right"
    if "{" in text.replace(field[0], ""):
        yield "a brace that could be taken for a field"
