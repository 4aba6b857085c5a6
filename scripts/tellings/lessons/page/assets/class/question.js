/** One question for the teacher: the key with its reasons, and how the class answered. */
const question = (() => {
  const bar = (number, all) => [
    dom.make("meter", { min: 0, max: Math.max(1, all), value: number, "aria-hidden": "true" }),
    dom.make(
      "span",
      { class: "figure" },
      words.say("of", { part: words.number(number), whole: words.number(all) }),
    ),
  ];
  const badge = (right) => (right ? verdict.tag("right", words.say("key")) : null);

  const optionLine = (item, option, given) => {
    const chosen = given.filter((each) => each.includes(option.id)).length;
    return dom.make(
      "li",
      {},
      dom.make(
        "div",
        { class: "about" },
        dom.make("span", { class: "letter" }, option.id),
        dom.make("span", {}, rich.show(option.text)),
        badge(item.key.includes(option.id)),
      ),
      given.length ? dom.make("div", { class: "bar-line" }, bar(chosen, given.length)) : null,
      votes(item, option),
      dom.make("p", { class: "reason" }, rich.show(option.why)),
    );
  };
  const votes = (item, option) => {
    const vote = item.votes[item.options.indexOf(option)];
    return vote && vote.of ? dom.make("p", {}, dom.make("bdi", {}, vote.said)) : null;
  };
  const options = (item, given) =>
    dom.make(
      "ul",
      { class: "options" },
      item.options.map((each) => optionLine(item, each, given)),
    );

  const rowLine = (item, row, given) => {
    const counts = spread.tally(given.map((each) => each[row.id]));
    const answers = item.options
      .filter((each) => each.id === row.key || counts.has(each.id))
      .map((each) =>
        dom.make(
          "li",
          {},
          dom.make(
            "div",
            { class: "about" },
            dom.make("span", {}, rich.show(each.text)),
            badge(each.id === row.key),
          ),
          given.length
            ? dom.make("div", { class: "bar-line" }, bar(counts.get(each.id) || 0, given.length))
            : null,
        ),
      );
    return dom.make(
      "li",
      {},
      dom.make("div", { class: "about" }, rich.show(row.text)),
      dom.make("ul", { class: "answers" }, answers),
      dom.make("p", { class: "reason" }, rich.show(row.why)),
    );
  };
  const rows = (item, given) =>
    dom.make(
      "ul",
      { class: "options" },
      item.rows.map((each) => rowLine(item, each, given)),
    );

  const pairLine = (item, pair, given) => {
    const text = (id) => rich.show(item.options.find((each) => each.id === id).text);
    const good = given.filter((each) => {
      const [one, other] = [each[pair.first], each[pair.second]];
      return pair.same ? one !== undefined && one === other : one < other;
    });
    const between = dom.make(
      "strong",
      {},
      ` ${words.say(pair.same ? "same-place" : "comes-before")} `,
    );
    return dom.make(
      "li",
      {},
      dom.make("div", {}, text(pair.first), between, text(pair.second)),
      given.length ? dom.make("div", { class: "bar-line" }, bar(good.length, given.length)) : null,
    );
  };
  const pairs = (item, given) => [
    dom.make(
      "ul",
      { class: "options" },
      item.pairs.map((each) => pairLine(item, each, given)),
    ),
    options(item, []),
  ];

  const written = (item, students) => {
    const some = students.filter((each) => each.responses.has(item.id));
    const line = ({ code: name, responses }) => {
      const { text, level } = responses.get(item.id);
      const own =
        level === null ? "" : ` (${words.say("own-level", { level: item.rubric[level].name })})`;
      return dom.make("li", {}, dom.make("strong", {}, name), own, ": ", dom.make("bdi", {}, text));
    };
    const levels = item.rubric.map((each) => [
      dom.make("dt", {}, dom.make("bdi", {}, each.name)),
      dom.make(
        "dd",
        {},
        rich.show(each.does),
        " ",
        dom.make("em", {}, words.say("sample")),
        " ",
        rich.show(each.sample),
      ),
    ]);
    return [some.length ? dom.make("ul", {}, some.map(line)) : null, dom.make("dl", {}, levels)];
  };

  const bodies = { match: rows, order: pairs, open: () => null };
  const who = (item, students) => {
    const found = Object.entries(marks.byVerdict(item, students)).filter(
      ([state, codes]) => codes.length && item.marked,
    );
    if (!found.length) return null;
    const line = ([state, codes]) =>
      dom.make("li", {}, verdict.tag(state, words.say(`short-${state}`)), `: ${codes.join(", ")}`);
    return dom.make("ul", { class: "who" }, found.map(line));
  };

  /** What tells a question from others with the same words: its number, and its passage. */
  const title = (item) => {
    const [passage] = item.kind === "mark" ? rich.quotes(...item.reading) : [];
    const at = passage && lesson.paragraph(passage.article, passage.start).number;
    return [
      dom.make(
        "span",
        { class: "number" },
        words.say("question-number", { number: words.number(item.number) }),
      ),
      " ",
      dom.make(
        "span",
        {},
        rich.show(item.stem),
        passage ? [" (", dom.make("bdi", {}, words.place(passage.article, at)), ")"] : null,
      ),
    ];
  };

  /** Draws a question, folded; what it holds is drawn when it is opened. */
  const draw = (item, students) => {
    const summary = dom.make("summary", {}, title(item));
    const element = dom.make("details", { class: "item" }, summary);
    const fill = () => {
      if (element.children.length > 1) return;
      const given = spread.responses(item, students);
      const body = (bodies[item.kind] || options)(item, given);
      const passages = item.reading.map((text) => dom.make("blockquote", {}, rich.show(text)));
      const evidence = item.where.length
        ? dom.make("p", { class: "help" }, item.where.join(" · "))
        : null;
      const whole = [
        passages,
        who(item, students),
        body,
        item.kind === "open" ? written(item, students) : null,
      ];
      element.append(
        dom.make(
          "div",
          { class: "folded" },
          whole,
          dom.make("p", {}, rich.show(item.why)),
          evidence,
        ),
      );
    };
    element.addEventListener("toggle", () => element.open && fill());
    const open = () => {
      fill();
      element.open = true;
      summary.focus({ preventScroll: true });
      element.scrollIntoView({ block: "start" });
    };
    return { element, open };
  };

  return { draw, title };
})();
