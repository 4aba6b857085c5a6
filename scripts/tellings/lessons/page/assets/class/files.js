/** Reads saved results, and refuses what is broken, of another lesson, or says who somebody is. */
const files = (() => {
  const FIELDS = ["format", "version", "digest", "code", "asked", "responses", "highlights"];
  const LARGEST = 2000000;

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isPlace = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;
  const isList = (value, known) =>
    Array.isArray(value) &&
    value.every((each) => known.has(each)) &&
    new Set(value).size === value.length;
  const ids = (list) => new Set(list.map((each) => each.id));
  const isTable = (value, keys, fits) =>
    isObject(value) && Object.keys(value).every((key) => keys.has(key) && fits(value[key]));

  const list = (item, value) => isList(value, ids(item.options));
  const single = (item, value) => list(item, value) && value.length === 1;
  const forms = {
    choice: single,
    discuss: single,
    tick: list,
    mark: list,
    match: (item, value) => isTable(value, ids(item.rows), (each) => ids(item.options).has(each)),
    order: (item, value) =>
      isTable(value, ids(item.options), (each) => each > 0 && isPlace(each, item.options.length)),
    open: (item, value) =>
      isObject(value) &&
      Object.keys(value).every((key) => ["text", "level"].includes(key)) &&
      typeof value.text === "string" &&
      (value.level === null || isPlace(value.level, item.rubric.length - 1)),
  };
  const isResponse = ([id, value], asked) => {
    const item = lesson.byId.get(id);
    return asked.includes(id) && forms[item.kind](item, value);
  };

  const isHighlight = (value) => {
    const article = isObject(value) && lesson.articles.get(value.article);
    if (!article || Object.keys(value).length !== 3) return false;
    const most = Math.max(0, ...article.paragraphs.map((each) => each.end));
    return isPlace(value.start, most) && isPlace(value.end, most) && value.start < value.end;
  };

  const isWhole = (data) =>
    isList(data.asked, new Set(lesson.byId.keys())) &&
    isObject(data.responses) &&
    Object.entries(data.responses).every((each) => isResponse(each, data.asked)) &&
    Array.isArray(data.highlights) &&
    data.highlights.every(isHighlight);

  const texts = (data) =>
    Object.values(data.responses).map((each) => (typeof each.text === "string" ? each.text : ""));

  /** What keeps a result from being merged: the name of a sentence; null if nothing does. */
  const fault = (data) => {
    if (!isObject(data) || data.format !== "tellings-result") return "fault-form";
    if (Object.keys(data).some((each) => !FIELDS.includes(each))) return "fault-more";
    if (typeof data.code !== "string" || code.objection(code.clean(data.code))) return "fault-code";
    if (data.digest !== lesson.digest) return "fault-lesson";
    if (!isWhole(data)) return "fault-form";
    return texts(data).some(code.addressed) ? "fault-address" : null;
  };

  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  const student = (data, name, text) => ({
    code: code.clean(data.code),
    name,
    text,
    asked: new Set(data.asked),
    responses: new Map(Object.entries(data.responses)),
    highlights: data.highlights,
  });

  /** What a file says: a student's result, or why it is none. */
  const read = (name, text) => {
    if (text.length > LARGEST) return { fault: "fault-form" };
    const data = parsed(text);
    const found = fault(data);
    return found ? { fault: found } : { student: student(data, name, text) };
  };

  /** Puts a student to those who are there; why not, if the code is taken. */
  const put = (students, student) => {
    const same = students.find((each) => each.code === student.code);
    if (same) return same.text === student.text ? "fault-twice" : "fault-taken";
    students.push(student);
    students.sort((a, b) => (a.code < b.code ? -1 : 1));
    return null;
  };

  return { read, put };
})();
