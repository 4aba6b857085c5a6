/** What the students highlighted, laid over each other. */
const pens = (() => {
  const MOST = 8;

  const ranges = (letter, students) =>
    students.flatMap((each) =>
      segments
        .merged(each.highlights.filter((mark) => mark.article === letter))
        .map(({ start, end }) => ({ start, end })),
    );
  const parts = (article, over) =>
    article.paragraphs.flatMap((paragraph) =>
      paragraph.text
        .filter((piece) => piece.article)
        .flatMap((piece) => segments.cut(piece, over))
        .map((part) => ({ ...part, count: part.ranges.length, paragraph })),
    );

  const shade = (part, all) => {
    if (!part.count) return part.text;
    const level = Math.ceil((part.count / all) * 4);
    const number = dom.make("sup", {}, words.number(part.count));
    return dom.make("mark", { class: `heat-${level}` }, part.text, number);
  };
  const paragraph = (each, over, all) =>
    dom.make(
      "div",
      { class: "paragraph" },
      dom.make("span", { class: "number" }, words.number(each.number)),
      dom.make(
        "p",
        {},
        each.text.map((piece) =>
          piece.article
            ? segments
                .cut(piece, over)
                .map((part) => shade({ ...part, count: part.ranges.length }, all))
            : dom.make("span", { class: "pointer" }, piece.text),
        ),
      ),
    );

  const article = (each, students) => {
    const over = ranges(each.letter, students);
    const text = dom.make(
      "div",
      { class: "heat", lang: each.language, dir: each.direction },
      each.paragraphs.map((part) => paragraph(part, over, students.length)),
    );
    return dom.folded([rich.badge(each.letter), " ", dom.make("bdi", {}, each.outlet)], text);
  };

  /** The passages that most students highlighted. */
  const most = (students) => {
    const all = [...lesson.articles.values()].flatMap((each) =>
      parts(each, ranges(each.letter, students)).map((part) => ({ ...part, letter: each.letter })),
    );
    const found = all.filter((each) => each.count > 1 && each.text.trim());
    return found.sort((a, b) => b.count - a.count || b.text.length - a.text.length).slice(0, MOST);
  };
  const line = (part, all) =>
    dom.make(
      "li",
      {},
      dom.make(
        "strong",
        {},
        words.say("of", { part: words.number(part.count), whole: words.number(all) }),
      ),
      ` · ${words.place(part.letter, part.paragraph.number)}: `,
      dom.make(
        "q",
        { dir: "auto", lang: lesson.articles.get(part.letter).language },
        part.text.trim(),
      ),
    );

  const draw = (students) => {
    const some = students.filter((each) => each.highlights.length);
    if (!some.length) return dom.make("p", {}, words.say("no-highlights"));
    const common = most(some);
    return [
      common.length
        ? dom.make(
            "ol",
            { class: "most" },
            common.map((each) => line(each, some.length)),
          )
        : dom.make("p", {}, words.say("no-overlap")),
      [...lesson.articles.values()].map((each) => article(each, some)),
    ];
  };

  return { draw };
})();
