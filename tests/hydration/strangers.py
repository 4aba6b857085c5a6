"""Twelve copies written by somebody who has not seen the matcher."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from .tracked import Change, Tracked, joined

NBSP, NARROW, SOFT, ZERO_WIDTH = "\u00a0", "\u202f", "\u00ad", "\u200b"
LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
SENTENCE_END = re.compile(r"(?<=[a-z0-9)][.!?])[\"”’']?\s+(?=[\"“‘]?[A-Z])")


# What several of the copies need.


def _put_together(parts: Iterable[Tracked], between: str, otherwise: Tracked) -> Tracked:
    """The parts joined, or the copy as it was if there are none."""
    found = list(parts)
    return joined(found, between) if found else otherwise


def _sentences(part: Tracked) -> list[Tracked]:
    """A paragraph as sentences, roughly; a closing mark stays with its sentence."""
    found, last = [], 0
    for gap in SENTENCE_END.finditer(part.text):
        found.append(part.cut(last, gap.start() + len(gap.group().rstrip())))
        last = gap.end()
    return [*found, part.cut(last, len(part.text))]


def _long(parts: list[Tracked], least: int = 120) -> list[int]:
    """Which paragraphs look like running text."""
    return [at for at, part in enumerate(parts) if len(part.text.strip()) >= least]


def _teaser(text: str, length: int) -> str:
    """The beginning of a text, cut at a word, with three dots."""
    words = " ".join(text.split())
    return words if len(words) <= length else words[:length].rpartition(" ")[0] + "..."


def _commonest(pattern: str, text: str) -> str | None:
    """What a pattern finds most often; the first such in case of a tie."""
    found = Counter(re.findall(pattern, text)).most_common(1)
    return found[0][0] if found else None


def _ligatured(copy: Tracked) -> Tracked:
    for letters, sign in LIGATURES.items():
        copy = copy.respelled(letters, sign)
    return copy


def _other_digits(text: str) -> str:
    """Each number with its last digit one higher (nine becomes one)."""
    return re.sub(r"\d(?!\d)", lambda found: str(int(found.group()) % 9 + 1), text)


# 1. Print.


def _line_end(text: str, start: int, width: int) -> tuple[int, int, str]:
    """Where a line ends, where the next begins, and the hyphen if a word is divided."""
    limit = start + width
    space = text.rfind(" ", start + 1, limit + 1)
    first = space + 1 if space > start else start
    word = re.compile(r"[^\W\d_]*").match(text, first)
    reach = word.end() if word else first
    if reach - first >= 7 and limit - first >= 4 and reach - limit >= 2:
        return limit - 1, limit - 1, "-"
    hyphen = text.rfind("-", first + 1, limit)
    if hyphen > 0:
        return hyphen + 1, hyphen + 1, ""
    return (space, space + 1, "") if space > start else (limit, limit, "")


def _lines(part: Tracked, width: int) -> list[Tracked]:
    found, start = [], 0
    while len(part.text) - start > width:
        end, following, hyphen = _line_end(part.text, start, width)
        found.append(part.cut(start, end) + hyphen)
        start = following
    return [*found, part.cut(start, len(part.text))]


def printed_pdf_pages(copy: Tracked) -> Tracked:
    """The text layer of a printed PDF.

    Narrow lines, divided words, ligatures, page heads and feet.
    """
    parts = copy.paragraphs()
    head = _teaser(parts[0].text, 50) if parts else ""
    lines = [line for part in parts for line in _lines(_ligatured(part), 58)]
    sheets = [lines[at : at + 17] for at in range(0, len(lines), 17)]
    pages = [
        joined(sheet, "\n").before(f"{head}    4/12/19, 9:41 AM\n\n")
        + f"\n\nhttps://www.example.com/news/world/article-400    Page {number} of {len(sheets)}\n"
        for number, sheet in enumerate(sheets, 1)
    ]
    return _put_together(pages, "\f", copy)


# 2. Telephone.


def mobile_page_with_boxes(copy: Tracked) -> Tracked:
    """A page saved on a telephone, with advertisements and boxes of look-alike stories in
    the running text.
    """
    parts = copy.paragraphs()
    made: list[Tracked] = []
    for at, part in enumerate(parts):
        shown = part.respelled(r"(?<=\d) | (?=\d)", NBSP)
        said = _sentences(shown)
        if len(shown.text) > 330 and len(said) > 1:
            shown = said[0] + "\nADVERTISEMENT\nArticle continues below\n" + joined(said[1:], " ")
        made.append(shown)
        if at % 3 == 1:
            other = parts[(at * 2 + 1) % len(parts)].text
            like = _other_digits(_sentences(part)[0].text.strip())
            box = f"RELATED\n▸ {_teaser(other, 60)}\n▸ {like}\n3 min read"
            made.append(Tracked("", ()) + box)
    page = _put_together(made, "\n\n\n", copy) + "\n\n\nMost read\nGet our app\nCookie settings"
    return page.before("☰ Menu  Sign in\nHome › World › Politics\nShare  Tweet  Save\n\n")


# 3. Archive.


def _misread(character: str) -> str:
    """A character as UTF-8 bytes read as Windows-1252."""
    return "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)
        for byte in character.encode("utf-8")
    )


def archive_with_numbered_paragraphs(copy: Tracked) -> Tracked:
    """A database's copy: paragraphs numbered, two spaces after a stop, and the encoding misread."""
    numbered = [
        part.respelled(r"^\s+", "")
        .respelled(r"(?<=[a-z][.?!]) +(?=\S)", "  ")
        .before(f"[{number}]    ")
        for number, part in enumerate(copy.paragraphs(), 1)
    ]
    text = _put_together(numbered, "\r\n", copy).respelled_by(r"[^\x00-\x7f]", _misread)
    size = len(copy.text.split())
    text = text.before(f"Document 17 of 400\r\nLENGTH: {size} words\r\nBODY:\r\n")
    return text + "\r\nLOAD-DATE: 12 April 2019\r\n"


