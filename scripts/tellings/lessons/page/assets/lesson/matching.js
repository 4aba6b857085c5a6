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

  const told = (item, row, chosen) => {
    const good = chosen === row.key;
    const key = item.options.find((each) => each.id === row.key);
    const tag = verdict.tag(good ? "right" : "wrong", words.say(good ? "tag-hit" : "tag-alarm"));
    const right = good
      ? null
      : dom.make("p", { class: "right-one" }, words.say("right-one"), " ", rich.show(key.text));
    return dom.make("div", { class: "told" }, tag, right);
  };

  const reasons = (item, response) => {
    const tag = ({ id, key }) => {
      const good = response[id] === key;
      return verdict.tag(good ? "right" : "wrong", words.say(good ? "tag-hit" : "tag-alarm"));
    };
    const pair = ({ text, key }) => {
      const option = item.options.find((each) => each.id === key);
      return [...text, { text: " → " }, ...option.text];
    };
    const own = item.rows.map((row) => tags.reason(pair(row), row.why, tag(row)));
    const others = item.options.map((each) => tags.reason(each.text, each.why));
    return { first: own, others };
  };

  return { match: { draw, reasons } };
})();
