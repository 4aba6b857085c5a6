"""The labelling config of a page: XML for Label Studio, made from codebook and registry."""

from collections.abc import Container, Iterable, Mapping
from xml.etree import ElementTree as ET

from tellings.codebook import Inventory, Label
from tellings.studio.forms import COMMITMENT, SPAN_FORM, Field, Form, stands_on
from tellings.studio.pages import Page
from tellings.studio.registry import Registry
from tellings.studio.style import style_sheet

TEXT = "text"
ANCHORS = "anchors"
CONTEXT = "context"
"""The hidden control of anchors that a page shows only because something points at them."""
FLAGS = ("yes", "no")
NO_KEY = "ctrl+alt+shift+f19"
"""A key that nobody presses, for what has none: else Label Studio gives it a free letter, and
typing that letter would change the region in hand."""
_KEYED = ("Label", "Choice", "TextArea", "Taxonomy")
_RADIO_AT_MOST = 6
"""A list with more values than this is a menu."""


def label_config(page: Page, registry: Registry) -> str:
    """The config of a page for one story."""
    root = ET.Element("View")
    ET.SubElement(root, "Style").text = style_sheet(page)
    if not page.blind:
        head = _view(root, "t-head")
        ET.SubElement(head, "Header", value="$headline")
        ET.SubElement(head, "Header", value="$outlet")
    columns = _view(root, "t-page")
    _main(_view(columns, "t-main"), page)
    _side(_view(columns, "t-side"), page, registry)
    for each in root.iter():
        if each.tag in _KEYED and "hotkey" not in each.attrib:
            each.set("hotkey", NO_KEY)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode")


def controls(page: Page) -> dict[str, tuple[Form, Field]]:
    """The controls of a page that hold values, by name."""
    forms = (SPAN_FORM, *page.forms)
    return {field.control: (form, field) for form in forms for field in form.fields}


def _view(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, "View", {"className": name, **attributes})


# Text and labels ------------------------------------------------------------------------------


def _main(view: ET.Element, page: Page) -> None:
    bar = _view(view, "t-bar")
    keys = _hotkeys(page)
    anchors = _anchors(page)
    last = sorted(page.inventories, key=lambda layer: layer.name == "segment")
    for layer in (*last, *([anchors] if anchors else [])):
        has_keys = any(name in keys for name in layer.labels)
        row = _view(bar, "t-layer" if has_keys else "t-layer t-keyless")
        ET.SubElement(row, "Header", value=layer.title)
        _labels(row, layer, keys)
    _relations(view, page)
    ET.SubElement(_view(view, "t-text"), "Text", name=TEXT, value="$text", granularity="symbol")
    hidden = _view(view, "t-context")
    for layer in page.codebook.layers:
        if layer.name not in page.layers:
            _labels(hidden, layer, {})
    if locked := _locked_anchors(page):
        _labels(hidden, locked, {})


def _anchors(page: Page) -> Inventory | None:
    """The anchors of the records that the page has."""
    every = page.codebook.anchors
    if every is None or not page.forms:
        return None
    return _some_anchors(every, ANCHORS, {form.name for form in page.forms})


def _locked_anchors(page: Page) -> Inventory | None:
    """The anchors of records that the page's own records may point at and that it does not have."""
    linked = {link.to[:-1] for form in page.forms for link in form.links if link.to.endswith("!")}
    missing = linked - {form.name for form in page.forms}
    every = page.codebook.anchors
    return _some_anchors(every, CONTEXT, missing) if every and missing else None


def _some_anchors(every: Inventory, name: str, names: Container[str]) -> Inventory:
    labels = {key: label for key, label in every.labels.items() if key in names}
    return Inventory(
        name, every.title, every.definition, is_layer=True, labels=labels, colour=every.colour
    )


def _hotkeys(page: Page) -> Mapping[str, str]:
    """Hotkeys by label; segments get those that no other label of the page has."""
    anchors = page.codebook.anchors
    named = [each for layer in page.inventories for each in layer.labels.values()]
    named += [anchors.labels[form.name] for form in page.forms] if anchors else []
    segments = page.codebook.inventories["segment"].labels.values()
    others = {each.hotkey for each in named if each not in segments}
    return {
        each.name: each.hotkey
        for each in named
        if each.hotkey and not (each in segments and each.hotkey in others)
    }


def _labels(view: ET.Element, layer: Inventory, keys: Mapping[str, str]) -> None:
    control = ET.SubElement(
        view, "Labels", name=layer.name, toName=TEXT, choice="single", showInline="true"
    )
    for label in layer.labels.values():
        attributes = _named(label.title, label.name)
        attributes |= {"background": layer.colour or "#888888", "hint": label.definition}
        if label.name in keys:
            attributes["hotkey"] = keys[label.name]
        ET.SubElement(control, "Label", attributes)


def _named(title: str, name: str) -> dict[str, str]:
    """What people read, and what is stored."""
    return {"value": title, "alias": name}


