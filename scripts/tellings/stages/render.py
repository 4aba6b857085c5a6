"""An article as text with its spans marked: for the terminal."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tellings.records import Article, Span

Paint = Callable[[str, str], str]
"""Colours a text for a layer; the identity where there are no colours."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A bracket at a position: closing ones come before opening ones, outer ones outside."""

    position: int
    opens: bool
    span: Span

    @property
    def order(self) -> tuple[int, int, int]:
        if self.opens:
            return (self.position, 1, -self.span.end)
        return (self.position, 0, -self.span.start)


def marked(article: Article, spans: Iterable[Span], paint: Paint) -> str:
    """The text with ``[`` and ``]label`` around each span, in the colour of its layer.

    White space at the ends of a span stays outside its brackets, so that a segment
    closes where its words end.
    """
    text = article.text
    marks = sorted(
        (
            mark
            for span in spans
            for mark in (
                _Mark(span.start + _leading(span.text), True, span),
                _Mark(span.end - _trailing(span.text), False, span),
            )
        ),
        key=lambda mark: mark.order,
    )
    pieces: list[str] = []
    open_spans: list[Span] = []
    at = 0
    for mark in marks:
        pieces.append(_painted(text[at : mark.position], open_spans, paint))
        at = mark.position
        if mark.opens:
            open_spans.append(mark.span)
            pieces.append(paint("[", mark.span.layer))
        else:
            open_spans.remove(mark.span)
            pieces.append(paint(f"]{mark.span.label}", mark.span.layer))
    pieces.append(_painted(text[at:], open_spans, paint))
    return "".join(pieces)


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip()) if text.strip() else 0


def _trailing(text: str) -> int:
    return len(text) - len(text.rstrip()) if text.strip() else 0


def _painted(text: str, open_spans: Sequence[Span], paint: Paint) -> str:
    return paint(text, open_spans[-1].layer) if open_spans and text else text
