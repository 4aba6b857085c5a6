"""GIFT as Moodle's importer reads it: a reader of its own, and what a file must not have."""

import re
from collections.abc import Iterator

from tests.lessons.platforms.moodle_rules import FRACTIONS, Answer, Imported, tags_of

_PLACES = {":": "058", "#": "035", "=": "061", "{": "123", "}": "125", "~": "126", "n": "010"}
_WEIGHT = re.compile(r"%(-*[0-9]{1,2}\.?[0-9]*)%")


class GiftError(ValueError):
    """What Moodle's importer refuses."""


def read_gift(data: bytes) -> tuple[str, list[Imported]]:
    """The category and the questions of a file.

    Raises:
        GiftError: if Moodle would refuse it, or read it in another way than it is meant.
    """
    category, found = "", []
    for block in re.split(r"\n[ \t]*\n", data.decode()):
        lines = block.split("\n")
        text = "\n".join(" " if each.strip().startswith("//") else each for each in lines).strip()
        if text.startswith("$CATEGORY:"):
            category = _before(text)[10:].strip()
        elif text:
            found.append(_question(_before(text), "\n".join(lines)))
    return category, found


def _before(text: str) -> str:
    """Escaped characters as placeholders."""
    text = text.replace("\\\\", "&&092;")
    for character, number in _PLACES.items():
        text = text.replace("\\" + character, f"&&{number};")
    return text.replace("&&092;", "\\")


def put_back(text: str) -> str:
    """Placeholders as the characters that were escaped."""
    for character, number in _PLACES.items():
        text = text.replace(f"&&{number};", "\n" if character == "n" else character)
    return text


def _question(text: str, lines: str) -> Imported:
    name, text = _named(text)
    start, end = text.find("{"), text.find("}")
    if (start == -1) != (end == -1):
        raise GiftError(f"{name}: one brace only")
    body = text[start + 1 : end].strip() if start >= 0 else None
    if body is not None and not text.endswith("}"):
        raise GiftError(f"{name}: words after the answers")
    stem = _formatted(text[:start] if body is not None else text)
    feedback = ""
    if body is not None:
        body, _, feedback = body.partition("####")
        body = body.strip()
    head = lines.split("\n")[0]
    return Imported(
        type=_type(name, body),
        name=name,
        id=_id(lines),
        html=stem,
        points=0 if body is None else 1,
        single="=" in (body or "="),
        answers=tuple(_answers(body)) if body and "~" in body else (),
        pairs=tuple(_pairs(body)) if body and "~" not in body else (),
        feedback=_formatted(feedback),
        tags=tuple(re.findall(r"\[tag:([^\]]*)\]", head)),
    )


def _type(name: str, body: str | None) -> str:
    if body is None:
        return "description"
    if not body:
        return "essay"
    if "~" in body:
        return "multichoice"
    if "->" not in body or "=" not in body:
        raise GiftError(f"{name}: no type has such answers")
    return "match"


def _named(text: str) -> tuple[str, str]:
    if not text.startswith("::") or "::" not in text[2:]:
        raise GiftError(f"no name: {text[:40]}")
    name, _, rest = text[2:].partition("::")
    return put_back(name), rest.strip()


def _id(lines: str) -> str:
    found = re.match(r"//.*?\[id:([^\]]*)\]", lines)
    return found[1] if found else ""


def _formatted(text: str) -> str:
    text = text.strip()
    found = re.match(r"\[(html|plain|moodle|markdown)\]", text)
    if found and found[1] != "html":
        raise GiftError("words taken for the name of a format")
    return put_back(text[found.end() :] if found else text).strip()


def _answers(body: str) -> Iterator[Answer]:
    for each in body.replace("=", "~=").split("~"):
        if not (answer := each.strip()):
            continue
        fraction = 0.0
        if answer.startswith("="):
            fraction, answer = 1.0, answer[1:]
        elif weight := _WEIGHT.match(answer):
            fraction, answer = float(weight[1]) / 100, answer[weight.end() :]
        text, _, feedback = answer.partition("#")
        yield Answer(fraction, _formatted(text), _formatted(feedback))


def _pairs(body: str) -> Iterator[tuple[str, str]]:
    for each in body.split("="):
        if not each.strip():
            continue
        row, arrow, answer = each.partition("->")
        if not arrow:
            raise GiftError(f"no arrow: {each}")
        yield _formatted(row), put_back(answer).strip()


def problems(data: bytes) -> list[str]:
    """What Moodle would stumble over, or would take though it should not."""
    try:
        category, found = read_gift(data)
    except (GiftError, UnicodeDecodeError) as error:
        return [str(error)]
    if not category.startswith("$course$/top/"):
        return ["no category"]
    ids = [each.id for each in found]
    twice = ["an id comes twice, or is missing"] if len({*ids}) < len(ids) or "" in ids else []
    return [*twice, *(f"{each.name}: {p}" for each in found for p in _problems(each))]


def _problems(question: Imported) -> Iterator[str]:
    if not question.html:
        yield "no text"
    texts = [question.html, question.feedback, *(a.html + a.feedback for a in question.answers)]
    if any(tags_of(each) & {"script", "style", "iframe", "img", "a"} for each in texts):
        yield "active or linking HTML"
    fractions = [each.fraction for each in question.answers]
    if question.type == "multichoice" and len(fractions) < 2:
        yield "fewer than two answers"
    if any(not any(abs(f - known) < 1e-5 for known in FRACTIONS) for f in fractions):
        yield "a fraction that is not on the list"
    if question.type == "multichoice" and abs(sum(f for f in fractions if f > 0) - 1) > 1e-4:
        yield "what is right does not add up"
    if question.type == "match":
        rows = [row for row, _ in question.pairs if row]
        if len(rows) < 2 or len(question.pairs) < 3:
            yield "fewer than two rows or three answers"
        if not all(answer for _, answer in question.pairs):
            yield "an empty answer"