def _relations(view: ET.Element, page: Page) -> None:
    names = dict.fromkeys(name for form in page.forms for name in link_names(form))
    if names:
        relations = ET.SubElement(view, "Relations", choice="multiple")
        for name in names:
            ET.SubElement(relations, "Relation", value=name)


def link_names(form: Form) -> Iterable[str]:
    """The names of the relations of a form, its home's last."""
    yield from (link.name for link in form.links)
    if form.home:
        yield form.home.name


# Fields ---------------------------------------------------------------------------------------


def _side(view: ET.Element, page: Page, registry: Registry) -> None:
    hint = _view(view, "t-hint", visibleWhen="no-region-selected")
    ET.SubElement(hint, "Header", value="Select a span to see its fields.")
    for form in page.forms:
        _form(view, form, page, registry)
    _span_fields(view, page, registry)
    story = ET.SubElement(_view(view, "t-story"), "Collapse")
    panel = ET.SubElement(story, "Panel", value="The story's targets, events and entities")
    ET.SubElement(panel, "HyperText", name="story", value="$story")


def _when(labels: Iterable[Label]) -> dict[str, str]:
    names = ",".join(label.name for label in labels)
    return {"visibleWhen": "region-selected", "whenLabelValue": names}


def _form(view: ET.Element, form: Form, page: Page, registry: Registry) -> None:
    anchors = page.codebook.anchors
    assert anchors is not None
    homes = _labels_on(page, form.home_on)
    panel = _view(view, "t-form", **_when([*homes, anchors.labels[form.name]]))
    title = form.name.replace("-", " ").capitalize()
    ET.SubElement(_view(panel, "t-title"), "Header", value=title)
    for field in form.fields:
        _field(panel, field, page, registry)


def _labels_on(page: Page, places: tuple[str, ...]) -> list[Label]:
    return [
        label
        for layer in page.inventories
        for label in layer.labels.values()
        if stands_on(layer.name, label.name, places)
    ]


def _span_fields(view: ET.Element, page: Page, registry: Registry) -> None:
    for field in SPAN_FORM.fields:
        labels = _labels_on(page, field.on or page.layers)
        if labels:
            panel = _view(view, "t-form", **_when(labels))
            _field(panel, field, page, registry)


def _title(field: Field) -> str:
    """What people read over a field: the parts of its path in words."""
    words = field.path.replace("_spans", "").replace(".", " ").replace("_", " ").capitalize()
    return "Note on the span" if field.control == "span.note" else words


def _question(field: Field, page: Page) -> str:
    """What a field asks, in the words of the schema."""
    if field.path.endswith(".elsewhere"):
        return "Ids of spans in other articles, one at a time."
    record = "event-mention.commitments" if field.form == COMMITMENT else field.form
    return page.codebook.questions.get(f"{record}.{field.path}", "")


def _field(view: ET.Element, field: Field, page: Page, registry: Registry) -> None:
    box = _view(view, f"t-field {box_class(field)}")
    ET.SubElement(box, "Header", value=_title(field) + (" *" if field.required else ""))
    if question := _question(field, page):
        ET.SubElement(_view(box, "t-asks"), "Header", value=question)
    base = {"name": field.control, "toName": TEXT, "perRegion": "true"}
    if field.widget == "text":
        more = {} if field.many else {"maxSubmissions": "1"}
        ET.SubElement(box, "TextArea", base | more | {"editable": "true", "rows": "1"})
    elif field.widget == "registry":
        options = registry.options(field.choices)
        many = {} if field.many else {"maxUsages": "1"}
        _choices(ET.SubElement(box, "Taxonomy", base | many | {"minWidth": "250px"}), options)
    elif field.widget == "flag":
        _choices(ET.SubElement(box, "Choices", base | _SHORT), {name: name for name in FLAGS})
    else:
        labels = page.codebook.inventories[field.choices[0]].labels.values()
        form = _SHORT if len(labels) <= _RADIO_AT_MOST else {"layout": "select"}
        hints = {label.name: label.definition for label in labels}
        titles = {label.name: label.title for label in labels}
        _choices(ET.SubElement(box, "Choices", base | form), titles, hints)


def box_class(field: Field) -> str:
    """The class of the box around a field, by which style sheets and tests find it.

    >>> from tellings.studio.forms import FORMS
    >>> [box_class(each) for each in FORMS["stance"].fields][3]
    't-is-stance-own-position'
    """
    return f"t-is-{field.control.replace('.', '-').replace('_', '-')}"


_SHORT = {"choice": "single-radio", "showInline": "true"}


def _choices(
    control: ET.Element, options: Mapping[str, str], hints: Mapping[str, str] | None = None
) -> None:
    for name, title in options.items():
        hint = {"hint": hints[name]} if hints else {}
        ET.SubElement(control, "Choice", _named(title, name) | hint)
