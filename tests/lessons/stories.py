"""Stories of other people on disk: one whole, one with segments only, one that is hostile."""

from pathlib import Path

from tests.conftest import DATASET_TOML, Project
from tests.lessons.bridge import bridge
from tests.lessons.sample import HOSTILE
from tests.lessons.seeds import Made, Telling, quoted

LONG_LINE = f"Ein Wort, {'noch eines, ' * 900}und im Juli 2031 das letzte."
"""Over 10,000 characters without a line's end."""


def write(root: Path, *stories: Made) -> Project:
    """A project's folder with some stories."""
    seeds = root / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "dataset.toml").write_text(DATASET_TOML, "utf-8")
    for story in stories:
        story.write(seeds)
    return Project(root)


def segments_only() -> Made:
    """Two articles of which nothing is known but their parts."""
    parts = [("headline", "A tunnel\n\n"), ("body", "It opens in May 2031, they say.\n")]
    tellings = [Telling("tunnel", slug, parts) for slug in ("gazette", "herald")]
    return Made("tunnel", "en", "The tunnel", tellings)


def hostile() -> Made:
    """The story of the bridge with markup, formulas and the like in every kind of text."""
    story = bridge("feind", f"=1+1 {HOSTILE}", f"{LONG_LINE} {HOSTILE}")
    kurier = story.tellings[-1]
    kurier.time("juli", "Juli 2031", "2031-07", "in_text")
    kurier.span(
        "w3", "wording", "hedge", "noch eines", wording={"mode": "lexical"}, of={"pass-b": None}
    )
    title, text = quoted(f"=1+1 {HOSTILE}"), quoted(f"Ein Damm. {HOSTILE}")
    story.labels = f"\n[labels.mention.damm]\ntitle = {title}\ndefinition = {text}\n"
    plain = title.replace("{", "(").replace("}", ")")  # braces are the places of a sentence
    story.translation = (
        f"[inventories.wording.labels.hedge]\ntitle = {title}\nrule = {text}\n"
        f"[lesson.same-event]\nsame = {plain}\n"
    )
    return story
