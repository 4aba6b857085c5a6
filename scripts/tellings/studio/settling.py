"""Settling conflicts: a person's word on each, into the pass and into what was pulled last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from filelock import FileLock

from tellings.records import Annotation, to_json
from tellings.schemas import nearest
from tellings.store.private import private_folder
from tellings.store.pulled import Bases, Key, Pulled, pulled_database
from tellings.store.schema_files import load_schemas
from tellings.store.writing import StoreError, write_all
from tellings.studio.adjudicating import as_record
from tellings.studio.annotators import pass_files
from tellings.studio.conflicts import Choice, Decision, settle
from tellings.studio.delivering import keep_conflicts, listed_conflicts
from tellings.studio.fields import Plain, same
from tellings.studio.outcome import Conflict
from tellings.studio.paths import holds
from tellings.studio.registry import registry_pass
from tellings.studio.sessions import Desk
from tellings.studio.soundness import soundness
from tellings.studio.taking import Taken, adopt


@dataclass(slots=True)
class Settlement:
    """What became of decisions: how many were carried out, what is open, what was refused."""

    settled: int = 0
    open: list[Conflict] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def chosen(story: str, found: Sequence[Conflict], names: Sequence[str]) -> list[Conflict]:
    """The conflicts that names mean: ``RECORD`` or ``RECORD:FIELD``, with or without the story.

    Without any name all of them.

    Raises:
        StoreError: if a name means none.
    """
    if not names:
        return list(found)
    picked: dict[tuple[str, str, str], Conflict] = {}
    for name in names:
        full = name if name.startswith(f"{story}:") else f"{story}:{name}"
        hits = [each for each in found if full in (each.id, name_of(each))]
        if not hits:
            known = [each.removeprefix(f"{story}:") for each in map(name_of, found)]
            raise StoreError(f"there is no open conflict {name!r}{nearest(name, known)}")
        picked |= {(each.id, each.field, each.origin): each for each in hits}
    return list(picked.values())


def name_of(conflict: Conflict) -> str:
    """How the command line names a conflict."""
    return f"{conflict.id}:{conflict.field}" if conflict.field else conflict.id


def settle_all(
    found: Desk, name: str, folder: Path, picked: Sequence[Conflict], choice: Choice
) -> Settlement:
    """Settle conflicts of a pass as a person says, so that no pull asks again.

    The seeds are written first, then what the next pull compares with, then the list of open
    conflicts. Killed in between, the same call or the next pull goes on from there.

    Args:
        found: the story.
        name: the pass.
        folder: where conflicts and bases are.
        picked: the conflicts to settle.
        choice: which version stands.

    Raises:
        StoreError: if something cannot be read or written.
    """
    story = found.story
    with (
        FileLock(private_folder(folder) / f".{story}.pull.lock"),
        pulled_database(folder) as bases,
    ):
        listed = listed_conflicts(folder, story, name)
        work = _Settling(found, name, bases)
        left = [each for each in listed if each not in picked]
        for (origin, article), group in _by_place(each for each in picked if each in listed):
            left += work.settle(origin, article, group, choice)
        work.write()
        bases.put(work.bases.items())
        keep_conflicts(folder, story, name, left)
    return Settlement(len(listed) - len(left), left, work.refused)


def _by_place(
    conflicts: Iterator[Conflict],
) -> Iterator[tuple[tuple[str, str], list[Conflict]]]:
    groups: dict[tuple[str, str], list[Conflict]] = {}
    for each in conflicts:
        article = ":".join(each.id.split(":")[:2])
        groups.setdefault((each.origin, article), []).append(each)
    yield from groups.items()


class _Settling:
    """The settling of one pass under way."""

    def __init__(self, found: Desk, name: str, bases: Bases) -> None:
        self.data = found.data
        self.name = name
        self.old_bases = bases
        self.bases: dict[Key, Pulled] = {}
        self.articles: dict[str, dict[str, Plain]] = {}
        self.refused: list[str] = []
        own = load_schemas().with_labels(found.codebook)
        self.sound = soundness(own, found.codebook)

    def settle(
        self, origin: str, article: str, group: Sequence[Conflict], choice: Choice
    ) -> tuple[Conflict, ...]:
        """Settle the conflicts of an article with one page; what is still open."""
        records = self.articles.setdefault(article, self._records(article))
        keys = list(self._keys(origin, article))
        if not keys:
            self.refused += [f"{name_of(each)}: what was pulled is not here" for each in group]
            return tuple(group)
        left: tuple[Conflict, ...] = ()
        now: dict[str, Plain] = records
        for key, last in keys:
            known = [_resumed(each, records, last.records, choice) for each in group]
            decisions = [Decision(each.id, each.field, choice) for each in known]
            done = settle(records, last.records, known, decisions, self.sound)
            self.bases[key] = last._replace(records=done.base)
            self.refused += done.refused
            open_ = {(each.id, each.field) for each in done.open}
            left = tuple(each for each in group if (each.id, each.field) in open_)
            now = dict(done.records)
        self.articles[article] = now
        return left

    def _keys(self, origin: str, article: str) -> Iterator[tuple[Key, Pulled]]:
        """The bases that a conflict is about: that of its page, else all of the article."""
        story = self.data.story.id
        for key, _ in self.old_bases.of_annotator(self.name, story):
            is_meant = origin in ("", f"{key.server} {key.project}")
            last = self.bases.get(key) or self.old_bases.get(key)
            if key.article == article and is_meant and last is not None:
                yield key, last

    def _records(self, article: str) -> dict[str, Plain]:
        return {each.id: to_json(each) for each in self.data.passes[self.name].of_article(article)}

    def write(self) -> None:
        """Write the pass with what its records point at now."""
        if not self.articles:
            return
        taken = Taken(
            articles={
                key: [as_record(each) for each in records.values()]
                for key, records in self.articles.items()
            }
        )
        adopt(taken, self.data, self.name, self._offered().get)
        info = self.data.passes[self.name].info
        files = pass_files(self.data, info, taken.articles, taken.story)
        write_all({path: raw for path, raw in files.items() if path.name != "pass.json"})

    def _offered(self) -> dict[str, tuple[str, Annotation]]:
        lists = registry_pass(self.data)
        others = [each for name, each in sorted(self.data.passes.items()) if name != self.name]
        every = [*others, *([lists] if lists else [])]
        return {record.id: (each.info.id, record) for each in every for record in each.records()}


def _resumed(
    conflict: Conflict, records: Mapping[str, Plain], base: Mapping[str, Plain], choice: Choice
) -> Conflict:
    """The conflict, as it is where an earlier call was killed half way."""

    def is_at(side: Mapping[str, Plain], value: object) -> bool:
        record = side.get(conflict.id)
        if not conflict.field:
            return same(record, value)
        return record is not None and holds(record, conflict.field, value)

    found = conflict
    if choice == "theirs" and not is_at(records, conflict.ours) and is_at(records, conflict.theirs):
        found = replace(found, ours=conflict.theirs)
    if not is_at(base, conflict.base) and is_at(base, conflict.theirs):
        found = replace(found, base=conflict.theirs)
    return found
