"""The manifest of a SCORM 1.2 package: one page that talks to the platform, and a note."""

from lxml import etree

from tellings.lessons.files import legal
from tellings.lessons.platforms.markup import Element
from tellings.lessons.shown import Lesson

PAGE, NOTE = "lesson.html", "about.txt"
_CONTENT = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL = "http://www.adlnet.org/xsd/adlcp_rootv1p2"


def manifest(lesson: Lesson) -> bytes:
    """The file ``imsmanifest.xml``."""
    root = etree.Element(f"{{{_CONTENT}}}manifest", nsmap={None: _CONTENT, "adlcp": _ADL})
    root.set("identifier", f"tellings-{lesson.digest}")
    root.set("version", "1.2")
    metadata = _sub(root, "metadata")
    _sub(metadata, "schema").text = "ADL SCORM"
    _sub(metadata, "schemaversion").text = "1.2"
    title = legal(lesson.title)
    organization = _sub(_sub(root, "organizations", default="lesson"), "organization")
    organization.set("identifier", "lesson")
    _sub(organization, "title").text = title
    item = _sub(organization, "item", identifier="item", identifierref="page", isvisible="true")
    _sub(item, "title").text = title
    resources = _sub(root, "resources")
    _resource(resources, "page", "sco", PAGE)
    _resource(resources, "about", "asset", NOTE)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _resource(parent: Element, name: str, kind: str, href: str) -> None:
    resource = _sub(parent, "resource", identifier=name, type="webcontent", href=href)
    resource.set(f"{{{_ADL}}}scormtype", kind)
    _sub(resource, "file", href=href)


def _sub(parent: Element, tag: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{_CONTENT}}}{tag}", attributes)
