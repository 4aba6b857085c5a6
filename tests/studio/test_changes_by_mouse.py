"""One value of each kind of record is changed by mouse: just that arrives, and nothing else."""

import copy
from collections.abc import Callable
from pathlib import Path

from tellings.studio.client import Server
from tellings.studio.server import Running
from tests.conftest import JSON
from tests.studio.annotator import Annotator
from tests.studio.test_round_trip import five_articles, gold_of, unsettled

ARTICLE = "al-jazeera"


def places(server: Server, task: int) -> dict[str, str]:
    """The region of each record, by the record's id."""
    (prediction,) = server.predictions(task)
    return {
        name: result["id"]
        for result in prediction["result"]
        for name in result.get("meta", {}).values()
    }


def first(records: dict[str, JSON], fits: Callable[[JSON], object]) -> JSON:
    """The first record that fits."""
    return next(each for each in records.values() if fits(each))


def test_only_what_was_changed_changes(
    tmp_path: Path, studio_server: Running, studio: Server, annotator: Annotator
) -> None:
    story = five_articles(tmp_path, studio_server, "changed-by-mouse")
    story.push("--suggest", "gold")
    number, tasks = story.place()
    annotator.open(number, tasks[ARTICLE])
    wanted = gold_of(story, ARTICLE)
    before = copy.deepcopy(wanted)
    change_everything(annotator, wanted, places(studio, tasks[ARTICLE]))
    annotator.submit()
    said = story.pull()
    assert (said["findings"], said["status"]) == ([], 0)
    pulled = unsettled(story.records(ARTICLE).values())
    changed = {key for key in wanted if wanted[key] != before[key]}
    assert len(changed) == 11
    assert pulled == wanted


def change_everything(annotator: Annotator, wanted: dict[str, JSON], where: dict[str, str]) -> None:
    """Change one value of each kind of record, on the page and in what is wanted."""
    spans = {key: each for key, each in wanted.items() if each["record"] == "span"}

    claim = first(spans, lambda each: each["label"] == "checkable_claim")
    claim["label"] = "judgement"
    annotator.relabel(where[claim["id"]], "Judgement")

    mention = first(spans, lambda each: each["layer"] == "mention" and "entity" in each)
    mention["entity"] = f"{mention['id'].split(':')[0]}:entity:nato"
    annotator.select(where[mention["id"]])
    annotator.drop("span.entity")
    annotator.pick("span.entity", "NATO")

    time = first(spans, lambda each: "timex" in each)
    time["timex"]["value"] = "P3M"
    annotator.select(where[time["id"]])
    annotator.rewrite("span.timex.value", "P3M")

    wording = first(spans, lambda each: each.get("wording", {}).get("mode") == "lexical")
    wording["wording"]["mode"] = "informational"
    annotator.select(where[wording["id"]])
    annotator.choose("span.wording.mode", "Informational")

    said = first(wanted, lambda each: each.get("quote_type") == "indirect")
    said["quote_type"] = "mixed"
    annotator.select(where[said["id"]])
    annotator.choose("attribution.quote_type", "Mixed")

    stance = first(wanted, lambda each: each["record"] == "stance" and each["label"] == "support")
    stance["label"] = "oppose"
    annotator.select(where[stance["id"]])
    annotator.choose("stance.label", "Oppose")

    mentions = {key: each for key, each in wanted.items() if each["record"] == "event-mention"}
    told = first(mentions, lambda each: each["context"] == "future")
    told["context"] = "hypothetical"
    annotator.select(where[told["id"]])
    annotator.choose("event-mention.context", "Hypothetical")

    other = first(mentions, lambda each: each is not told and len(each["commitments"]) > 1)
    other["commitments"][1]["factuality"] = "unknown"
    annotator.select(where[f"{other['id']}#1"])
    annotator.choose("commitment.factuality", "Unknown")

    support = first(wanted, lambda each: each["record"] == "support")
    support["relation"] = "partly" if support["relation"] != "partly" else "supported"
    annotator.select(where[support["id"]])
    annotator.choose("support.relation", support["relation"].capitalize())

    several = first(
        wanted,
        lambda each: each not in (stance, told, other) and len(each.get("evidence_spans", ())) > 1,
    )
    lost = several["evidence_spans"].pop()
    ends = where[several["id"]], where[lost]
    annotator.remove_relation(*(ends[::-1] if several["record"] == "stance" else ends))

    shown = first(
        wanted,
        lambda each: each["record"] == "stance" and each not in (stance, several),
    )
    more = first(spans, lambda each: each["layer"] == "event" and each["start"] > 100)
    shown["evidence_spans"].append(more["id"])
    annotator.relate(where[more["id"]], where[shown["id"]], "evidence")
