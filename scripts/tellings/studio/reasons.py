"""Why somebody decided so: a field of every region, on pages for adjudication only."""

from collections.abc import Collection, Iterable
from xml.etree import ElementTree as ET

from tellings.studio.config import ANCHORS, TEXT
from tellings.studio.forms import FORMS, SPAN
from tellings.studio.regions import Region, Result, minted, regions_of

REASON = "reason"


def with_reasons(config: str) -> str:
    """A page with a field for the reason beside every selected region."""
    root = ET.fromstring(config)  # noqa: S314 - it is our own page
    side = next(each for each in root.iter("View") if each.get("className") == "t-side")
    panel = ET.Element("View", className="t-form t-is-reason", visibleWhen="region-selected")
    ET.SubElement(panel, "Header", value="why (where the passes differ)")
    ET.SubElement(
        panel,
        "TextArea",
        name=REASON,
        toName=TEXT,
        perRegion="true",
        editable="true",
        rows="2",
        maxSubmissions="1",
    )
    side.insert(1, panel)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")


def reasons(results: Iterable[Result], article: str, records: Collection[str]) -> dict[str, str]:
    """The reason given for each record, by id.

    Args:
        results: an annotation's results.
        article: the id of the article.
        records: the ids of the records that the annotation gives.
    """
    found: dict[str, str] = {}
    for region in regions_of(results)[0].values():
        why = " ".join(" ".join(region.values.get(REASON, ())).split())
        if why:
            found |= dict.fromkeys(_records(region, article, records), why)
    return found


def _records(region: Region, article: str, records: Collection[str]) -> list[str]:
    """The records that a region stands for: those made on it, and those that it was sent with."""
    made = [
        minted(article, SPAN, region.id, f"{layer}/{label}")
        for layer, label in region.labels
        if layer != ANCHORS
    ]
    made += [minted(article, form, region.id, "") for form in FORMS]
    sent = [each.partition("#")[0] for each in region.ids.values()]
    return [each for each in (*made, *sent) if each in records]
