/** Items whose options get a place each; two may have the same. */
const ordering = (() => {
  const box = (item, given) => {
    const places = item.options.map((_, at) =>
      dom.make("option", { value: at + 1, selected: given === at + 1 }, words.number(at + 1)),
    );
    return dom.make("select", { id: dom.id() }, dom.make("option", { value: "" }, "–"), places);
  };

  const line = (item, option, given) => {
    const select = box(item, given);
    const said = dom.make("div", { class: "statement", id: dom.id() }, rich.show(option.text));
    const label = dom.make(
      "label",
      { for: select.id, id: `${select.id}-label` },
      words.say("place"),
    );
    select.setAttribute("aria-labelledby", `${said.id} ${label.id}`);
    const give = dom.make(
      "div",
      { class: "give" },
      label,
      select,
      articles.finders(rich.quotes(option.text)),
    );
    return { option, select, element: dom.make("li", { class: "row" }, said, give) };
  };

  const draw = (item, given, labelledby) => {
    const all = item.options.map((option) => line(item, option, (given || {})[option.id]));
    const element = dom.make(
      "div",
      { role: "group", "aria-labelledby": labelledby },
      dom.make("p", { class: "help" }, words.say("order-help")),
      dom.make(
        "ul",
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
      return {
        response: Object.fromEntries(all.map((e) => [e.option.id, Number(e.select.value)])),
      };
    };
    const reveal = () => {
      for (const { select } of all) select.disabled = true;
    };
    return { element, read, reveal };
  };

  /** A pair that counts, in words: what comes before what, or that both have one place. */
  const pair = (item, response, { first, second, same }) => {
    const option = (id) => item.options.find((each) => each.id === id);
    const between = { text: ` ${words.say(same ? "same-place" : "comes-before")} ` };
    const about = [...option(first).text, between, ...option(second).text];
    const [one, other] = [response[first], response[second]];
    const good = same ? one === other : one < other;
    const tag = good
      ? verdict.tag("right", words.say("pair-hit"))
      : verdict.tag("wrong", words.say("pair-miss"));
    return tags.reason(about, [], tag);
  };

  const reasons = (item, response) => ({
    first: item.pairs.map((each) => pair(item, response, each)),
    others: item.options.map((each) => tags.reason(each.text, each.why)),
  });

  return { order: { draw, reasons } };
})();
