"""What a release says about the texts that it carries or leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tellings.publish.leaks import CUT, RUN


class TextMode(StrEnum):
    """How much of the articles' text a release carries."""

    NONE = "none"
    QUOTES = "quotes"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class QuoteCaps:
    """How much may be quoted.

    ``span`` is the longest quotation of one span, in code points; ``share`` the part of an
    article that all its quotations together may cover, with what stands before and after
    them; ``words`` the part of that which goes to the words of spans before any context.
    """

    span: int = 200
    share: float = 0.3
    words: float = 0.7


@dataclass(frozen=True, slots=True)
class TextTerms:
    """The terms of one release.

    ``cut`` counts values that repeated a passage, by their place; ``hydrated`` counts spans by
    how they were found in the copies that the texts are of, where they are of copies.
    """

    mode: TextMode
    caps: QuoteCaps = QuoteCaps()
    cut: Mapping[str, int] = field(default_factory=dict)
    hydrated: Mapping[str, int] | None = None

    @property
    def withholds(self) -> bool:
        """Whether text is left out."""
        return self.mode is not TextMode.FULL

    @classmethod
    def from_json(cls, text: Mapping[str, Any]) -> "TextTerms":
        """The terms that a manifest has."""
        mode, known = TextMode(text["mode"]), QuoteCaps()
        caps = QuoteCaps(
            text.get("longest_quote", known.span), text.get("quoted_share", known.share)
        )
        return cls(mode, caps, text.get("cut", {}))

    def as_json(self) -> dict[str, Any]:
        """The terms as the manifest has them."""
        found: dict[str, Any] = {"mode": self.mode.value}
        if self.mode is TextMode.QUOTES:
            found |= {"longest_quote": self.caps.span, "quoted_share": self.caps.share}
        if self.withholds:
            found |= {"longest_run_of_words": RUN - 1, "cut": dict(sorted(self.cut.items()))}
        if self.hydrated is not None:
            found["hydrated"] = dict(sorted(self.hydrated.items()))
        return found

    def sentences(self) -> list[str]:
        """The terms in words, for the card and the Croissant description."""
        if self.hydrated is not None:
            said = ", ".join(f"{name} {n:,}" for name, n in sorted(self.hydrated.items()))
            return [
                "The texts are those of copies, put into a release by `tellings hydrate`, which"
                f" found the spans again ({said}); `hydration.json` lists what was left out."
            ]
        if not self.withholds:
            return ["This release carries the articles' texts in full."]
        found = [
            "This release does not carry the articles' texts: `text` of an article is null."
            " Offsets count code points of the withheld text, and hashes prove that a copy is"
            " the right one; folded text is without white space and with every quotation mark"
            " and dash alike."
        ]
        if self.mode is TextMode.QUOTES:
            found.append(
                f"Spans are quoted up to {self.caps.span} code points each, with up to 32 before"
                " and after; of one article all quotations together, with what stands before and"
                f" after them, cover at most {self.caps.share:.0%}. Longer spans, segments and what"
                " goes beyond have null in `text`, `prefix` and `suffix`."
            )
        else:
            found.append("No span is quoted: `text`, `prefix` and `suffix` are null.")
        outside = " outside these quotations" if self.mode is TextMode.QUOTES else ""
        found.append(
            f"No {RUN} words of an article in a row stand anywhere{outside}: where a note,"
            " statement or address repeats so many, it is cut and marked"
            f" {CUT} ({sum(self.cut.values()):,} values)."
        )
        found.append(
            "Whoever has copies of the articles gets the full dataset with"
            " `tellings hydrate DATASET --articles DIR`."
        )
        return found


def mode_of(manifest: Mapping[str, Any]) -> TextMode:
    """What a dataset carries of the texts; one that says nothing was built, and has them."""
    return TextMode(manifest.get("text", {}).get("mode", TextMode.FULL.value))
