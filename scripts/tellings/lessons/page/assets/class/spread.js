/** How a class's answers to an item spread, and where it is far from one answer or from the key. */
const spread = (() => {
  const order = (places, { first, second }) => {
    const [one, other] = [places[first], places[second]];
    if (one === undefined || other === undefined) return null;
    return one === other ? "same" : one < other ? "before" : "after";
  };
  const optionText = (item, id) => item.options.find((each) => each.id === id).text;

  /** The single decisions of an item: what each is about, and what a response decided. */
  const decisions = (item) => {
    const option = (id) => optionText(item, id);
    const said = (name) => [{ text: words.say(name) }];
    const single = [{ about: [], of: (response) => response[0], text: option, key: item.key[0] }];
    const each = item.options.map((option) => ({
      about: option.text,
      of: (response) => String(response.includes(option.id)),
      key: item.marked ? String(item.key.includes(option.id)) : null,
      text: (answer) => said(answer === "true" ? "chosen" : "not-chosen"),
    }));
    const rows = item.rows.map((row) => ({
      about: row.text,
      of: (response) => response[row.id] || null,
      key: row.key,
      text: option,
    }));
    const pairs = item.pairs.map((pair) => ({
      about: [...optionText(item, pair.first), { text: " / " }, ...optionText(item, pair.second)],
      of: (response) => order(response, pair),
      key: pair.same ? "same" : "before",
      text: (answer) => said(`order-${answer}`),
    }));
    return {
      choice: single,
      discuss: single,
      tick: each,
      mark: each,
      match: rows,
      order: pairs,
      open: [],
    }[item.kind];
  };

  /** How many times each answer was given. */
  const tally = (answers) => {
    const found = new Map();
    for (const each of answers) found.set(each, (found.get(each) || 0) + 1);
    return found;
  };

  /** The chance that two students of those who answered decided differently. */
  const apart = (answers) => {
    const all = answers.length;
    if (all < 2) return 0;
    const same = [...tally(answers).values()].reduce((sum, each) => sum + each * (each - 1), 0);
    return 1 - same / (all * (all - 1));
  };

  const responses = (item, students) =>
    students
      .filter((each) => each.responses.has(item.id))
      .map((each) => each.responses.get(item.id));

  const MOST = 3;
  /** The decisions of an item that the class is furthest apart on, with the answers given there. */
  const widest = (item, given) =>
    decisions(item)
      .map(({ about, of, text, key }) => {
        const decided = given.map(of).filter((each) => each !== null);
        const counted = [...tally(decided)].sort((a, b) => b[1] - a[1]);
        const chosen = counted.map(([answer, count]) => ({
          text: text(answer),
          count,
          right: answer === key,
        }));
        return { about, apart: apart(decided), chosen, of: decided.length };
      })
      .filter((each) => each.apart > 0 || (item.kind === "choice" && each.of))
      .sort((a, b) => b.apart - a.apart)
      .slice(0, MOST);

  /** An item as it is to be talked about: who differs, and how many do not have it right. */
  const talk = (item, students) => {
    const given = responses(item, students);
    const missed = item.marked
      ? given.filter((each) => verdict.of(item, each) !== "right").length
      : 0;
    const split = widest(item, given);
    const [{ apart: furthest } = { apart: 0 }] = split;
    const need = Math.max(furthest, given.length ? missed / given.length : 0);
    return { item, split, apart: furthest, missed, answered: given.length, need };
  };

  /** The items that the class disagrees on or does not have right, those in most need first. */
  const disputed = (items, students) =>
    items
      .map((item) => talk(item, students))
      .filter((each) => each.need > 0)
      .sort((a, b) => b.need - a.need || b.apart - a.apart);

  return { responses, tally, disputed };
})();
