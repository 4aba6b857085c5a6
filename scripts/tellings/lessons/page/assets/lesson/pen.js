/** The marker pen: what a student highlights freely. It stays in memory, and in a saved result. */
const pen = (() => {
  const marked = new Map([...lesson.articles.keys()].map((letter) => [letter, []]));
  const listeners = [];
  let down = false;

  const changed = (letter) => listeners.forEach((each) => each(letter));
  const of = (letter) => marked.get(letter);

  const mark = (letter, range) => {
    marked.set(letter, segments.merged([...of(letter), { start: range.start, end: range.end }]));
    changed(letter);
  };
  const erase = (letter, range) => {
    marked.set(letter, segments.without(of(letter), range));
    changed(letter);
  };
  /** Whether all of a range is highlighted. */
  const covers = (letter, { start, end }) =>
    of(letter).some((each) => each.start <= start && end <= each.end);
  /** Highlights a range, or takes it off where all of it is highlighted. */
  const toggle = (letter, range) => (covers(letter, range) ? erase : mark)(letter, range);
  /** The highlight that a position lies in. */
  const at = (letter, position) =>
    of(letter).find((each) => each.start <= position && position < each.end);

  /** Every highlight, article by article. */
  const all = () =>
    [...marked].flatMap(([article, ranges]) =>
      ranges.map(({ start, end }) => ({ article, start, end })),
    );

  return {
    mark,
    erase,
    covers,
    toggle,
    at,
    of,
    all,
    get down() {
      return down;
    },
    take: (taken) => {
      down = taken;
    },
    listen: (listener) => listeners.push(listener),
  };
})();
