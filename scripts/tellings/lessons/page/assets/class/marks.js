/** What a student's answers are worth, by the same rule as on the student's own page. */
const marks = (() => {
  /** Points, what they could be, and what was found of what was asked. */
  const of = (student) => {
    const asked = lesson.items.filter((each) => student.asked.has(each.id));
    const found = asked
      .filter((e) => e.kind === "mark" || (e.kind === "tick" && student.responses.has(e.id)))
      .map((each) => scoring.count(each, student.responses.get(each.id) || []))
      .reduce(scoring.sum, scoring.NOTHING);
    const max = asked.filter((each) => each.marked).length;
    return { points: scoring.total(asked, student.responses), max, found };
  };

  /** Who answered an item how: codes by verdict. */
  const byVerdict = (item, students) => {
    const found = { right: [], partly: [], wrong: [], free: [] };
    for (const each of students) {
      if (each.responses.has(item.id)) {
        found[verdict.of(item, each.responses.get(item.id))].push(each.code);
      }
    }
    return found;
  };

  return { of, byVerdict };
})();
