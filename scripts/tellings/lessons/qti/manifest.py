"""The manifest of a QTI package: all its files, and which of them needs which."""

from collections.abc import Sequence

from lxml import etree

from tellings.lessons.files import legal
from tellings.lessons.platforms.markup import Element
from tellings.lessons.platforms.questions import Question
from tellings.lessons.qti.building import Qti, identifier
from tellings.lessons.qti.places import (
    NOTE,
    TEST,
    article_file,
    article_name,
    item_file,
    needs_articles,
)
from tellings.lessons.shown import ShownArticle

_SPACE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"


def manifest(qti: Qti, questions: Sequence[Question], articles: Sequence[ShownArticle]) -> Element:
    """The list of all files, and which of them needs which."""
    root = etree.Element(f"{{{_SPACE}}}manifest", nsmap={None: _SPACE})
    root.set("identifier", identifier(f"tellings-{qti.lesson.story}-{qti.lesson.digest}"))
    metadata = _sub(root, "metadata")
    _sub(metadata, "schema").text = "QTI Package"
    _sub(metadata, "schemaversion").text = "3.0.0"
    _sub(root, "organizations")
    resources = _sub(root, "resources")
    names = [_resource(each.name) for each in questions]
    _file(resources, "test", "imsqti_test_xmlv3p0", TEST, names)
    stimuli = [article_name(each) for each in articles]
    for each in questions:
        needed = stimuli if needs_articles(each) else []
        _file(resources, _resource(each.name), "imsqti_item_xmlv3p0", item_file(each), needed)
    for article in articles:
        place = article_file(article)
        _file(resources, article_name(article), "imsqti_stimulus_xmlv3p0", place, [])
    _file(resources, "about", "webcontent", NOTE, [])
    return root


def _resource(name: str) -> str:
    return f"item-{identifier(name)}"


def _sub(parent: Element, tag: str, **attributes: str) -> Element:
    clean = {key: legal(value) for key, value in attributes.items()}
    return etree.SubElement(parent, f"{{{_SPACE}}}{tag}", clean)


def _file(parent: Element, name: str, kind: str, href: str, needs: Sequence[str]) -> None:
    resource = _sub(parent, "resource", identifier=name, type=kind, href=href)
    _sub(resource, "file", href=href)
    for each in needs:
        _sub(resource, "dependency", identifierref=each)
