/** The articles side by side: the reader picks one to three, highlights, and is shown places. */
const articles = (() => {
  const MOST = 3;
  const BESIDE = "(min-width: 64rem) and (min-height: 34rem)"; // as in lesson.css
  const open = []; // letters, the oldest first
  const panes = new Map();
  let shown = null;
  let cursor = null;
  let picks = new Map();
  let row, hint, status;

  const refresh = (letter) => {
    if (!panes.has(letter)) return;
    const ranges = pen.of(letter).map((each) => ({ ...each, kind: "pen" }));
    if (shown && shown.article === letter) ranges.push({ ...shown, kind: "shown" });
    if (cursor && cursor.letter === letter) ranges.push({ ...cursor, kind: "cursor" });
    panes.get(letter).refresh(ranges.map(({ start, end, kind }) => ({ start, end, kind })));
  };
  const tell = (text) => {
    status.textContent = text;
  };

  const arrange = () => {
    const letters = [...lesson.articles.keys()].filter((each) => open.includes(each));
    row.replaceChildren(...letters.map((each) => drawn(each).element));
    row.dataset.count = letters.length;
    for (const [letter, button] of picks) {
      button.setAttribute("aria-pressed", String(open.includes(letter)));
    }
    letters.forEach(refresh);
    hand();
  };
  /** With the pen in hand, arrow keys go to the text and not to a screen reader's own cursor. */
  const hand = () => {
    row.classList.toggle("penning", pen.down);
    const role = pen.down ? "application" : "region";
    open.forEach((letter) => panes.get(letter).text.setAttribute("role", role));
  };
  const drawn = (letter) => {
    if (!panes.has(letter)) panes.set(letter, withPen(letter));
    return panes.get(letter);
  };

  const add = (letter) => {
    if (open.includes(letter)) return;
    if (open.length === MOST) open.shift();
    open.push(letter);
  };
  const pick = (letter) => {
    if (!open.includes(letter)) add(letter);
    else if (open.length > 1) open.splice(open.indexOf(letter), 1);
    arrange();
    tell(words.say("open-now", { letters: [...open].sort().join(", ") }));
  };
  /** Opens the first articles, for reading before there is a question. */
  const layFirst = () => lay([...lesson.articles.keys()]);
  /** Opens the articles that a question is about, in place of all others; nothing is shown yet. */
  const lay = (letters) => {
    const before = shown;
    shown = null;
    row.querySelectorAll(".back").forEach((each) => each.remove());
    if (before) refresh(before.article);
    const wanted = [...new Set(letters)].slice(0, MOST);
    if (!wanted.length) return;
    open.splice(0, open.length, ...wanted);
    arrange();
  };

  const act = (letter, range) => {
    pen.toggle(letter, range);
    tell(words.say(pen.covers(letter, range) ? "pen-marked" : "pen-erased"));
  };
  const markSelected = () => {
    for (const letter of open) {
      const found = selecting.within(panes.get(letter).text);
      const grown = found.map((each) => wordCursor.whole(lesson.articles.get(letter), each));
      grown.filter(Boolean).forEach((each) => pen.mark(letter, each));
    }
    document.getSelection().removeAllRanges();
  };
  const withPen = (letter) => {
    const made = pane.draw(lesson.articles.get(letter));
    const walk = wordCursor.over(lesson.articles.get(letter), (range) => {
      cursor = { ...range, letter };
      refresh(letter);
      const place = made.text.querySelector(".cursor");
      if (place) place.scrollIntoView({ block: "nearest" });
      tell(range.text);
    });
    made.text.addEventListener("keydown", (event) => {
      if (!pen.down) return;
      if (walk.key(event)) event.preventDefault();
      else if (event.key === " " && walk.range()) {
        event.preventDefault();
        act(letter, walk.range());
      }
    });
    made.text.addEventListener("mouseup", () => pen.down && markSelected());
    made.text.addEventListener("click", (event) => {
      const mark = event.target.closest(".pen");
      if (pen.down && mark) pen.erase(letter, pen.at(letter, Number(mark.dataset.start)));
    });
    return made;
  };

  const takePen = (button) => {
    pen.take(!pen.down);
    button.setAttribute("aria-pressed", String(pen.down));
    hint.hidden = !pen.down;
    hand();
    if (!pen.down && cursor) {
      const { letter } = cursor;
      cursor = null;
      refresh(letter);
    }
  };

  /** Draws a quotation in its article as shown, and says where it stands. */
  const display = (piece) => {
    const before = shown;
    shown = piece;
    add(piece.article);
    arrange();
    if (before) refresh(before.article);
    const { text, find } = panes.get(piece.article);
    const { number } = lesson.paragraph(piece.article, piece.start);
    const paragraph = find(number);
    return { text, number, paragraph, place: text.querySelector(".shown") || paragraph };
  };
  /** Where the articles stand beside the question, shows a quotation there; the focus stays. */
  const point = (piece) => {
    if (!matchMedia(BESIDE).matches) return;
    const { text, place } = display(piece);
    const [frame, line] = [text, place].map((each) => each.getBoundingClientRect());
    text.scrollTop += line.top - frame.top - (frame.height - line.height) / 2;
  };
  /** Shows a quotation in its article; a button beside it leads back to where it was asked. */
  const reveal = (piece, origin) => {
    const { number, paragraph, place } = display(piece);
    row.querySelectorAll(".back").forEach((each) => each.remove());
    const back = dom.button(words.say("back"), () => goBack(back, origin), { class: "back" });
    paragraph.append(back);
    dom.focus(place, "center");
    tell(words.say("shown-at", { place: words.place(piece.article, number) }));
  };
  const goBack = (back, origin) => {
    back.remove();
    origin.focus();
    origin.scrollIntoView({ block: "center" });
  };

  /** A button that shows a quotation in its article. */
  const finder = (piece) => {
    const { number } = lesson.paragraph(piece.article, piece.start);
    const place = words.place(piece.article, number);
    const button = dom.button(words.say("find", { place }), () => reveal(piece, button), {
      class: "find",
    });
    return button;
  };
  /** Such buttons for some quotations, one a paragraph. */
  const finders = (pieces) => {
    const places = new Map();
    for (const each of pieces) {
      const { number } = lesson.paragraph(each.article, each.start);
      const place = `${each.article} ${number}`;
      if (!places.has(place)) places.set(place, each);
    }
    return [...places.values()].map(finder);
  };

  const toolbar = () => {
    picks = new Map(
      [...lesson.articles.values()].map((each) => [
        each.letter,
        dom.button(
          [rich.badge(each.letter), dom.make("bdi", {}, each.outlet)],
          () => pick(each.letter),
          {
            class: "pick",
            "aria-pressed": "false",
          },
        ),
      ]),
    );
    const tool = dom.button(words.say("pen"), () => takePen(tool), {
      class: "pen-tool",
      "aria-pressed": "false",
    });
    const use = dom.button(words.say("pen-selection"), markSelected);
    hint = dom.make(
      "div",
      { class: "hint", hidden: true },
      dom.make("p", {}, words.say("pen-hint")),
      use,
    );
    const group = { class: "picks", role: "group", "aria-labelledby": "picks" };
    return [
      dom.make("p", { class: "help", id: "picks" }, words.say("picks")),
      dom.make("div", { class: "toolbar" }, dom.make("div", group, [...picks.values()]), tool),
      hint,
    ];
  };

  /** The whole section; drawn once. */
  const draw = () => {
    row = dom.make("div", { class: "panes" });
    status = dom.make("p", { class: "sr", role: "status" });
    const title = dom.make("h2", { id: "articles-title" }, words.say("articles"));
    const section = dom.make(
      "section",
      { id: "articles", "aria-labelledby": "articles-title" },
      dom.make("div", { class: "articles-head" }, title, toolbar()),
      row,
      status,
    );
    pen.listen(refresh);
    add([...lesson.articles.keys()][0]);
    arrange();
    return section;
  };

  return { draw, lay, layFirst, point, finders };
})();
