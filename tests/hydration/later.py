"""Twelve copies written with the matcher in view, to lead it astray.

Most keep words of the article where they do not belong while the article's own were changed:
a place that looks right and is not.
"""

import re

from .first import headline_of
from .tracked import Change, Tracked, joined


def new(words: str) -> Tracked:
    return Tracked("", ()) + words


def old_headline_in_teaser(copy: Tracked) -> Tracked:
    """The headline was rewritten; the old one still stands in a teaser right above it."""
    title = headline_of(copy)
    rewritten = copy.edited(re.escape(title), "Talks on missiles go on between capitals", 1)
    return rewritten.before(f"{title}\n\n")


def old_lead_in_archive(copy: Tracked) -> Tracked:
    """Headline and first sentences were rewritten; below the article they stand as they were."""
    parts = copy.paragraphs()
    box = "\n".join(part.text for part in parts[:3])
    kept = [new("A new headline"), new("A new lead that says it in other words."), *parts[3:]]
    return joined(kept, "\n\n") + f"\n\nFrom our archive\n{box}\n"


def old_lead_as_summary(copy: Tracked) -> Tracked:
    """The same with the old words above: no one can tell it from an article with a new passage."""
    parts = copy.paragraphs()
    box = "\n".join(part.text for part in parts[:3])
    below = [new("A new headline"), new("A new lead that says it in other words."), *parts[3:]]
    return joined(below, "\n\n").before(f"{box}\n\n")


def pasted_twice(copy: Tracked) -> Tracked:
    """The article stands in the file twice; the second time is no place of its own."""
    return copy + "\n\n" + copy.text


def advertisements(copy: Tracked) -> Tracked:
    """Something between every two paragraphs."""
    return joined(copy.paragraphs(), "\n\nADVERTISEMENT - CONTINUE READING BELOW\n\n")


def names_changed(copy: Tracked) -> Tracked:
    """Each third mention of a country was reworded."""
    made = copy
    for at, found in reversed(list(enumerate(re.finditer("Turkey|Ankara", copy.text)))):
        if at % 3 == 0:
            made = made.cut(0, found.start()) + "the country" + made.cut(found.end(), 10**9)
    return made


def first_name_gone(copy: Tracked) -> Tracked:
    """In every sentence that has a name twice, the first is gone."""
    return copy.edited(r"\b(?P<name>[A-Z][\w-]+) (?=[^.\n]*\b(?P=name)\b)", "")


def sentences_joined(copy: Tracked) -> Tracked:
    """Stops became semicolons: no sentence ends where it did, but its words stand."""
    return copy.edited(r"\.(?= [A-Z])", ";")


def reversed_order(copy: Tracked) -> Tracked:
    """The paragraphs in reverse order."""
    return joined(copy.paragraphs()[::-1], "\n\n")


def pulled_then_edited(copy: Tracked) -> Tracked:
    """A sentence stands as a pull quote three paragraphs on; in its own place it was edited."""
    parts = copy.paragraphs()
    at = next((n for n, each in enumerate(parts[1:-4], 1) if len(each.text) > 150), None)
    if at is None:
        return copy
    quote = new(parts[at].text)
    edited = parts[at].edited(r"\b(the|a|an)\b", "this")
    made = [*parts[:at], edited, *parts[at + 1 : at + 4], quote, *parts[at + 4 :]]
    return joined(made, "\n\n")


def bullet_summary(copy: Tracked) -> Tracked:
    """The first words of each paragraph on top, and each first sentence edited below."""
    parts = copy.paragraphs()
    bullets = "".join(f"- {part.text[:90]}\n" for part in parts)
    edited = [part.edited(r"\b(in|on|of|with)\b", "as to", 1) for part in parts]
    return joined(edited, "\n\n").before(f"In brief:\n{bullets}\n")


def presentation_forms(copy: Tracked) -> Tracked:
    """Ligatures, full-width digits and a space before every stop, from a poor PDF."""
    copy = copy.respelled("fi", "\ufb01").respelled("fl", "\ufb02")
    copy = copy.respelled_by(r"\d", lambda digit: chr(ord(digit) + 0xFEE0))
    return copy.respelled(r"\.", " .")


def stitched(copy: Tracked) -> Tracked:
    """The odd paragraphs first, then the even ones, and the whole as one sentence a line."""
    parts = copy.paragraphs()
    return joined([*parts[::2], *parts[1::2]], "\n").respelled(r"(?<=[.!?]) ", "\n")


LATER: tuple[Change, ...] = (
    old_headline_in_teaser,
    old_lead_in_archive,
    pasted_twice,
    advertisements,
    names_changed,
    first_name_gone,
    sentences_joined,
    reversed_order,
    pulled_then_edited,
    bullet_summary,
    presentation_forms,
    stitched,
)


def hidden_part_in_a_comment(copy: Tracked) -> Tracked:
    """The last third is behind a pay wall; a reader put it below, whole, and no one said more."""
    parts = copy.paragraphs()
    shown = len(parts) * 2 // 3
    rest = "\n\n".join(part.text for part in parts[shown:])
    return joined(parts[:shown], "\n\n") + f"\n\nSubscribe\n\n1 comment\nHere it is:\n{rest}\n"


UNDECIDABLE: tuple[Change, ...] = (old_lead_as_summary, hidden_part_in_a_comment)
"""Copies that are, character by character, the article with words put in: what they say of
themselves cannot be read in them. They are scored apart, so that nobody is surprised."""
