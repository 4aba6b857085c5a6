"""Somebody who works with the page by keyboard alone."""

from typing import Any

from playwright.sync_api import Page

from tellings.lessons.shown import Lesson, ShownItem

FAR = 120
"""Nothing is more presses of Tab away than this."""

Response = Any


def right(item: ShownItem) -> Response:
    """The right answer; of an open question some words, of a discussion the first option."""
    if item.kind == "match":
        return {row.id: row.key for row in item.rows}
    if item.kind == "order":
        return _places(item)
    if item.kind == "open":
        return {"text": "The city says so.", "level": 1}
    return list(item.key) if item.marked else [item.options[0].id]


def _places(item: ShownItem) -> dict[str, int]:
    """Places that every pair agrees with."""
    places = {option.id: 1 for option in item.options}
    for _ in item.options:
        for pair in item.pairs:
            low = places[pair.first] + (0 if pair.same else 1)
            places[pair.second] = max(places[pair.second], low)
            if pair.same:
                places[pair.first] = places[pair.second]
    return places


def wrong(item: ShownItem) -> Response:
    """An answer that finds as little as can be."""
    others = [each.id for each in item.options if each.id not in item.key]
    if item.kind == "match":
        ids = [each.id for each in item.options]
        return {row.id: next(each for each in ids if each != row.key) for row in item.rows}
    if item.kind == "order":
        last_first = sorted(_places(item).items(), key=lambda each: (-each[1], each[0]))
        return {name: at for at, (name, _) in enumerate(last_first, 1)}
    if item.kind in ("open", "discuss"):
        return right(item)
    return others[:1]


def of_path(lesson: Lesson) -> list[ShownItem]:
    """The questions of the path, in its order."""
    items = {each.id: each for each in lesson.items}
    return [items[name] for step in lesson.path for name in step.items]


class Keys:
    """A keyboard."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> None:
        """Press Tab until the focus is on what a selector names, and seen to be there."""
        for _ in range(FAR):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("css => document.activeElement.matches(css)", selector):
                self._seen(selector)
                return
        raise AssertionError(f"Tab does not reach {selector}")

    def _seen(self, selector: str) -> None:
        """The focus shows, and nothing lies over it."""
        seen = self.page.evaluate(
            """() => {
              const element = document.activeElement;
              const box = element.getClientRects()[0];
              const at = document.elementFromPoint(
                Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2),
                Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 2));
              const style = getComputedStyle(element);
              const after = getComputedStyle(element, "::after");
              const ring = [style, after].some((e) => e.outlineStyle !== "none");
              const label = element.closest("label");
              const near = at && (element.contains(at) || (label && label.contains(at)));
              return ring && Boolean(near);
            }"""
        )
        assert seen, f"the focus on {selector} is not seen"

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def push(self, selector: str, key: str = "Enter") -> None:
        """Go to a button and push it."""
        self.to(selector)
        self.press(key)

    def answer(self, item: ShownItem, response: Response) -> None:
        """Answer the question on the screen, and have it checked."""
        {
            "choice": self._choose,
            "discuss": self._choose,
            "tick": self._tick,
            "mark": self._mark,
            "match": self._select,
            "order": self._select,
            "open": self._write,
        }[item.kind](item, response)
        self.push(".question .actions .primary")
        if item.kind == "open" and response["level"] is not None:
            self.to(".level input")
            self.press("Space", *["ArrowDown"] * response["level"])

    def _choose(self, item: ShownItem, response: Response) -> None:
        self.to(".options input")
        ids = [each.id for each in item.options]
        self.press("Space", *["ArrowDown"] * ids.index(response[0]))

    def _tick(self, _item: ShownItem, response: Response) -> None:
        for chosen in response:
            self.to(f".options input[value={chosen}]")
            self.press("Space")

    def _mark(self, item: ShownItem, response: Response) -> None:
        if not response:
            self.push(".none", "Space")
            return
        starts = sorted((each.text[0].start or 0, each.id) for each in item.options)
        self.to(".stretch")
        for number, (_, name) in enumerate(starts):
            if number:
                self.press("ArrowDown")
            if name in response:
                self.press("Space")

    def _select(self, item: ShownItem, response: Response) -> None:
        ids = [each.id for each in item.options]
        for name in (each.id for each in item.rows or item.options):
            self.to(".row select")
            value = response[name]
            self.press(*["ArrowDown"] * (value if isinstance(value, int) else ids.index(value) + 1))

    def _write(self, _item: ShownItem, response: Response) -> None:
        self.to("textarea")
        self.page.keyboard.type(response["text"])


def play(page: Page, lesson: Lesson, answers: dict[str, Response]) -> None:
    """Play the whole path by keyboard, every answer as given; ends on the page of the result."""
    keys = Keys(page)
    items = {each.id: each for each in lesson.items}
    keys.push(".path .primary")
    for step in lesson.path:
        for name in step.items:
            keys.answer(items[name], answers[name])
            keys.push(".question > div > .actions .primary")
        keys.push(".step > .actions .primary")
