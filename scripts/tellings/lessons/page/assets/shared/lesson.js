/** The lesson as the page carries it, with the key put back in its place. */
const lesson = (() => {
  const text = (id) => document.getElementById(id).textContent.trim();
  const bytes = (encoded) => {
    const units = atob(encoded);
    const found = new Uint8Array(units.length);
    for (let at = 0; at < units.length; at += 1) found[at] = units.charCodeAt(at);
    return found;
  };
  const { articles: told } = JSON.parse(text("lesson"));
  const articles = new Map(told.map((each) => [each.letter, each]));

  /** A quotation that stands as a place only, with its words from the article. */
  const quotation = ([article, start, end]) => {
    const pieces = articles.get(article).paragraphs.flatMap((each) => each.text);
    const piece = pieces.find((each) => each.article && each.start <= start && end <= each.end);
    const words = codepoints.slice(piece.text, start - piece.start, end - piece.start);
    return { text: words, article, start, end };
  };
  const restored = (json) =>
    JSON.parse(json, (name, value) =>
      value && Array.isArray(value.at) ? quotation(value.at) : value,
    );
  const data = restored(text("lesson"));
  const keys = restored(new TextDecoder().decode(bytes(text("key"))));

  const whole = (item) => {
    const { options, rows, ...key } = keys[item.id];
    return {
      ...item,
      ...key,
      options: item.options.map((option, at) => ({ ...option, why: options[at] })),
      rows: item.rows.map((row, at) => ({ ...row, ...rows[at] })),
    };
  };
  const exercises = data.exercises.map((each) => ({ ...each, items: each.items.map(whole) }));
  const items = exercises.flatMap((each) => each.items);
  const byId = new Map(items.map((each) => [each.id, each]));
  const exercise = (name) => exercises.find((each) => each.name === name);

  /** The paragraph that a position of an article lies in, or the last before it. */
  const paragraph = (letter, position) => {
    const before = articles.get(letter).paragraphs.filter((each) => each.start <= position);
    return before[before.length - 1] || articles.get(letter).paragraphs[0];
  };

  return { ...data, exercises, items, byId, articles, exercise, paragraph };
})();
