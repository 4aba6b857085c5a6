/** Open questions: an answer in one's own words, then samples of three levels to compare it with. */
const writing = (() => {
  const level = (item, at, given, choose) => {
    const each = item.rubric[at];
    const input = dom.make("input", {
      type: "radio",
      name: `${item.id}-level`,
      value: at,
      checked: given === at,
      change: () => choose(at),
    });
    return dom.make(
      "div",
      { class: "level" },
      dom.make(
        "label",
        { class: "option" },
        input,
        dom.make("span", { class: "said" }, dom.make("bdi", {}, each.name)),
      ),
      dom.make("p", {}, rich.show(each.does)),
      dom.make(
        "p",
        { class: "sample" },
        dom.make("strong", {}, words.say("sample"), " "),
        rich.show(each.sample),
      ),
    );
  };

  const draw = (item, given, labelledby, changed) => {
    const area = dom.make("textarea", { rows: 5, "aria-labelledby": labelledby });
    area.value = given ? given.text : "";
    let chosen = given ? given.level : null;
    const response = () => ({ text: area.value.trim(), level: chosen });
    const choose = (at) => {
      chosen = at;
      changed(response());
    };
    const samples = dom.make("div", {});
    const element = dom.make("div", {}, area, samples);
    const read = () => {
      const made = response();
      return made.text ? { response: made } : { missing: words.say("write-first") };
    };
    const reveal = () => {
      area.addEventListener("input", () => changed(response()));
      const title = dom.make("h3", { id: dom.id() }, words.say("compare"));
      samples.append(
        title,
        dom.make("p", { class: "help" }, words.say("compare-help")),
        dom.make(
          "div",
          { class: "levels", role: "radiogroup", "aria-labelledby": title.id },
          item.rubric.map((_, at) => level(item, at, chosen, choose)),
        ),
      );
      return title;
    };
    return { element, read, reveal };
  };

  return { open: { draw, reasons: () => ({ first: [], others: [] }) } };
})();
