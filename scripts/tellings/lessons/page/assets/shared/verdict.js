/** How an answer stands to the key, in a sign and in words: never in a colour alone. */
const verdict = (() => {
  const SIGNS = { right: "✓", partly: "◐", wrong: "✕", free: "○" };

  const ofMarks = ({ hits, targets, alarms }) => {
    if (!alarms && hits === targets) return "right";
    return hits ? "partly" : "wrong";
  };

  /** `right`, `partly`, `wrong`, or `free` where nothing is marked. */
  const of = (item, response) => {
    if (!item.marked) return "free";
    if (item.kind === "mark") return ofMarks(scoring.count(item, response));
    const worth = scoring.score(item, response);
    return worth === 1 ? "right" : worth > 0 ? "partly" : "wrong";
  };

  const sign = (state) =>
    dom.make("span", { class: `sign ${state}`, "aria-hidden": "true" }, SIGNS[state]);

  /** The sign of a state with its words. */
  const tag = (state, text) => dom.make("span", { class: `tag ${state}` }, sign(state), ` ${text}`);

  return { of, sign, tag };
})();
