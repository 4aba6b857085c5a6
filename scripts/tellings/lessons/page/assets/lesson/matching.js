/** Items whose rows get an option each, by select boxes. */
const matching = (() => {
  const LONG = 48;

  const brief = (option) => {
    const text = rich.plain(option.text);
    const points = Array.from(text);
    return `${option.id}  ${points.length > LONG ? `${points.slice(0, LONG).join("")}…` : text}`;
  };

  const box = (item, row, given) => {
    const empty = dom.make("option", { value: "" }, words.say("choose"));
    const options = item.options.map((each) =>
      dom.make("option", { value: each.id, selected: given === each.id }, brief(each)),
    );
    return dom.make("select", { id: dom.id() }, empty, options);
  };

  const line = (item, row, given) => {
    const select = box(item, row, given);
    const said = dom.make("div", { class: "statement", id: dom.id() }, rich.show(row.text));
    select.setAttribute("aria-labelledby", `${said.id} ${select.id}-label`);
    const label = dom.make(
      "label",
      { for: select.id, id: `${select.id}-label` },
      words.say("belongs-to"),
    );
    const element = dom.make(
      "li",
      { class: "row" },
      said,
      dom.make("div", { class: "give" }, label, select, articles.finders(rich.quotes(row.text))),
    );
    return { row, select, element };
  };

  /** The options in full, where a select box would cut them. */
  const legend = (item) => {
    const long = item.options.some((each) => codepoints.length(rich.plain(each.text)) > LONG);
    if (!long) return null;
    const lines = item.options.map((each) =>
      dom.make(
        "li",
        {},
        dom.make("span", { class: "letter" }, each.id),
        dom.make("span", {}, rich.show(each.text)),
      ),
    );
    return dom.make("ul", { class: "legend" }, lines);
  };

  const draw = (item, given, labelledby) => {
    const all = item.rows.map((row) => line(item, row, (given || {})[row.id]));
    const element = dom.make(
      "div",
      { role: "group", "aria-labelledby": labelledby },
      legend(item),
      dom.make(
        "ol",
        { class: "rows" },
        all.map((each) => each.element),
      ),
    );
    const read = () => {
      const left = all.filter((each) => !each.select.value);
      if (left.length) {
        left[0].select.focus();
        return { missing: words.say("rows-left", { number: words.number(left.length) }) };
      }
      return { response: Object.fromEntries(all.map((e) => [e.row.id, e.select.value])) };
    };
    const reveal = (response) => {
      for (const { row, select, element: place } of all) {
        select.disabled = true;
        place.append(told(item, row, response[row.id]));
      }
    };
    return { element, read, reveal };
  };

  /** What was answered and how it was, in one line, and below it what is right where it was not. */
  const told = (item, row, chosen) => {
    const state = chosen === row.key ? "right" : "wrong";
    const text = (id) => rich.show(item.options.find((each) => each.id === id).text);
    const yours = dom.make(
      "p",
      { class: `tag ${state}` },
      [verdict.sign(state), ` ${words.say("yours")} `, text(chosen)],
      ` (${words.say(`short-${state}`)})`,
    );
    const right =
      state === "right"
        ? null
        : dom.make("p", { class: "key-one" }, words.say("right-one"), " ", text(row.key));
    return dom.make("div", { class: "told" }, yours, right);
  };

  /** The rows that were not right first; what was, and the options, can be unfolded. */
  const reasons = (item, response) => {
    const right = ({ id, key }) => response[id] === key;
    const reason = (each) => tags.reason(each.text, each.why);
    return {
      first: item.rows.filter((row) => !right(row)).map(reason),
      others: [...item.rows.filter(right), ...item.options].map(reason),
    };
  };

  return { match: { draw, reasons } };
})();
