"""An item on paper: for a student, and with its key for the teacher."""

from collections.abc import Iterator

from tellings.lessons.answers import places
from tellings.lessons.items import Kind
from tellings.lessons.print.blocks import (
    Block,
    Choices,
    Kept,
    Lines,
    Paragraph,
    Run,
    Runs,
    Table,
    kept,
    runs,
    said,
)
from tellings.lessons.shown import Piece, ShownItem, ShownOption, Text
from tellings.lessons.wording import Words

_SIGNS = {Kind.CHOICE: "circle", Kind.DISCUSS: "circle", Kind.TICK: "box", Kind.ORDER: "place"}
_LINES = 6


def asked(item: ShownItem, words: Words) -> Kept:
    """An item as a student gets it."""
    stem = (Run(f"{item.number}.  ", "bold"), *runs(item.stem))
    blocks: list[Block] = [Paragraph(runs=stem, style="stem")]
    if item.kind != Kind.MARK:
        blocks += [Paragraph(runs=runs(each), style="passage") for each in item.reading]
    blocks += _answer(item, words)
    return kept(blocks)


def _answer(item: ShownItem, words: Words) -> Iterator[Block]:
    own = "" if item.playable else "-own"
    yield Paragraph(runs=said(words[f"do-{item.kind}{own}"]), style="small")
    if item.kind == Kind.MATCH:
        yield Choices(sign="none", items=tuple(_lettered(each) for each in item.options))
        head = (words["letter"], words["statement"])
        rows = tuple((said(f"{row.id} ____"), runs(row.text)) for row in item.rows)
        yield Table(head=head, rows=rows, widths=(1, 7))
    elif item.kind == Kind.MARK:
        yield from _passage(item, words)
    elif item.kind == Kind.OPEN:
        yield Lines(number=_LINES)
    else:
        items = tuple(_lettered(each) for each in item.options)
        yield Choices(sign=_SIGNS[Kind(item.kind)], items=items)


def _lettered(option: ShownOption) -> tuple[str, Runs]:
    return option.id, runs(option.text)


def _passage(item: ShownItem, words: Words) -> Iterator[Block]:
    """The passage with its stretches underlined and lettered; pointers if it is withheld."""
    if not item.playable:
        yield Paragraph(runs=runs(item.reading[0]), style="passage")
        items = tuple(_lettered(each) for each in item.options)
        yield Choices(sign="box", items=(*items, ("", said(words["none"]))))
        return
    yield Paragraph(runs=tuple(_stretches(item)), style="passage")
    letters = "   ".join([*(option.id for option in item.options), words["none"]])
    yield Paragraph(runs=said(letters, "bold"), style="plain")


def _stretches(item: ShownItem) -> Iterator[Run]:
    passage = item.reading[0][0]
    at = passage.start or 0
    for option, piece in sorted(_pieces(item), key=lambda pair: pair[1].start or 0):
        start, end = piece.start or 0, piece.end or 0
        if start < at:  # stretches may overlap: what was printed is not printed again
            yield Run(f" ({option.id})", "bold")
            continue
        yield Run(_cut(passage, at, start))
        yield Run(_cut(passage, start, end), "stretch")
        yield Run(f" ({option.id})", "bold")
        at = end
    yield Run(_cut(passage, at, passage.end or 0))


def _pieces(item: ShownItem) -> Iterator[tuple[ShownOption, Piece]]:
    for option in item.options:
        yield option, option.text[0]


def _cut(passage: Piece, start: int, end: int) -> str:
    begin = passage.start or 0
    return passage.text[start - begin : end - begin]


def solved(item: ShownItem, words: Words) -> Kept:
    """An item with its key, a reason for every option and the words that bear it out."""
    stem = (Run(f"{item.number}.  ", "bold"), *runs(item.stem))
    blocks: list[Block] = [Paragraph(runs=stem, style="stem"), *_key(item, words)]
    if item.where:
        where = "; ".join(item.where)
        blocks.append(_filled(words, "where", where=((Piece(text=where)),)))
    blocks.append(Paragraph(runs=runs(item.why), style="small"))
    for each in item.evidence:
        blocks.append(_filled(words, "show", evidence=each))
    return kept(blocks, loose=True)


def _filled(words: Words, name: str, **filled: Text) -> Paragraph:
    """A sentence whose one place is filled with a text."""
    ((place, text),) = filled.items()
    before, _, after = words[name].partition(f"{{{place}}}")
    return Paragraph(runs=(Run(before), *runs(text), Run(after)), style="small")


def _key(item: ShownItem, words: Words) -> Iterator[Block]:
    if item.kind == Kind.OPEN:
        head = (words["level"], words["does"], words["sample"])
        rows = tuple((said(e.name, "bold"), runs(e.does), runs(e.sample)) for e in item.rubric)
        yield Table(head=head, rows=rows, widths=(2, 4, 4))
    elif item.kind == Kind.DISCUSS:
        yield Paragraph(runs=said(words["not-marked"]), style="small")
        yield _options(item, words)
    elif item.kind == Kind.MATCH:
        rows = tuple(
            (said(f"{row.id}{row.key}", "bold"), runs(row.text), runs(row.why)) for row in item.rows
        )
        yield Table(
            head=(words["letter"], words["statement"], words["why"]), rows=rows, widths=(1, 4, 4)
        )
        yield _options(item, words)
    else:
        yield Paragraph(runs=said(_said_key(item, words), "bold"))
        yield _options(item, words)


def short_key(item: ShownItem, words: Words) -> str:
    """The key of an item in letters and numbers alone: ``1b 2a``."""
    if item.kind == Kind.MATCH:
        return "  ".join(f"{row.id}{row.key}" for row in item.rows)
    if item.kind == Kind.ORDER:
        return "  ".join(f"{name}{place}" for name, place in places(item).items())
    return ", ".join(item.key) or words["none"]


def _said_key(item: ShownItem, words: Words) -> str:
    if item.kind != Kind.ORDER:
        return words.fill("key-is", key=", ".join(item.key) or words["none"])
    pairs = [
        words.fill("same" if each.same else "before", first=each.first, second=each.second)
        for each in item.pairs
    ]
    return words.fill("pairs", pairs="; ".join(pairs))


def _options(item: ShownItem, words: Words) -> Choices:
    """Every option with its reason; the right ones say so in a word, not by colour alone."""
    found = []
    for at, option in enumerate(item.options):
        beside = ""
        if item.kind == Kind.DISCUSS:
            beside = f" ({item.votes[at].said})"
        elif option.id in item.key:
            beside = f" ({words['right']})"
        found.append(
            (
                option.id,
                (*runs(option.text), Run(f"{beside}", "bold"), Run(" – "), *runs(option.why)),
            )
        )
    return Choices(sign="none", items=tuple(found))
