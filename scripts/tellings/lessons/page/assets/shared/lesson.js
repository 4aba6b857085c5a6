/** The lesson as the page carries it, with the key put back in its place. */
const lesson = (() => {
  const text = (id) => document.getElementById(id).textContent.trim();
  const bytes = (encoded) => Uint8Array.from(atob(encoded), (each) => each.charCodeAt(0));
  const data = JSON.parse(text("lesson"));
  const keys = JSON.parse(new TextDecoder().decode(bytes(text("key"))));

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
  const articles = new Map(data.articles.map((each) => [each.letter, each]));
  const exercise = (name) => exercises.find((each) => each.name === name);

  /** The paragraph that a position of an article lies in, or the last before it. */
  const paragraph = (letter, position) => {
    const before = articles.get(letter).paragraphs.filter((each) => each.start <= position);
    return before[before.length - 1] || articles.get(letter).paragraphs[0];
  };

  return { ...data, exercises, items, byId, articles, exercise, paragraph };
})();
