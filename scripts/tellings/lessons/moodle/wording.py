"""Why a lesson's item cannot be a question of Moodle, in English."""

from collections.abc import Mapping

from tellings.lessons.platforms.wording import WORDS as SHARED

WORDS: Mapping[str, str] = {
    **SHARED,
    "left-order": "what is put in order, since Moodle cannot mark it by the pairs that count"
    " (items {items})",
    "left-discuss": "what the annotations differ on, which has no right answer and is for talking"
    " about (items {items})",
    "left-fraction": "what has so many right or so many wrong answers that the parts of the mark"
    " are not on Moodle's list (items {items})",
    "left-same": "what has two answers of the same words to match (items {items})",
    "left-long": "what has an answer to match that is longer than Moodle keeps (items {items})",
    "left-few": "what has fewer answers to match than Moodle asks for (items {items})",
}
