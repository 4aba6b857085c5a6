/** Items in which stretches of a passage are found: toggle buttons in the running text. */
const marking = (() => {
  const toggle = (stretch, on) => {
    stretch.on = on;
    stretch.button.setAttribute("aria-pressed", String(on));
  };

  /** A button that breaks across lines as text does. */
  const inText = (text, attributes) =>
    dom.make(
      "span",
      { role: "button", tabindex: 0, "aria-pressed": "false", class: "stretch", ...attributes },
      text,
    );

  /** The passage cut into what may be marked and what stands between; null if stretches overlap. */
  const inPassage = (item) => {
    const [passage] = item.reading[0];
    if (!item.playable || passage.withheld) return null;
    const sorted = item.options
      .map((option) => ({ option, place: option.text[0] }))
      .sort((a, b) => a.place.start - b.place.start);
    const cut = (from, to) =>
      codepoints.slice(passage.text, from - passage.start, to - passage.start);
    const parts = [];
    const stretches = [];
    let at = passage.start;
    for (const { option, place } of sorted) {
      if (place.start < at) return null;
      const button = inText(cut(place.start, place.end));
      stretches.push({ option, button });
      parts.push(cut(at, place.start), button);
      at = place.end;
    }
    parts.push(cut(at, passage.end));
    const { language } = lesson.articles.get(passage.article);
    return {
      stretches,
      element: dom.make("p", { class: "passage", lang: language, dir: "auto" }, parts),
    };
  };

  /** The stretches below each other, for a passage of one's own copy, or where they overlap. */
  const below = (item) => {
    const stretches = item.options.map((option) => ({
      option,
      button: dom.make(
        "button",
        { type: "button", class: "stretch", "aria-pressed": "false" },
        rich.show(option.text),
      ),
    }));
    const element = dom.make(
      "div",
      { class: "passage" },
      item.playable
        ? dom.make("p", {}, rich.show(item.reading[0]))
        : dom.make("p", {}, words.say("own-copy")),
      dom.make(
        "div",
        { class: "below" },
        stretches.map((each) => each.button),
      ),
    );
    return { stretches, element };
  };

  const bySelection = (element, stretches, change) => {
    let selected = false;
    element.addEventListener("mouseup", () => {
      const selection = document.getSelection();
      if (!selection.rangeCount || selection.isCollapsed) return;
      const range = selection.getRangeAt(0);
      stretches
        .filter((each) => range.intersectsNode(each.button))
        .forEach((each) => change(each, true));
      selection.removeAllRanges();
      selected = true; // the click that ends the selection is none on a stretch
      setTimeout(() => (selected = false));
    });
    return () => selected;
  };

  const move = (stretches, from, event) => {
    const rtl = getComputedStyle(from.button).direction === "rtl" ? -1 : 1;
    const step = { ArrowRight: rtl, ArrowLeft: -rtl, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return false;
    const inOrder = stretches.indexOf(from) + step;
    const next = stretches[(inOrder + stretches.length) % stretches.length];
    next.button.focus();
    return true;
  };

  const draw = (item, given, labelledby) => {
    const { stretches, element } = inPassage(item) || below(item);
    const none = dom.make(
      "button",
      { type: "button", class: "none", "aria-pressed": "false" },
      words.say("nothing"),
    );
    let locked = false;
    const setNone = (on) => none.setAttribute("aria-pressed", String(on));
    const change = (stretch, on) => {
      if (locked) return;
      toggle(stretch, on);
      if (on) setNone(false);
    };
    const selected = bySelection(element, stretches, change);
    for (const each of stretches) {
      each.button.addEventListener("click", () => selected() || change(each, !each.on));
      each.button.addEventListener("keydown", (event) => {
        const own = each.button.tagName !== "BUTTON" && [" ", "Enter"].includes(event.key);
        if (own) change(each, !each.on);
        if (own || move(stretches, each, event)) event.preventDefault();
      });
    }
    none.addEventListener("click", () => {
      if (locked) return;
      const on = none.getAttribute("aria-pressed") !== "true";
      if (on) stretches.forEach((each) => toggle(each, false));
      setNone(on);
    });
    const whole = dom.make("div", { role: "group", "aria-labelledby": labelledby }, element, none);
    if (given) {
      stretches.forEach((each) => toggle(each, given.includes(each.option.id)));
      setNone(!given.length);
    }
    const read = () => {
      const chosen = stretches.filter((each) => each.on).map((each) => each.option.id);
      const answered = chosen.length || none.getAttribute("aria-pressed") === "true";
      return answered ? { response: chosen.sort() } : { missing: words.say("mark-some") };
    };
    const reveal = (response) => {
      locked = true;
      none.disabled = true;
      stretches.forEach((each) => show(item, each, response.includes(each.option.id)));
    };
    return { element: whole, read, reveal };
  };

  const show = (item, { option, button }, chosen) => {
    button.setAttribute("aria-disabled", "true");
    const tag = tags.forOption(item, option, chosen);
    if (!tag) return;
    button.classList.add(chosen ? (item.key.includes(option.id) ? "hit" : "alarm") : "missed");
    button.append(" ", tag);
  };

  return { mark: { draw, reasons: tags.reasons } };
})();
