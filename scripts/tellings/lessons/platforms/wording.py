"""The sentences that packages for learning platforms share, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "reasons-where": "Where",
    "reasons-why": "Why",
    "reasons-sentence": "In the text",
    "reasons-rule": "Rule of thumb",
    "reasons-right": "Right",
    "reasons-wrong": "Not this one",
    "article-named": "{letter}: {outlet}",
    "note-title": "About this package",
    "note-lesson": "{title}. Lesson {digest}, made from version {version} of the data.",
    "note-rights": "Rights in the text of {article}: {rights}",
    "note-standard": "{tag}: {framework} ({status})",
    "note-left-out": "What this package leaves out:",
    "note-nothing-left-out": "This package leaves no exercise out.",
    "left-withheld": "passages to be marked whose words are withheld under the terms of rights"
    " (items {items})",
    "left-no-target": "passages to be marked among which nothing is left to be found, so that no"
    " answer could score (items {items})",
    "left-overlap": "passages in which stretches to be marked overlap (items {items})",
    "left-articles-quotes": "the text of the articles beyond short quotations, as was asked for:"
    " hand out copies of your own",
    "left-articles-none": "the text of the articles, as was asked for: hand out copies of your own",
}
