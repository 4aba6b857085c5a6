"""Practice: an invented article whose key is known, and what annotators hear about their work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tellings.agreement.figures import Score
from tellings.agreement.scoring import ALL, Mistake, Scores, score_predictions
from tellings.agreement.sides import Side, side
from tellings.codebook import Codebook, Label
from tellings.findings import Finding
from tellings.records import Annotation, to_json
from tellings.store.people import read_people, write_people
from tellings.store.private import private_folder
from tellings.store.schema_files import schema_folder
from tellings.story import GOLD
from tellings.studio import pseudonyms
from tellings.studio.client import Server
from tellings.studio.contributions import Contribution, contributions, latest
from tellings.studio.delivering import PEOPLE
from tellings.studio.pages import Page
from tellings.studio.projects import projects_for
from tellings.studio.purposes import PRACTICE, Purpose
from tellings.studio.pushing import Told
from tellings.studio.sending import Sent, send
from tellings.studio.sessions import Desk, desk, purpose_of_page, wanted_of
from tellings.studio.tasks import KEY
from tellings.studio.understanding import understood

STORY = "practice-lighthouse"
"""The practice story; its key stands where other stories have gold."""
_INVENTORIES = {
    "stance": "stance_label",
    "event mention: factuality": "factuality",
    "event mention: context": "context",
    "attribution: quote_type": "quote_type",
    "attribution: source_kind": "source_kind",
    "attribution: cue_class": "cue_class",
    "attribution: scope": "scope",
}
_RECORDS = {"attribution": "attribution", "stance": "stance", "event mention": "event-mention"}


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one annotator hears about one article.

    Attributes:
        annotator: the pseudonym.
        page: what was practised.
        article: the article.
        scores: how the work compares with the key, with every error.
        findings: what of the work cannot be read.
    """

    annotator: str
    page: str
    article: str
    scores: Scores
    findings: tuple[Finding, ...]


def practice_desk() -> Desk:
    """The practice story as it is installed.

    Raises:
        StoreError: if it is not there.
    """
    return desk(schema_folder() / "practice", STORY)


def send_practice(
    server: Server, folder: Path, page: Page, found: Desk, annotators: int, told: Told
) -> Sent:
    """Make the server have the practice task: a page without any suggestion.

    Args:
        server: where.
        folder: where the locks are.
        page: what is practised.
        found: the practice story.
        annotators: how many people a new project waits for.
        told: is told of progress.

    Raises:
        StoreError: if the server does not do what is asked.
    """
    purpose = purpose_of_page(STORY, page, PRACTICE)
    return send(server, folder, purpose, page, wanted_of(found, page, []), annotators, (), told)


def feedback(server: Server, name: str, folder: Path, found: Desk) -> list[Feedback]:
    """Everybody's work on the practice task beside the key; nothing of it goes to any seeds.

    Args:
        server: where people practised.
        name: how the state here names the server.
        folder: where pseudonyms are kept.
        found: the practice story.

    Raises:
        StoreError: if the server cannot be asked.
    """
    emails = {user.id: user.email for user in server.users()}
    people = read_people(private_folder(folder) / PEOPLE)
    done: list[Feedback] = []
    for project, purpose in projects_for(server, STORY):
        if purpose.use != PRACTICE:
            continue
        for task in server.tasks(project.id):
            every = contributions(task, emails)
            work = [each for each in every if not (each.skipped or each.draft)]
            for each in latest(work)[0].values():
                who = pseudonyms.User(name, each.user, emails.get(each.user, ""))
                people, person = people.with_user(who)
                done.append(_compared(found, purpose, str(task["data"][KEY]), each, person))
    write_people(folder / PEOPLE, people)
    return sorted(done, key=lambda each: (each.annotator, each.page, each.article))


def _compared(
    found: Desk, purpose: Purpose, article: str, work: Contribution, person: str
) -> Feedback:
    page = purpose.view(found.codebook)
    text = found.data.articles[article]
    read = understood(work.results, text, page, found.registry, {}, f"{person}/{article}")
    key = found.data.passes[GOLD]
    lists = key.of_story()
    given = _side(person, [*read.records, *lists], article, page)
    wanted = _side("key", [*key.of_article(article), *lists], article, page)
    scores = score_predictions(given, wanted, page.layers, {article: text.text}, everything=True)
    return Feedback(person, page.name, article, scores, tuple(read.findings))


def _side(name: str, records: Sequence[Annotation], article: str, page: Page) -> Side:
    """A side with what the page asks for; spans that others rest on stay for their places."""
    found = side(name, [to_json(each) for each in records], [article])
    for kind, units in (
        ("attribution", found.attributions),
        ("stance", found.stances),
        ("event-mention", found.mentions),
    ):
        if kind not in page.records:
            units.clear()
    return found


# For people -----------------------------------------------------------------------------------

_WORDS = {"spurious": "extra"}


def lines(each: Feedback, codebook: Codebook) -> Iterator[str]:
    """What an annotator reads: figures, then error by error with the codebook's rule."""
    yield f"{each.annotator}, {each.article.rpartition(':')[2]} ({each.page})"
    for row in each.scores.rows:
        if row.label == ALL:
            near = "" if row.overlap is None else f", {_hits(row.overlap, row.gold)} overlap"
            extra = f"; {row.predicted} marked"
            yield f"  {row.part}: {_hits(row.exact, row.gold)} of {row.gold} exact{near}{extra}"
    told: set[str] = set()
    for mistake in each.scores.mistakes:
        yield f"  {_line(mistake)}"
        label = rule_for(mistake, codebook)
        if label is not None and label.name not in told:
            told.add(label.name)
            yield f"      {label.name}: {label.rule}"
    for finding in each.findings:
        yield f"  not understood: {finding.message}"


def _hits(of: Score, wanted: int) -> int:
    return round((of.recall or 0.0) * wanted)


def _line(mistake: Mistake) -> str:
    words = " ".join(mistake.words.split())
    kind = _WORDS.get(mistake.kind, mistake.kind)
    on = f" “{words}”" if words else ""
    said = "; ".join(
        f"{side} {value}"
        for side, value in (("key:", mistake.gold), ("yours:", mistake.predicted))
        if value
    )
    return f"{kind}: {mistake.part}{on} ({said})" if said else f"{kind}: {mistake.part}{on}"


def rule_for(mistake: Mistake, codebook: Codebook) -> Label | None:
    """The label whose rule says what was missed: the key's, or one's own where it is extra."""
    said = (mistake.gold or mistake.predicted or "").split()
    layer = mistake.part.removeprefix("span: ")
    if layer != mistake.part:
        return codebook.inventories[layer].labels.get(said[0]) if said else None
    if mistake.part in _INVENTORIES and mistake.kind == "wrong label":
        return codebook.inventories[_INVENTORIES[mistake.part]].labels.get(said[-1])
    kind, _, part = mistake.part.partition(": ")
    labels: Mapping[str, Any] = codebook.inventories["attribution"].labels
    if kind == "attribution" and part in labels:
        return codebook.inventories["attribution"].labels[part]
    anchors = codebook.anchors
    return anchors.labels.get(_RECORDS.get(kind, "")) if anchors else None
