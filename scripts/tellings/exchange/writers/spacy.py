"""spaCy: a ``DocBin`` with a span group a layer, overlapping spans included.

Tokens are those of spaCy's tokenizer for the language, cut where a span begins or ends, so
that every span stands exactly where it stood. A span carries its label, its id (``id_``) and
its entity (``kb_id_``); sentences are those of the article.
"""

from itertools import pairwise
from typing import TYPE_CHECKING

from tellings.exchange.telling import Exported, Options, Telling
from tellings.exchange.tokens import cut, edges, sentence_of
from tellings.records import Span, kind_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as TokenSpan

TITLE = "spaCy DocBin"
NEEDS = "spacy"
WHOLE = False

NAME = "documents.spacy"
_OTHER = "xx"


def write(tellings: list[Telling], options: Options) -> Exported:
    """One file with a document an article."""
    from spacy.tokens import DocBin

    done = Exported()
    found = DocBin(attrs=["SENT_START"], store_user_data=True)
    pipelines: dict[str, Language] = {}
    for telling in tellings:
        language = telling.article.language.partition("-")[0]
        if language not in pipelines:
            pipelines[language] = _blank(language)
        found.add(_document(telling, options, pipelines[language], done))
    done.files[NAME] = found.to_bytes()
    return done


def _blank(language: str) -> "Language":
    """The tokenizer of a language; that for any language where spaCy has none of its own."""
    import spacy

    try:
        return spacy.blank(language)
    except ImportError:
        return spacy.blank(_OTHER)


def _document(telling: Telling, options: Options, nlp: "Language", done: Exported) -> "Doc":
    spans = []
    for record in telling.records:
        if not isinstance(record, Span):
            done.leave_out(kind_of(record))
        elif options.layers and record.layer not in options.layers:
            done.leave_out(f"span of layer {record.layer}, which was not chosen")
        else:
            spans.append(record)
    doc = _tokenized(telling, nlp, spans)
    for layer in dict.fromkeys(each.layer for each in spans):
        doc.spans[layer] = [_placed(doc, each) for each in spans if each.layer == layer]
    done.leave_out_of(spans, "timex", "wording", "note")
    done.carried["span"] += len(spans)
    doc.user_data["article_id"] = telling.article.id
    doc.user_data["text_sha256"] = telling.article.text_sha256
    return doc


def _tokenized(telling: Telling, nlp: "Language", spans: list[Span]) -> "Doc":
    """The article as tokens that end where spans do, with the sentences of the article."""
    from spacy.tokens import Doc

    text = telling.article.text
    made = nlp.make_doc(text)
    whole = _with_spaces([(each.idx, each.idx + len(each)) for each in made], spans, len(text))
    pieces = cut(whole, edges(spans))
    words, spaces = [], []
    starts: list[bool | int | None] = []
    last = -1
    for at, (start, end) in enumerate(pieces):
        following = pieces[at + 1][0] if at + 1 < len(pieces) else len(text)
        words.append(text[start:end])
        spaces.append(following > end)
        number = sentence_of(start, telling.article.sentences)
        starts.append(number != last)
        last = number
    return Doc(made.vocab, words=words, spaces=spaces, sent_starts=starts)


def _with_spaces(
    pieces: list[tuple[int, int]], spans: list[Span], length: int
) -> list[tuple[int, int]]:
    """The tokens, and the spaces between two of them at which a span begins or ends."""
    starts, ends = {each.start for each in spans}, {each.end for each in spans}
    found = []
    for (start, end), (following, _) in pairwise([*pieces, (length, length)]):
        found.append((start, end))
        if following > end and (end in starts or following in ends):
            found.append((end, following))
    return found


def _placed(doc: "Doc", span: Span) -> "TokenSpan":
    """The span of spaCy; edges of tokens are where it needs them."""
    entity = span.entity or ""
    found = doc.char_span(span.start, span.end, label=span.label, kb_id=entity, span_id=span.id)
    assert found is not None
    return found
