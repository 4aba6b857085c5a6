"""How a lesson's key came about, in a sentence that claims nothing more."""

from collections.abc import Iterable

from tellings.lessons.wording import Words
from tellings.records import Pass
from tellings.story import GOLD, RULES_PASS, StoryData


def made_by(data: StoryData, words: Words) -> str:
    """Who made the key: how many passes, of what kind, with what tools, reviewed by whom."""
    gold = data.passes[GOLD]
    voters = [each.info for name, each in data.passes.items() if name not in (GOLD, RULES_PASS)]
    if len(voters) > 1:
        filled = {"number": str(len(voters)), "kinds": _kinds([*voters, gold.info])}
        said = words.fill("compared", **filled)
    else:
        said = words.fill("alone", kind=_kinds([gold.info]))
    if tools := ", ".join(dict.fromkeys(each.tool for each in [*voters, gold.info] if each.tool)):
        said += words.fill("tools", tools=tools)
    if not any(each.status == "reviewed" for each in gold.records()) and not _person(gold.info):
        said += words["unreviewed"]
    return said


def _person(info: Pass) -> bool:
    return info.kind == "human"


def _kinds(infos: Iterable[Pass]) -> str:
    return ", ".join(dict.fromkeys(each.kind.replace("_", " ") for each in infos))
