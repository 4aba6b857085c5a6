/** One question: what is asked, the answer, and after it the feedback. */
const question = (() => {
  const asks = { choice: "check", match: "check", tick: "check", mark: "check", order: "check" };
  const label = (item) => words.say(asks[item.kind] || `check-${item.kind}`);

  /** The articles that the words of a question come from; else those that it names. */
  const mentioned = (item) => {
    const parts = [...item.rows, ...item.options].map((each) => each.text);
    const quoted = rich.quotes(item.stem, ...item.reading, ...parts).map((each) => each.article);
    if (quoted.length) return quoted;
    const inStem = named([item.stem]);
    return inStem.length ? inStem : named(parts);
  };
  const named = (texts) =>
    [...lesson.articles.values()]
      .filter(({ outlet }) => texts.some((text) => rich.plain(text).includes(outlet)))
      .map((each) => each.letter);

  const inside = (quote, passage) =>
    quote.article === passage.article && passage.start <= quote.start && quote.end <= passage.end;

  /** The passages to be read, and where to find them and what the question quotes besides. */
  const passages = (item) => {
    const shown = item.kind === "mark" ? [] : item.reading;
    const read = rich.quotes(...shown);
    const besides = rich
      .quotes(item.stem, ...item.reading)
      .filter((quote) => !read.some((passage) => inside(quote, passage)));
    const places = articles.finders(besides);
    return [
      shown.map((text) =>
        dom.make(
          "blockquote",
          {},
          dom.make("div", {}, rich.show(text)),
          articles.finders(rich.quotes(text)),
        ),
      ),
      places.length ? dom.make("div", { class: "places" }, places) : null,
    ];
  };

  /** Draws a question; `done` is called after its answer with what stands below it. */
  const draw = (item, position, rule, actions) => {
    const stem = dom.make("div", { class: "stem", id: dom.id() }, rich.show(item.stem));
    const kind = kinds[item.kind];
    const control = kind.draw(item, answers.of(item), stem.id, (again) =>
      answers.give(item, again),
    );
    const status = dom.make("p", { class: "status", role: "status" });
    const below = dom.make("div", {});

    const settle = (response, fresh) => {
      const first = control.reveal(response); // where there is more to do before the reasons
      const said = feedback.draw(item, response, rule);
      below.replaceChildren(said.element, dom.make("div", { class: "actions" }, actions.onward));
      status.textContent = "";
      if (!fresh) return;
      const proof = feedback.first(item);
      if (proof) articles.point(proof);
      dom.focus(first || said.title, "start");
    };
    const check = () => {
      const { response, missing } = control.read();
      status.textContent = missing || "";
      if (missing) return;
      answers.give(item, response);
      settle(response, true);
      actions.answered();
    };
    const buttons = [
      dom.button(label(item), check, { class: "primary" }),
      dom.button(words.say("skip"), actions.skip, { class: "quiet" }),
    ];
    below.append(dom.make("div", { class: "actions" }, buttons));
    articles.lay(mentioned(item));
    if (answers.of(item) !== undefined) settle(answers.of(item), false);
    return dom.make(
      "section",
      { class: "question", "aria-labelledby": `${stem.id}-title` },
      dom.make("h2", { id: `${stem.id}-title`, class: "count" }, position),
      stem,
      passages(item),
      control.element,
      status,
      below,
    );
  };

  return { draw };
})();
