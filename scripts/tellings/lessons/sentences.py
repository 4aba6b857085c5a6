"""The sentences that every form of a lesson shares, in English."""

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "paragraph": "{article}, paragraph {paragraph}",
    "sentence": "{article}, paragraph {paragraph}, sentence {sentence}",
    "word": "{article}, paragraph {paragraph}, sentence {sentence}, word {first}",
    "words": "{article}, paragraph {paragraph}, sentence {sentence}, words {first} to {last}",
    "undated": "no date of publication in the text",
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
    "kind-own_outlet": "news outlet; one of these articles is its own",
    "kind-person": "person",
    "kind-news_outlet": "news outlet",
    "kind-government": "country, government or authority",
    "kind-organisation": "organisation or company",
    "kind-place": "place",
    "kind-artefact": "thing",
    "kind-law": "law or contract",
    "kind-money": "sum of money",
    "kind-other": "other",
    "small-words": "the a an",
    "called": "in the articles also: {names}",
    "alone": "One annotator made the key ({kind}); nobody has compared it with another reading.",
    "compared": "The key is what was settled on after {number} independent annotation passes"
    " (made by: {kinds}).",
    "by-human": "people",
    "by-language_model": "a language model",
    "by-rule": "rules",
    "votes-people": "{agree} of {of} people who annotated the articles",
    "votes-passes": "{agree} of {of} annotation passes (made by {kinds})",
    "votes-none": "no other annotation to compare with",
    "tools": " Made with: {tools}.",
    "unreviewed": " No person has reviewed it.",
}
