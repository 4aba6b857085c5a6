"""The style sheet of the labelling page."""

from collections.abc import Iterable, Iterator

from tellings.codebook import Label
from tellings.studio.pages import Page

_CROWDED = ("attribution", "stance", "event-mention")

_STYLE = """\
.t-page { display: grid; grid-template-columns: minmax(0, 1fr) minmax(250px, 320px); gap: 18px; }
.t-head h3 { margin: 0 !important; }
.t-head h3 + h3 { font-size: 13px !important; font-weight: 400 !important; opacity: .75; }
.t-bar { position: sticky; top: -1px; z-index: 5; display: flex; flex-wrap: wrap; gap: 0 14px;
  padding: 6px 0; margin-bottom: 10px; background: var(--color-neutral-background, #fff);
  border-bottom: 1px solid var(--color-neutral-border, #ddd); max-height: 30vh; overflow-y: auto; }
.t-layer { display: flex; align-items: baseline; gap: 5px; }
.t-layer h3 { font-size: 11px !important; line-height: 1.2 !important; margin: 0 !important;
  opacity: .75; white-space: nowrap; }
.t-layer .lsf-labels { display: flex; flex-wrap: wrap; gap: 2px 3px; margin: 2px 0; padding: 0; }
.t-layer .lsf-label { margin: 0; padding: 0 6px; height: 21px; line-height: 21px; font-size: 12px; }
.t-layer .lsf-label__hotkey { margin-left: 5px; font-size: 11px; opacity: .8; }
.t-keyless .lsf-label__hotkey { display: none; }
.t-text .lsf-richtext__container { font-size: 16px; line-height: 2.1; overflow-wrap: anywhere;
  white-space: pre-wrap; }
.t-text { max-width: 48em; }
.t-side { position: sticky; top: 0; align-self: start; max-height: calc(100vh - 160px);
  overflow-y: auto; overflow-x: hidden; padding: 2px 8px 30px 2px; font-size: 13px; }
.t-side h3 { font-size: 12px !important; line-height: 1.3 !important; margin: 5px 0 1px !important;
  font-weight: 600 !important; }
.t-side .t-title h3 { font-size: 15px !important; margin: 0 0 4px !important; }
.t-side .t-hint h3 { font-weight: 400 !important; opacity: .75; }
.t-side .lsf-choices, .t-side .lsf-taxonomy { margin: 0; padding: 0; }
.t-side .lsf-choice { margin: 0 10px 0 0; }
.t-side .lsf-choice sup { display: none; }
.t-side .ant-select { width: 100%; font-size: 13px; }
.t-side .t-asks h3 { font-weight: 400 !important; font-size: 11.5px !important; opacity: .75;
  margin: 0 0 2px !important; }
.t-side .lsf-text-area, .t-side .ant-form-item { margin: 0 !important; }
.t-side .lsf-text-area input { min-height: 28px; height: 28px; margin: 0; }
.t-side [data-testid=textarea-regions] { margin: 0 !important; }
.t-side [data-testid=select-trigger] { height: 30px; }
.t-field { margin: 0 0 7px; }
.t-form { border-left: 3px solid var(--color-neutral-border, #ccc); padding-left: 10px;
  margin: 0 0 8px; }
.t-context { display: none; }
.relations-overlay path { opacity: .3; stroke-width: 1.5px; }
.relations-overlay g g { opacity: .9; }
.t-story { font-size: 13px; overflow-wrap: anywhere; }
"""

_MANY_RELATIONS = """\
.relations-overlay path { opacity: .12; }
.relations-overlay g g { display: none; }
"""
"""For pages on which the names of relations would hide the text; the list of relations has them."""


def style_sheet(page: Page) -> str:
    """The style sheet of a page: long stretches are underlined, so that short ones show on them."""
    crowded = any(form.name in _CROWDED for form in page.forms)
    return _STYLE + (_MANY_RELATIONS if crowded else "") + "".join(_underlined(page))


_CONTINUED = """\
.t-text .htx-highlight:not([data-label]):not(.__active) {
  background-color: transparent !important; padding-bottom: 10px;
  border-bottom: 2px dotted #999 !important; }
"""
"""Where regions cross, Label Studio splits one, and only its last part says what it is."""

_LONG = ("claim", "evidence")
"""Layers whose spans are often sentences, and hold spans of other layers."""


def _underlined(page: Page) -> Iterator[str]:
    """Rules for what is underlined instead of filled, each layer at a height of its own."""
    code = page.codebook
    anchors = code.anchors
    yield _CONTINUED
    others = [each for each in code.layers if each.name not in page.layers]
    yield _rule([label for each in others for label in each.labels.values()], "#999", 0, "dotted")
    if len(page.layers) > 2:
        segments = code.inventories["segment"].labels.values()
        yield _rule(segments, "transparent", 0)
    content = code.inventories["attribution"].labels["content"]
    if "attribution" in page.layers:
        yield _rule([content], code.inventories["attribution"].colour or "#888", 1)
    for height, name in enumerate(_LONG):
        layer = code.inventories[name]
        if name in page.layers:
            yield _rule(layer.labels.values(), layer.colour or "#888", 4 + 3 * height)
    if anchors is not None:
        yield _rule(anchors.labels.values(), anchors.colour or "#888", 10)


def _rule(labels: Iterable[Label], colour: str, height: int, line: str = "solid") -> str:
    """Underline regions with these labels, ``height`` pixels below the words."""
    named = ",\n".join(f'.htx-highlight[data-label$=":{label.title}"]' for label in labels)
    if not named:
        return ""
    look = f"padding-bottom: {height}px; border-bottom: 2px {line} {colour} !important;"
    return (
        f".t-text :is({named}):not(.__active) {{\n"
        f"  background-color: transparent !important; {look} }}\n"
    )
