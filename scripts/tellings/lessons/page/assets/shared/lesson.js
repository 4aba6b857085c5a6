/** The lesson as the page carries it, with the key put back in its place. */
const lesson = (() => {
  const text = (id) => document.getElementById(id).textContent.trim();
  const bytes = (encoded) => {
    const units = atob(encoded);
    const found = new Uint8Array(units.length);
    for (let at = 0; at < units.length; at += 1) found[at] = units.charCodeAt(at);
    return found;
  };
  const data = JSON.parse(text("lesson"));
  const keys = JSON.parse(new TextDecoder().decode(bytes(text("key"))));
  const articles = new Map(data.articles.map((each) => [each.letter, each]));
  const quotable = new Map(
    data.articles.map(({ letter, paragraphs }) => [
      letter,
      paragraphs.flatMap((each) => each.text).filter((each) => each.article),
    ]),
  );

  /** A quotation that stands as a place only, with its words from the article. */
  const quotation = ([article, start, end]) => {
    const holds = (each) => each.start <= start && end <= each.end;
    const piece = quotable.get(article).find(holds);
    const words = codepoints.slice(piece.text, start - piece.start, end - piece.start);
    return { text: words, article, start, end };
  };
  /** Puts such quotations into what was parsed. Walking it is quicker than to revive each value. */
  const restored = (value) => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value.at)) return quotation(value.at);
    for (const name of Object.keys(value)) value[name] = restored(value[name]);
    return value;
  };
  restored(data.exercises);
  restored(data.left_open);
  restored(keys);

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
