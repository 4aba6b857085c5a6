/** The one scoring rule, as `scoring.py` has it: what an answer is worth. */
const scoring = (() => {
  const NOTHING = { hits: 0, targets: 0, alarms: 0, foils: 0 };
  const sum = (a, b) => ({
    hits: a.hits + b.hits,
    targets: a.targets + b.targets,
    alarms: a.alarms + b.alarms,
    foils: a.foils + b.foils,
  });

  /** What a response to a tick or mark found: hits of targets, false alarms of foils. */
  const count = (item, response) => {
    const chosen = new Set(response);
    const ids = new Set(item.options.map((each) => each.id));
    const key = new Set(item.key);
    const foils = [...ids].filter((each) => !key.has(each));
    return {
      hits: [...key].filter((each) => chosen.has(each)).length,
      targets: key.size,
      alarms: foils.filter((each) => chosen.has(each)).length,
      foils: foils.length,
    };
  };

  /** Hit rate less false-alarm rate, never below 0; 0 where there is nothing to find. */
  const worth = ({ hits, targets, alarms, foils }) =>
    Math.max(0, (targets ? hits / targets : 0) - (foils ? alarms / foils : 0));

  const ordered = (item, places) => {
    let right = 0;
    let wrong = 0;
    for (const { first, second, same } of item.pairs) {
      const [one, other] = [places[first], places[second]];
      if (one === undefined || other === undefined) continue;
      if (same ? one === other : one < other) right += 1;
      else wrong += 1;
    }
    return Math.max(0, right - wrong) / item.pairs.length;
  };

  const rules = {
    choice: (item, [chosen, ...more]) => Number(chosen === item.key[0] && !more.length),
    tick: (item, response) => worth(count(item, response)),
    match: (item, response) =>
      item.rows.filter((row) => response[row.id] === row.key).length / item.rows.length,
    order: ordered,
  };
  /** What a response to one marked item that is no mark is worth, from 0 to 1. */
  const score = (item, response) => rules[item.kind](item, response);

  /** What was found in the mark items of an exercise; one without response had nothing marked. */
  const countSet = (items, responses) =>
    items.map((each) => count(each, responses.get(each.id) || [])).reduce(sum, NOTHING);

  /** What the responses to the mark items of one exercise are worth together. */
  const scoreSet = (items, responses) => worth(countSet(items, responses)) * items.length;

  /** The points for a number of items; mark items are taken set by set. */
  const total = (items, responses) => {
    let points = 0;
    const sets = new Map();
    for (const item of items) {
      if (item.kind === "mark") {
        sets.set(item.exercise, [...(sets.get(item.exercise) || []), item]);
      } else if (item.marked && responses.has(item.id)) {
        points += score(item, responses.get(item.id));
      }
    }
    return points + [...sets.values()].reduce((all, each) => all + scoreSet(each, responses), 0);
  };

  return { NOTHING, sum, count, worth, score, countSet, scoreSet, total };
})();
