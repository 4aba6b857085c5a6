"""CoNLL-style columns: a token a line with a tag for each layer chosen (IOB2).

Sentences are those of the article. Columns: token, start, end (code points), then a tag a
layer. Tags cannot overlap within a layer: of two spans the longer stays.
"""

from collections.abc import Sequence

from tellings.exchange.telling import Exported, Options, Telling
from tellings.exchange.tokens import edges, flat, sentence_of, tokens
from tellings.records import Span, kind_of
from tellings.story import of_type

TITLE = "CoNLL-style columns"
NEEDS = None
WHOLE = False

_SEGMENT = "segment"


def write(tellings: list[Telling], options: Options) -> Exported:
    """A file of columns an article."""
    done = Exported()
    known = [layer.name for layer in options.codebook.layers]
    layers = list(options.layers) or [layer for layer in known if layer != _SEGMENT]
    for telling in tellings:
        text = "".join(f"{line}\n" for line in _lines(telling, layers, done))
        done.files[f"{telling.story.id}/{telling.slug}.conll"] = text.encode()
    return done


def _lines(telling: Telling, layers: Sequence[str], done: Exported) -> list[str]:
    article = telling.article
    chosen = _chosen(telling, layers, done)
    places = tokens(article.text, edges(span for spans in chosen for span in spans))
    tags = [_tags(places, spans, done) for spans in chosen]
    lines = [f"# article = {article.id}", f"# columns = token start end {' '.join(layers)}"]
    last = -1
    for at, (start, end) in enumerate(places):
        number = sentence_of(start, article.sentences)
        if number != last:
            lines += ["", f"# sentence = {number}"]
            last = number
        cells = [article.text[start:end], str(start), str(end), *(each[at] for each in tags)]
        lines.append("\t".join(cells))
    return [*lines, ""]


def _chosen(telling: Telling, layers: Sequence[str], done: Exported) -> list[list[Span]]:
    """The spans of each layer that fit side by side; the rest is counted."""
    spans = of_type(telling.records, Span)
    for record in telling.records:
        if not isinstance(record, Span):
            done.leave_out(kind_of(record))
        elif record.layer not in layers:
            done.leave_out(f"span of layer {record.layer}, which was not chosen")
    chosen = []
    for layer in layers:
        kept, others = flat(each for each in spans if each.layer == layer)
        done.leave_out(f"span of layer {layer} that overlaps a longer one", len(others))
        chosen.append(kept)
    fields = ("id", "entity", "timex", "wording", "note")
    done.leave_out_of([each for kept in chosen for each in kept], *fields)
    return chosen


def _tags(places: Sequence[tuple[int, int]], spans: Sequence[Span], done: Exported) -> list[str]:
    tags = ["O"] * len(places)
    at = 0
    for span in spans:
        while at < len(places) and places[at][0] < span.start:
            at += 1
        first = at
        while at < len(places) and places[at][1] <= span.end:
            tags[at] = f"{'B' if at == first else 'I'}-{span.label}"
            at += 1
        if at == first:
            done.leave_out(f"span of layer {span.layer} without a token")
        else:
            done.carried["span"] += 1
    return tags