# 4. Syndication.


def syndicated_and_shortened(copy: Tracked) -> Tracked:
    """A paper that bought the story.

    Its own headline, some paragraphs, last sentences and sources left out.
    """
    attribution = r",? (?:according to|citing|referring to) (?:[^,.\n]|(?<=\b[A-Z])\.)+(?=[,.])"
    parts = copy.paragraphs()
    kept: list[Tracked] = []
    for at, part in enumerate(parts[1:] if len(parts) > 1 else parts):
        said = _sentences(part)
        if at % 4 == 2 or at > len(parts) * 0.8:
            continue
        short = joined(said[:-1], " ") if len(said) > 2 else part
        kept.append(short.edited(attribution, "").edited(r"\s*\([^()\n]*\)|\s*\[[^\[\]\n]*\]", ""))
    whole = _put_together(kept, "\n", copy)
    return (
        whole.before("Allies in talks, officials say\nFrom our wire services\n\n")
        + "\nEdited for length."
    )


# 5. Correction.


def _other_vowels(name: str) -> str:
    """A name as another paper would write it."""
    return name[0] + name[1:].translate(str.maketrans("aeiou", "eioua"))


def corrected_everywhere(copy: Tracked) -> Tracked:
    """A later version.

    The commonest name and number corrected throughout; the note quotes the old sentence.
    """
    name = _commonest(r"(?<=[a-z,] )[A-Z][a-z]{4,}", copy.text)
    number = _commonest(r"\d{2,}", copy.text)
    made, wrong = copy, ""
    if name:
        whole = [said.text.strip() for part in copy.paragraphs() for said in _sentences(part)]
        wrong = next(
            (each for each in whole if name in each and len(each) > 60 and each[-1] in '.”"'), ""
        )
        made = made.edited(rf"\b{name}", _other_vowels(name))
    if number:
        made = made.edited(rf"(?<!\d){number}(?!\d)", _other_digits(number))
    made = made.before("UPDATED 18:20 (adds correction at foot)\n\n")
    note = (
        f"\n\nCORRECTION: An earlier version of this article said: {wrong}"
        if wrong
        else "\n\nCORRECTION:"
    )
    return made + f"{note} The name and the figure were wrong."


# 6. Translation.


