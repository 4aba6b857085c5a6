"""Questions as Moodle XML."""

from collections.abc import Iterator

from lxml import etree

from tellings.lessons.moodle.cloze import cloze_text
from tellings.lessons.moodle.quiz import Bank, Quiz, Type
from tellings.lessons.platforms.markup import Element

_HTML = {"format": "html"}


def quiz_file(bank: Bank) -> bytes:
    """A category of questions as a file.

    Text goes in as text, never as CDATA, so that no ``]]>`` of an article can end anything.
    """
    root = etree.Element("quiz")
    category = etree.SubElement(root, "question", {"type": "category"})
    _text(etree.SubElement(category, "category"), bank.category)
    for quiz in bank.quizzes:
        root.append(_question(quiz))
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _question(quiz: Quiz) -> Element:
    root = etree.Element("question", {"type": quiz.type.value})
    _text(etree.SubElement(root, "name"), quiz.name)
    cloze = quiz.type is Type.CLOZE
    text = cloze_text(quiz) if cloze else quiz.html
    _text(etree.SubElement(root, "questiontext", _HTML), text)
    _text(etree.SubElement(root, "generalfeedback", _HTML), quiz.feedback)
    for tag, value in _settings(quiz):
        etree.SubElement(root, tag).text = value
    for answer in () if cloze else quiz.answers:
        found = etree.SubElement(root, "answer", {"fraction": answer.percent, **_HTML})
        _text(found, answer.html)
        _text(etree.SubElement(found, "feedback", _HTML), answer.feedback)
    for pair in quiz.pairs:
        row = etree.SubElement(root, "subquestion", _HTML)
        _text(row, pair.html)
        _text(etree.SubElement(row, "answer"), pair.answer)
    if quiz.type is Type.ESSAY:
        _text(etree.SubElement(root, "graderinfo", _HTML), quiz.grading)
        _text(etree.SubElement(root, "responsetemplate", _HTML), "")
    if quiz.tags:
        tags = etree.SubElement(root, "tags")
        for tag in quiz.tags:
            _text(etree.SubElement(tags, "tag"), tag)
    return root


def _settings(quiz: Quiz) -> Iterator[tuple[str, str]]:
    """The settings of a question, in the order in which Moodle writes them."""
    if quiz.type is not Type.CLOZE:  # its points stand in its text
        yield "defaultgrade", str(quiz.points)
    yield "penalty", "0"
    yield "hidden", "0"
    yield "idnumber", quiz.id
    if quiz.type is Type.CHOICE:
        yield "single", "true" if quiz.single else "false"
        yield "answernumbering", "none"
    if quiz.type in (Type.CHOICE, Type.MATCH):
        yield "shuffleanswers", "false"
    if quiz.type is Type.ESSAY:
        yield "responseformat", "editor"
        yield "responserequired", "1"
        yield "responsefieldlines", "10"
        yield "attachments", "0"
        yield "attachmentsrequired", "0"


def _text(parent: Element, text: str) -> None:
    etree.SubElement(parent, "text").text = text
