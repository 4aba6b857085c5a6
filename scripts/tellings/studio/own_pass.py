"""A person's pass as it is and will be, of which a few articles are in memory at a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from tellings.reading import read_records
from tellings.records import Annotation, Article, Pass
from tellings.store.seeds import SourceFile
from tellings.store.staging import Staged
from tellings.store.writing import StoreError
from tellings.story import PassData, RecordFile, StoryData
from tellings.studio.reaching import Reached
from tellings.studio.shelf import STORY_STEM, Shelf, home_of

ById = dict[str, Annotation]


@dataclass(slots=True)
class OwnPass:
    """A pass read piece by piece, with what this pull did already.

    What was read stays in memory: it is made anew for every few articles.

    Attributes:
        shelf: the story.
        info: the record of the pass.
        staged: the files of the pass as they will be.
        story: its records of the story as a whole.
    """

    shelf: Shelf
    info: Pass
    staged: Staged
    story: Mapping[str, Annotation]
    _articles: dict[str, Article | None] = field(default_factory=dict)
    _records: dict[str, ById] = field(default_factory=dict)

    def article(self, article_id: str) -> Article:
        """An article.

        Raises:
            StoreError: if it cannot be read any more.
        """
        found = self._article(article_id)
        if found is None:
            raise StoreError(f"{article_id} cannot be read any more; nothing was changed")
        return found

    def _article(self, article_id: str) -> Article | None:
        if article_id not in self._articles:
            self._articles[article_id] = self.shelf.article(article_id)
        return self._articles[article_id]

    def records(self, article_id: str) -> ById:
        """The records of an article by id."""
        if article_id not in self._records:
            self._records[article_id] = {each.id: each for each in self._read(article_id)}
        return self._records[article_id]

    def _read(self, article_id: str) -> list[Annotation]:
        stem = self.shelf.articles[article_id]
        name = f"{stem}.json"
        data = self.staged.read(name)
        if data is None:
            return []
        source = SourceFile(f"{self.staged.folder.as_posix()}/{name}", data)
        file = read_records(source, stem, self.shelf.name, self.shelf.schemas)[0]
        return file.records if file else []

    def find(self, record_id: str) -> Annotation | None:
        """A record by its id; None where the pass has none."""
        home = home_of(record_id)
        if home is None:
            return self.story.get(record_id)
        is_there = home in self.shelf.articles and self._article(home) is not None
        return self.records(home).get(record_id) if is_there else None

    def part(self, articles: Collection[str], around: Reached, story: Iterable[str]) -> StoryData:
        """The story with this pass only, and of both only what is needed.

        Args:
            articles: those that are there with all their records.
            around: what else is needed.
            story: the records of the story as a whole that are needed, by id.
        """
        held = {article: list(self.records(article).values()) for article in articles}
        for record in around.records.values():
            home = home_of(record.id)
            if home is not None and home not in articles:
                held.setdefault(home, []).append(record)
        frame = self.shelf.frame
        texts = {article: self.article(article) for article in {*held, *around.homes}}
        named = around.articles.difference(texts)
        data = StoryData(frame.story, frame.path, "", texts, unread=named)
        folder = self.staged.folder.as_posix()
        files = [_file(folder, texts[key], records) for key, records in held.items()]
        whole = [self.story[each] for each in story]
        files.append(RecordFile(f"{folder}/{STORY_STEM}.json", b"", None, None, whole))
        alone = msgspec.structs.replace(self.info, articles=())
        data.passes[alone.id] = PassData(alone, f"{folder}/pass.json", files)
        return data


def _file(folder: str, article: Article, records: list[Annotation]) -> RecordFile:
    path = f"{folder}/{article.id.rpartition(':')[2]}.json"
    return RecordFile(path, b"", article.id, article.text_sha256, records)
