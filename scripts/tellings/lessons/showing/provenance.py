"""How a lesson's key came about, and whose the votes are, in words that claim nothing more."""

from collections.abc import Iterable

from tellings.lessons.items import Votes
from tellings.lessons.wording import Words
from tellings.records import Pass
from tellings.story import GOLD, RULES_PASS, StoryData

_PERSON = "human"


def made_by(data: StoryData, words: Words) -> str:
    """Who made the key: how many passes, of what kind, with what tools, reviewed by whom."""
    gold, voters = data.passes[GOLD], _voters(data)
    if len(voters) > 1:
        filled = {"number": str(len(voters)), "kinds": _kinds([*voters, gold.info], words)}
        said = words.fill("compared", **filled)
    else:
        said = words.fill("alone", kind=_kinds([gold.info], words))
    if tools := ", ".join(dict.fromkeys(each.tool for each in [*voters, gold.info] if each.tool)):
        said += words.fill("tools", tools=tools)
    if not any(each.status == "reviewed" for each in gold.records()) and not _person(gold.info):
        said += words["unreviewed"]
    return said


def said_votes(votes: Votes, data: StoryData, words: Words) -> str:
    """How many of those who annotated say so, and who they are: people are called people."""
    if not votes.of:
        return words["votes-none"]
    voters = _voters(data)
    counted = {"agree": str(votes.agree), "of": str(votes.of)}
    if all(map(_person, voters)):
        return words.fill("votes-people", **counted)
    return words.fill("votes-passes", kinds=_kinds(voters, words), **counted)


def _voters(data: StoryData) -> list[Pass]:
    """The passes that gold was made from."""
    return [each.info for name, each in data.passes.items() if name not in (GOLD, RULES_PASS)]


def _person(info: Pass) -> bool:
    return info.kind == _PERSON


def _kinds(infos: Iterable[Pass], words: Words) -> str:
    return ", ".join(dict.fromkeys(words[f"by-{each.kind}"] for each in infos))
