/** What was asked and what was answered; nothing of it leaves the memory of the page by itself. */
const answers = (() => {
  const asked = new Set();
  const given = new Map();
  let kept = true;
  let changed = false;

  const ask = (items) => items.forEach((each) => asked.add(each.id));
  const of = (item) => given.get(item.id);
  const laid = () => lesson.items.filter((each) => asked.has(each.id));

  /** What some items are worth, and what they could be worth. */
  const points = (items) => ({
    points: scoring.total(items, given),
    max: items.filter((each) => each.marked).length,
    answered: items.filter((each) => given.has(each.id)).length,
    asked: items.length,
  });

  /** Hits and false alarms of the items that ask to find or tick. */
  const found = (items) =>
    items
      .filter((each) => each.kind === "mark" || (each.kind === "tick" && given.has(each.id)))
      .map((each) => scoring.count(each, given.get(each.id) || []))
      .reduce(scoring.sum, scoring.NOTHING);

  /** Tells whoever listens how the answers stand; a listener may say that it keeps them.
   * They are complete with every answer, or where the lesson has ended. */
  const tell = (ended = false) => {
    const detail = points(laid());
    detail.complete = ended || detail.answered === detail.asked;
    const event = new CustomEvent("tellings:result", { detail, cancelable: true });
    const keeps = !document.dispatchEvent(event);
    kept = keeps || (kept && !changed);
    changed = false;
  };

  const give = (item, response) => {
    given.set(item.id, response);
    changed = true;
    tell();
  };
  const saved = () => {
    kept = true;
  };

  /** The result as it is saved: no name, no key, no time of day. */
  const result = (chosen) => ({
    format: "tellings-result",
    version: lesson.version,
    digest: lesson.digest,
    code: chosen,
    asked: [...asked],
    responses: Object.fromEntries(given),
    highlights: pen.all(),
  });

  pen.listen(() => {
    kept = false; // only a file keeps highlights
  });
  window.addEventListener("beforeunload", (event) => {
    if (kept) return;
    event.preventDefault();
    event.returnValue = true; // what older browsers want
  });

  return { ask, of, give, laid, points, found, tell, saved, result };
})();