def translated_page_marks(copy: Tracked) -> Tracked:
    """A page that went through a translation tool and back.

    French marks and spaces, letter apostrophes.
    """
    made = copy.respelled(r"“|(?<![\w.,;!?])\"(?=\s*\w)", f"«{NBSP}").respelled(
        r"[”\"]", f"{NBSP}»"
    )
    made = made.respelled(r"(?<=\w)['’](?=\w)", "\u02bc").respelled(r"(?<=\w)['’]", "\u02bc")
    made = made.respelled(r"--|–|—", "\u2015").respelled(r"\.\.\.", "…")
    made = made.edited(r"(?<=[\w»])(?=[:;?!](?:\s|$))|(?<=\d)(?=%)", NARROW)
    made = made.edited(r"(?<=\d)\.(?=\d)", ",").respelled(r"\n\s*\n", "\n")
    made = made.before("Langue détectée : anglais\nTexte original\n")
    return made + "\nProposer une meilleure traduction\nÉvaluer"


# 7. House style.


def _bare(letter: str) -> str:
    """A letter without its accents."""
    kept = "".join(
        each for each in unicodedata.normalize("NFD", letter) if not unicodedata.combining(each)
    )
    return kept or letter


def _abbreviations_turned(copy: Tracked) -> Tracked:
    """U.S. becomes US; where there is none, US becomes U.S."""
    if "U.S." in copy.text:
        ends_sentence = r"\s*(?:\n|$)|\s+(?:A|But|He|In|It|She|The|We)\b"
        return copy.edited(rf"(?<=\bU)\.(?=S\.)|(?<=\bU\.S)\.(?!{ends_sentence})", "")
    return copy.edited(r"(?<=\bU)(?=S\b)|(?<=\bUS)\b(?!\.)", ".")


def other_house_style(copy: Tracked) -> Tracked:
    """Another agency's style.

    S400 for S-400, US or U.S., the other English, figures, short months, no accents.
    """
    turned = {"defence": "s", "defense": "c"}
    made = _abbreviations_turned(copy)
    had = "defence" if "defence" in made.text else "defense"
    made = made.edited(rf"(?<=efen){had[5]}(?=es?\b)", turned[had]).edited(
        r"(?<=\b[A-Z])-(?=\d)", ""
    )
    made = made.edited(r"(?<=[a-z]{3}[dlnst]i)s(?=ing\b|ed\b|ation\b)", "z")
    for figure, word in enumerate(("two", "three", "four", "five", "six"), 2):
        made = made.edited(rf"\b{word}\b", str(figure))
    made = made.edited(r"(?<=\b\d) (?=percent\b)|\bper cent\b", "%").edited(
        r"\bPresident (?=[A-Z])", "Pres. "
    )
    made = made.edited(
        r"(?<=\bJan|\bFeb|\bDec|\bSep|\bNov)(?:uary|ruary|ember|tember)\b(?!\.)", "."
    )
    return made.respelled_by(r"[^\W\d_a-zA-Z]", _bare).respelled(r"\s*(?:--|–|—)\s*", " - ")


# 8. Comments.


