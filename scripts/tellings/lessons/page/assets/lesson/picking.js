/** Items with options to choose or tick: `choice`, `tick`, and `discuss`, where votes are shown. */
const picking = (() => {
  const line = (item, option, input) =>
    dom.make(
      "label",
      { class: "option" },
      input,
      dom.make("span", { class: "letter" }, option.id),
      dom.make("span", { class: "said" }, rich.show(option.text)),
    );

  const controls = (item, type, given) =>
    item.options.map((option) => {
      const checked = given.includes(option.id);
      const input = dom.make("input", { type, name: item.id, value: option.id, checked });
      return { option, input, line: line(item, option, input) };
    });

  const draw = (type) => (item, given, labelledby) => {
    const all = controls(item, type, given || []);
    const role = type === "radio" ? "radiogroup" : "group";
    const element = dom.make(
      "div",
      { class: "options", role, "aria-labelledby": labelledby },
      all.map((each) => each.line),
    );
    const read = () => {
      const chosen = all.filter((each) => each.input.checked).map((each) => each.option.id);
      const missing = type === "radio" ? "choose-one" : "tick-some";
      return chosen.length ? { response: chosen } : { missing: words.say(missing) };
    };
    const reveal = (response) => {
      for (const { option, input, line: label } of all) {
        input.disabled = true;
        const chosen = response.includes(option.id);
        label.classList.toggle("chosen", chosen);
        const tag = item.marked
          ? tags.forOption(item, option, chosen)
          : votes(item, option, chosen);
        if (tag) label.append(tag);
      }
    };
    return { element, read, reveal };
  };

  const votes = (item, option, chosen) => {
    const { agree, of, said } = item.votes[item.options.indexOf(option)];
    const dots = dom.make(
      "span",
      { class: "dots", "aria-hidden": "true" },
      "●".repeat(agree) + "○".repeat(of - agree),
    );
    const mine = chosen ? [" · ", words.say("your-vote")] : [];
    return dom.make("span", { class: "tag free" }, dots, " ", dom.make("bdi", {}, said), mine);
  };

  return {
    choice: { draw: draw("radio"), reasons: tags.reasons },
    tick: { draw: draw("checkbox"), reasons: tags.reasons },
    discuss: { draw: draw("radio"), reasons: tags.reasons },
  };
})();
