"""Twelve copies that people may hold, written before the matcher, from what was asked of it alone.

Nothing here was changed to suit the matcher afterwards. Each takes the original and makes the
copy; words that a copy repeats elsewhere are new words, not the article's.
"""

import re
import unicodedata

from .tracked import Change, Tracked, joined

NAV = (
    "Skip to main content\nHome | World | Politics | Business | Sport\nSign in   Subscribe\n"
    "Advertisement\n\n"
)
FOOT = (
    "\n\nShare this article\nFacebook  X  WhatsApp  Copy link\n\nMost read\n1. Storm reaches the"
    " coast\n2. Markets close lower\n3. Cup final preview\n\nAbout us  Contact  Privacy policy\n"
    "All rights reserved.\n"
)


def headline_of(copy: Tracked) -> str:
    return re.sub(r"^ *date \S+ ", "", copy.paragraphs()[0].text).strip()


def page_furniture(copy: Tracked) -> Tracked:
    """All of a page, as select-all and copy gives it."""
    return copy.before(NAV) + FOOT


def title_and_related(copy: Tracked) -> Tracked:
    """The headline stands in the tab's title, in the bread crumbs and in a list at the end too."""
    title = headline_of(copy)
    head = f"{title} - Daily News\n\nHome > World > {title}\n\n"
    return copy.before(head) + f"\n\nRelated stories\n{title}\nAnother story altogether\n"


def typewriter(copy: Tracked) -> Tracked:
    """Typed off: straight quotes, double hyphens, three points, no no-break spaces."""
    copy = copy.respelled("[“”„«»]", '"').respelled("[‘’]", "'").respelled("[–—]", "--")
    return copy.respelled("…", "...").respelled("\u00a0", " ")


def typographer(copy: Tracked) -> Tracked:
    """Set: curly quotes, en dashes for hyphens between digits, no-break spaces, soft hyphens."""
    copy = copy.respelled(r'(?<!\S)"', "“").respelled('"', "”").respelled("'", "’")
    copy = copy.respelled(r"(?<=\d)-(?=\d)", "–")
    copy = copy.respelled(r"(?<=\bU\.S\.) ", "\u00a0")
    return copy.respelled_by(r"[a-z]{5}(?=[a-z]{4})", lambda part: f"{part}\u00ad")


def hard_wrapped(copy: Tracked) -> Tracked:
    """Wrapped at 60 characters and quoted by no one, as an old mail program saves it."""
    parts = []
    for paragraph in copy.paragraphs():
        width, made = 0, Tracked("", ())
        for piece in re.finditer(r"\S+\s*", paragraph.text):
            if width + len(piece.group()) > 60 and width:
                made, width = made + "\n", 0
            made = made + paragraph.cut(*piece.span())
            width += len(piece.group())
        parts.append(made)
    return joined(parts, "\r\n\r\n")


def decomposed(copy: Tracked) -> Tracked:
    """Letters and their accents apart (NFD), with zero-width spaces after slashes and stops."""
    copy = copy.respelled_by(r"[^\x00-\x7f]", lambda char: unicodedata.normalize("NFD", char))
    return copy.respelled(r"\. ", ". \u200b")


def one_line(copy: Tracked) -> Tracked:
    """Every white space one blank, no paragraphs left."""
    return copy.respelled(r"\s+", " ")


def later_edit(copy: Tracked) -> Tracked:
    """Updated hours later: a lead paragraph is new, one paragraph gone, a note at the end."""
    parts = copy.paragraphs()
    new = Tracked("", ()) + "UPDATE: Officials of both countries declined to comment on Saturday."
    kept = [*parts[:2], new, *parts[2:4], *parts[5:]]
    return joined(kept, "\n\n") + "\n\nThis article was updated with reactions."


def copy_edited(copy: Tracked) -> Tracked:
    """Another desk's house style: American spelling, US for U.S., numbers in words."""
    copy = (
        copy.edited("defence", "defense").edited(r"\bU\.S\.", "US").edited("programme", "program")
    )
    copy = copy.edited(r"\bhas been\b", "was").edited("missile system", "missile battery", 2)
    return copy.edited(r"\bsaid\b", "stated", 3)


def paragraphs_swapped(copy: Tracked) -> Tracked:
    """Two paragraphs of the body have changed places."""
    parts = copy.paragraphs()
    parts[4], parts[6] = parts[6], parts[4]
    return joined(parts, "\n")


def first_half(copy: Tracked) -> Tracked:
    """Cut off by the pay wall in the middle of a sentence."""
    half = len(copy.text) // 2
    return copy.cut(0, half) + "... Subscribe to read the full story."


def pull_quote(copy: Tracked) -> Tracked:
    """Two sentences stand large in the page again, one before the body and one within it."""
    parts = copy.paragraphs()
    sentences = [
        each for part in parts[2:] for each in re.findall(r"[A-Z][^.!?]{60,}[.]", part.text)
    ]
    if not sentences:
        return copy
    early, late = sentences[-1], sentences[len(sentences) // 2]
    made = [*parts[:1], Tracked("", ()) + early, *parts[1:5], Tracked("", ()) + late, *parts[5:]]
    return joined(made, "\n\n")


FIRST: tuple[Change, ...] = (
    page_furniture,
    title_and_related,
    typewriter,
    typographer,
    hard_wrapped,
    decomposed,
    one_line,
    later_edit,
    copy_edited,
    paragraphs_swapped,
    first_half,
    pull_quote,
)
