/** One article: its paragraphs with their numbers, and what is drawn over its text. */
const pane = (() => {
  const LAYERS = ["pen", "shown", "cursor"];

  const part = (segment) => {
    const kinds = LAYERS.filter((kind) => segment.ranges.some((each) => each.kind === kind));
    const name = kinds.length ? "mark" : "span";
    const attributes = { class: kinds.join(" ") || null, "data-start": segment.start };
    return dom.make(name, attributes, segment.text);
  };

  const withheld = (letter, paragraph) =>
    dom.make(
      "span",
      { class: "pointer" },
      words.say("withheld", { place: words.place(letter, paragraph.number) }),
    );

  const contents = (letter, paragraph, ranges) =>
    paragraph.text.map((piece) =>
      piece.article ? segments.cut(piece, ranges).map(part) : withheld(letter, paragraph),
    );

  const isHeadline = (article, paragraph) =>
    rich
      .quotes(article.headline)
      .some((each) => paragraph.start <= each.start && each.start < paragraph.end);

  const row = (article, paragraph) => {
    const lines = dom.make("p", {}, contents(article.letter, paragraph, []));
    const name = isHeadline(article, paragraph) ? "paragraph headline" : "paragraph";
    const number = dom.make("span", { class: "number" }, words.number(paragraph.number));
    return { paragraph, lines, element: dom.make("div", { class: name }, number, lines) };
  };

  const head = (article, tools) =>
    dom.make(
      "header",
      {},
      rich.badge(article.letter),
      dom.make("h3", {}, dom.make("bdi", {}, article.outlet)),
      tools,
    );

  /** An article with the means to draw ranges over it and to find a paragraph. */
  const draw = (article, tools) => {
    const rows = article.paragraphs.map((each) => row(article, each));
    const text = dom.make(
      "div",
      {
        class: "text",
        lang: article.language,
        dir: article.direction,
        tabindex: 0,
        role: "region",
        "aria-label": words.say("text-of", { outlet: article.outlet }),
      },
      rows.map((each) => each.element),
    );
    const at = [...lesson.articles.keys()].indexOf(article.letter) % 6;
    const rights = dom.make("p", { class: "rights" }, dom.make("bdi", {}, article.rights));
    const element = dom.make("article", { class: `pane outlet-${at}` }, head(article, tools), text);
    text.append(rights);

    const refresh = (ranges) => {
      for (const { paragraph, lines } of rows) {
        const over = ranges.filter((e) => e.start < paragraph.end && paragraph.start < e.end);
        const drawn = JSON.stringify(over);
        if (drawn === (lines.dataset.over || "[]")) continue;
        lines.dataset.over = drawn;
        lines.replaceChildren(...contents(article.letter, paragraph, over).flat());
      }
    };
    const find = (number) => rows.find((each) => each.paragraph.number === number).element;
    return { element, text, refresh, find };
  };

  return { draw };
})();