def comments_quote_the_article(copy: Tracked) -> Tracked:
    """The rest is behind a button, but readers quote from what is shown, what is not, and
    not quite rightly.
    """
    parts = copy.paragraphs()
    shown = max(1, len(parts) * 2 // 3)
    running = _long(parts) or list(range(len(parts)))
    quoted = [parts[at].text.strip() for at in running]
    first = _sentences(parts[running[0]])[0].text.strip() if running else ""
    made = _put_together(parts[:shown], "\n\n", copy)
    made = made.before(f"Top comment\n“{first}” Oh really?\n412 likes\n\n")
    comments = ["\n\nContinue reading ▾\n\nComments"]
    for number, words in enumerate(quoted):
        wrongly = _other_digits(re.sub(r"\b(will|has|is|was|have)\b", r"\1 not", words))
        told = wrongly if number % 2 else words
        comments.append(
            f"reader_{number + 31} · {number + 2}h ago\n> {told}\nThey told us otherwise last year."
        )
    return made + "\n\n".join(comments)


# 9. Digest.


def digest_that_repeats_the_lead(copy: Tracked) -> Tracked:
    """A newsletter.

    Summary, lead and a sister story in nearly the same words, before the article and after
    it.
    """
    parts = copy.paragraphs()
    running = [parts[at].text.strip() for at in _long(parts)] or [copy.text.strip()]
    bullets = "\n".join(f"• {_teaser(words, 140)}" for words in running[:5])
    sister = _other_digits(re.sub(r"\b(on|in|of|to) (?=[A-Z])", "near ", running[-1]))
    top = (
        f"YOUR MORNING BRIEFING\n\n{bullets}\n\n1. The big story\n{running[0]}\nRead on below.\n\n"
    )
    middle = running[len(running) // 2]
    bottom = f"\n\nIn case you missed it\n{_teaser(copy.text, 200)}\n{middle}\nUnsubscribe"
    return copy.before(f"{top}2. Elsewhere\n{sister}\n\n3. In full\n") + bottom


# 10. Characters one does not see.


def soft_hyphens_and_ligatures(copy: Tracked) -> Tracked:
    """A typographer's web page.

    Soft hyphens, ligatures, taken-apart accents, unbreakable hyphens, zero widths.
    """
    made = copy.edited(r"(?<=\b[^\W\d_]{4})(?=[^\W\d_]{3})|(?<=\b[^\W\d_]{8})(?=[^\W\d_]{3})", SOFT)
    made = made.respelled_by(r"[^\x00-\x7f]", lambda sign: unicodedata.normalize("NFD", sign))
    made = _ligatured(made)
    made = made.respelled(r"(?<=\w)-(?=\w)", "\u2011").respelled(r"(?<=\b\w) ", NBSP)
    made = made.respelled(r"\.\.\.", "…").edited(r"(?<=[/@])(?=\w)|(?<=\d)(?=[a-z])", ZERO_WIDTH)
    made = (
        made.edited(r"(?<=\n)(?=\n)", ZERO_WIDTH)
        .respelled(r"'", "\u2019")
        .respelled(r'"(?=\w)', "“")
    )
    return made.respelled(r'"', "”").before("\ufeff")


# 11. Capitals.


def _in_capitals(part: Tracked) -> Tracked:
    return part.respelled_by(r"\w", str.upper)


def _opened(part: Tracked) -> Tracked:
    """A first paragraph: eight words in capitals, the first letter on a line of its own."""
    opening = re.match(r"\s*(?:\S+\s+){0,8}", part.text)
    end = opening.end() if opening else 0
    made = _in_capitals(part.cut(0, end)) + part.cut(end, len(part.text))
    letter = re.search(r"[^\W\d_]", made.text)
    return made.inserted(letter.end(), "\n") if letter else made


def capitals_and_drop_cap(copy: Tracked) -> Tracked:
    """A magazine page.

    Headline and opening words in capitals, a drop cap, pull quotes, no blank lines.
    """
    parts = copy.paragraphs()
    running = _long(parts)
    made: list[Tracked] = []
    for at, part in enumerate(parts):
        shown = _opened(part) if at in running[:1] else _in_capitals(part) if at == 0 else part
        made.append(shown.respelled(r"\.\.\.", "…"))
        pulled = _sentences(part)[-1].text.strip()
        if at in running[1::3] and len(pulled) < 240:
            made.append(Tracked("", ()) + f"“{pulled.upper()}”")
    return _put_together(made, "\n", copy).before("WORLD\nBY A STAFF WRITER\n")


# 12. Live page.


def live_page_newest_first(copy: Tracked) -> Tracked:
    """A live page.

    Headline and key points, then the paragraphs, two by two, from last to first, with
    times.
    """
    parts = copy.paragraphs()
    heads = 1 if len(parts) > 1 and len(parts[0].text) < 200 else 0
    body = parts[heads:]
    pairs = [joined(body[at : at + 2], " ") for at in range(0, len(body), 2)]
    entries = [
        pair.respelled(r"\s{2,}", " ").before(f"{(8 + hour) % 24:02}:40 GMT\n")
        for hour, pair in enumerate(pairs)
    ]
    points = "\n".join(f"- {_teaser(body[at].text, 90)}" for at in _long(body)[:4])
    whole = _put_together([*parts[:heads], *reversed(entries)], "\n\nShare this post\n\n", copy)
    return (
        whole.before(f"LIVE\nKey points\n{points}\n\n")
        + "\n\nThat is all for today. Thank you for following."
    )


STRANGERS: tuple[Change, ...] = (
    printed_pdf_pages,
    mobile_page_with_boxes,
    archive_with_numbered_paragraphs,
    syndicated_and_shortened,
    corrected_everywhere,
    translated_page_marks,
    other_house_style,
    comments_quote_the_article,
    digest_that_repeats_the_lead,
    soft_hyphens_and_ligatures,
    capitals_and_drop_cap,
    live_page_newest_first,
)
