"""The sentences that every form of a lesson shares, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "paragraph": "{article}, paragraph {paragraph}",
    "sentence": "{article}, paragraph {paragraph}, sentence {sentence}",
    "word": "{article}, paragraph {paragraph}, sentence {sentence}, word {first}",
    "words": "{article}, paragraph {paragraph}, sentence {sentence}, words {first} to {last}",
    "undated": "no date in the text",
    "approximate": "about {date}",
    "uncertain": "{date}, not certain",
    "since": "since {date}",
    "until": "until {date}",
    "span": "{first} to {last}",
    "opening": "Opening",
    "opening-does": "Read the beginning of each article. Do they all tell the same?",
    "closing": "Closing talk",
    "closing-does": "What did the tellings leave open? Name one sentence that you would now check,"
    " and say where.",
    "alone": "One annotator made the key ({kind}); nobody has compared it with another reading.",
    "compared": "The key is the adjudicated reading of {number} independent passes ({kinds}).",
    "tools": " Made with: {tools}.",
    "unreviewed": " No person has reviewed it.",
}
