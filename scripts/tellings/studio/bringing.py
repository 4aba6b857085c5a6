"""Bringing a person's work into a pass, a group of articles after the other: never all at once."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from tellings.pass_files import STORY_FILE, article_bytes, story_bytes
from tellings.records import Annotation, Pass
from tellings.store.pulled import Bases
from tellings.store.spool import Spool
from tellings.store.staging import Staged
from tellings.store.writing import StoreError
from tellings.studio.brought import Brought, Spent
from tellings.studio.grouping import grouped
from tellings.studio.offered import Offer
from tellings.studio.own_pass import OwnPass
from tellings.studio.pages import Page
from tellings.studio.purposes import purpose_in
from tellings.studio.reaching import reached
from tellings.studio.shelf import Shelf
from tellings.studio.submitted import Submitted, origin_of, packed, submitted
from tellings.studio.taking import Taken, Work, take


@dataclass(slots=True)
class Bringing:
    """The merge of one person's work.

    Attributes:
        shelf: the story.
        info: the record of the pass.
        work: what everybody submitted.
        offered: what pages showed beside the person's own records.
        bases: what was pulled last.
        next: is told what the next pull compares with.
        staged: the files of the pass as they will be.
        brought: what came of it.
    """

    shelf: Shelf
    info: Pass
    work: Spool
    offered: Offer
    bases: Bases
    next: Spool
    staged: Staged
    brought: Brought
    _story: dict[str, Annotation] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)

    def bring(self, links: Iterable[tuple[str, str]]) -> None:
        """Merge everything, and put the new files on the disk, without their names yet.

        Args:
            links: pairs of articles that have to be merged together.

        Raises:
            StoreError: if something cannot be read or written.
        """
        name = self.info.id
        before = self.shelf.frame.passes.get(name)
        self._story = {each.id: each for each in (before.of_story() if before else ())}
        worked = self.work.articles(name)
        for group in grouped(worked, links):
            self._take(group, list(map(submitted, self.work.of(name, group))))
        for article in sorted({*self.shelf.articles_of(name)}.difference(worked)):
            self._take([article], [])  # what its records point at may have gone
        self._take([], [])
        if self._story:
            self.staged.put(STORY_FILE, story_bytes(self.shelf.name, list(self._story.values())))

    def _take(self, group: Sequence[str], every: Sequence[Submitted]) -> None:
        """Merge some articles; with none, see to the records of the story as a whole."""
        own = OwnPass(self.shelf, self.info, self.staged, self._story)
        work = [self._work(each, own) for each in every]
        roots = [record for each in work for record in each.records.values()]
        roots += [record for article in group for record in own.records(article).values()]
        roots += () if group else self._story.values()
        around = reached(roots, own.find, self.offered, self.shelf.articles)
        story = [each for each in (around.records if group else self._story) if each in self._story]
        part = own.part(group, around, story)
        info = part.passes[self.info.id].info
        taken = take(part, self.shelf.schemas, info, work, self.offered)
        self._put(taken, own, {each.article.id for each in work})
        for each, records in zip(every, taken.bases, strict=True):
            self.brought.spent[each.place()] = Spent(each.day, each.seconds)
            self.next.add(info.id, each.key.article, packed((each.key, each.pulled(records))))

    def _work(self, each: Submitted, own: OwnPass) -> Work:
        article = own.article(each.key.article)
        if article.text_sha256 != each.text_sha256:
            raise StoreError(f"{article.id} changed meanwhile; nothing was changed, pull again")
        last = self.bases.get(each.key)
        base = last.records if last else {}
        page = self._page(each.key.project)
        return Work(article, page, each.by_id(), {*each.incomplete}, base, origin_of(each.key))

    def _page(self, marker: str) -> Page:
        if marker not in self._pages:
            purpose = purpose_in(marker)
            assert purpose is not None
            self._pages[marker] = purpose.view(self.shelf.schemas.codebook)
        return self._pages[marker]

    def _put(self, taken: Taken, own: OwnPass, worked: Collection[str]) -> None:
        """Stage the files; one that nobody worked on keeps what it has beside what is new."""
        for article, records in taken.articles.items():
            kept = {} if article in worked else own.records(article)
            whole = list(({each.id: each for each in records} | kept).values())
            taken.articles[article] = whole
            data = article_bytes(article, own.article(article).text_sha256, whole)
            self.staged.put(f"{self.shelf.articles[article]}.json", data)
        self._story |= {each.id: each for each in taken.story}
        self.brought.add(taken)
