/** The class table: students by items, with totals. */
const table = (() => {
  const cell = (item, student) => {
    if (!student.asked.has(item.id)) return dom.make("td", {});
    if (!student.responses.has(item.id))
      return dom.make("td", {}, said("–", words.say("unanswered")));
    const response = student.responses.get(item.id);
    const state = verdict.of(item, response);
    const name = item.marked ? words.say(`short-${state}`) : words.say("short-free");
    return dom.make(
      "td",
      { class: state },
      verdict.sign(state),
      said(figure(item, response), name),
    );
  };
  /** A figure for the eye, and words for who hears the table. */
  const said = (text, name) => [
    dom.make("span", { "aria-hidden": "true" }, text),
    dom.make("span", { class: "sr" }, name),
  ];
  const figure = (item, response) => {
    if (item.kind === "mark") {
      const { hits, targets, alarms } = scoring.count(item, response);
      const found = targets ? `${words.number(hits)}/${words.number(targets)}` : "";
      return alarms ? `${found} +${words.number(alarms)}` : found;
    }
    if (!item.marked) return "";
    const worth = scoring.score(item, response);
    return worth > 0 && worth < 1 ? ` ${words.number(worth)}` : "";
  };

  const line = (items, student) => {
    const { points, max, found } = marks.of(student);
    return dom.make(
      "tr",
      {},
      dom.make("th", { scope: "row" }, student.code),
      dom.make(
        "td",
        { class: "sum" },
        words.say("of", { part: words.number(points), whole: words.number(max) }),
      ),
      dom.make("td", {}, words.rate(found.hits, found.targets)),
      dom.make("td", {}, words.rate(found.alarms, found.foils)),
      items.map((item) => cell(item, student)),
    );
  };

  const share = (items, students) =>
    items.map((item) => {
      const { right, partly, wrong } = marks.byVerdict(item, students);
      const all = right.length + partly.length + wrong.length;
      return dom.make("td", {}, item.marked ? words.rate(right.length, all) : "");
    });

  /** What those who answered got on average; passages have points as a set only. */
  const average = (items, students) =>
    items.map((item) => {
      const given = spread.responses(item, students);
      const counts = item.marked && item.kind !== "mark" && given.length;
      const points = counts ? given.map((each) => scoring.score(item, each)) : [];
      const mean = points.reduce((all, each) => all + each, 0) / points.length;
      return dom.make("td", {}, counts ? words.number(mean) : "");
    });

  const head = (exercises, open) => {
    const column = (name) => dom.make("th", { scope: "col", rowspan: 2 }, words.say(name));
    const over = exercises.map(({ title, items }) =>
      dom.make(
        "th",
        { scope: "colgroup", colspan: items.length, class: "over-items" },
        dom.make("bdi", {}, title),
      ),
    );
    const numbers = exercises
      .flatMap(({ items }) => items)
      .map((item) =>
        dom.make(
          "th",
          { scope: "col" },
          dom.button(words.number(item.number), () => open(item), {
            "aria-label": words.say("question-number", { number: words.number(item.number) }),
          }),
        ),
      );
    return dom.make(
      "thead",
      {},
      dom.make(
        "tr",
        {},
        column("code"),
        column("points-column"),
        column("found-column"),
        column("alarms-column"),
        over,
      ),
      dom.make("tr", {}, numbers),
    );
  };

  /** Draws the table; `open` is called with the item whose number was pressed. */
  const draw = (exercises, students, open) => {
    const items = exercises.flatMap((each) => each.items);
    const foot = (name, cells) =>
      dom.make(
        "tr",
        {},
        dom.make("th", { scope: "row" }, words.say(name)),
        [1, 2, 3].map(() => dom.make("td", {})), // the totals have no share
        cells,
      );
    return dom.make(
      "div",
      { class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "table-title" },
      dom.make(
        "table",
        { class: "class-table" },
        head(exercises, open),
        dom.make(
          "tbody",
          {},
          students.map((each) => line(items, each)),
        ),
        dom.make(
          "tfoot",
          {},
          foot("share-right", share(items, students)),
          foot("points-average", average(items, students)),
        ),
      ),
    );
  };

  return { draw };
})();
