/** The class table as a file for spreadsheets, in which no cell is taken for a formula. */
const csv = (() => {
  /** A cell: in quotes, and with an apostrophe before what a spreadsheet would calculate. */
  const cell = (value) => {
    const text = String(value);
    const safe = /^[\s\u0000]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  };
  const lines = (rows) => "\ufeff" + rows.map((row) => row.map(cell).join(",") + "\r\n").join("");

  const fraction = (part, whole) => (whole ? part / whole : "");
  const columns = {
    mark: (item) => [`${item.id} hits`, `${item.id} false alarms`],
    open: (item) => [`${item.id} text`, `${item.id} level`],
  };
  const values = {
    choice: (item, given) => [scoring.score(item, given)],
    tick: (item, given) => [scoring.score(item, given)],
    match: (item, given) => [scoring.score(item, given)],
    order: (item, given) => [scoring.score(item, given)],
    discuss: (item, given) => given,
    mark: (item, given) => [scoring.count(item, given).hits, scoring.count(item, given).alarms],
    open: (item, given) => [given.text, given.level === null ? "" : item.rubric[given.level].name],
  };
  const names = (item) => (columns[item.kind] ? columns[item.kind](item) : [item.id]);
  const given = (item, student) =>
    student.responses.has(item.id)
      ? values[item.kind](item, student.responses.get(item.id))
      : names(item).map(() => "");

  /** One line a student: every item, then the totals. */
  const table = (items, students) => {
    const head = ["code", ...items.flatMap(names), "points", "max", "hit rate", "false-alarm rate"];
    const rows = students.map((each) => {
      const { points, max, found } = marks.of(each);
      const rates = [fraction(found.hits, found.targets), fraction(found.alarms, found.foils)];
      return [each.code, ...items.flatMap((item) => given(item, each)), points, max, ...rates];
    });
    return lines([head, ...rows]);
  };

  return { cell, table };
})();
