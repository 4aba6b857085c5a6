"""The checks of a story, level by level; levels 1 and 2 are done while reading."""

from tellings.checks import guidelines, references, texts
from tellings.codebook import Codebook
from tellings.findings import Finding
from tellings.story import StoryData


def check_story(data: StoryData, codebook: Codebook) -> list[Finding]:
    """Every finding of levels 3 to 5."""
    return [*references.check(data), *texts.check(data), *guidelines.check(data, codebook)]
