/** The last screen: points, hits and false alarms, and saving a result under a code. */
const result = (() => {
  const line = (title, items) => {
    const { points, max, answered, asked } = answers.points(items);
    return dom.make(
      "tr",
      {},
      dom.make("th", { scope: "row" }, dom.make("bdi", {}, title)),
      dom.make(
        "td",
        {},
        words.say("of", { part: words.number(answered), whole: words.number(asked) }),
      ),
      dom.make(
        "td",
        {},
        max ? words.say("of", { part: words.number(points), whole: words.number(max) }) : "–",
      ),
    );
  };

  const table = (laid) => {
    const names = [...new Set(laid.map((each) => each.exercise))];
    const lines = names.map((name) =>
      line(
        lesson.exercise(name).title,
        laid.filter((each) => each.exercise === name),
      ),
    );
    const column = (name) => dom.make("th", { scope: "col" }, words.say(name));
    return dom.make(
      "table",
      {},
      dom.make(
        "thead",
        {},
        dom.make("tr", {}, column("exercise"), column("answered-column"), column("points-column")),
      ),
      dom.make("tbody", {}, lines),
      dom.make("tfoot", {}, line(words.say("together"), laid)),
    );
  };

  const rates = (laid) => {
    const { hits, targets, alarms, foils } = answers.found(laid);
    if (!targets && !foils) return null;
    const told = (name, part, whole) => {
      const counted = words.say("of", { part: words.number(part), whole: words.number(whole) });
      const rate = dom.make("strong", {}, words.rate(part, whole));
      return dom.make(
        "div",
        {},
        dom.make("dt", {}, words.say(name)),
        dom.make("dd", {}, rate, ` (${counted})`),
      );
    };
    return [
      dom.make(
        "dl",
        { class: "rates" },
        told("hit-rate", hits, targets),
        told("alarm-rate", alarms, foils),
      ),
      dom.make("p", { class: "help" }, words.say("rates-help")),
    ];
  };

  /** How the passages of each exercise came to their points, a sentence each. */
  const sets = (laid) => {
    const marks = laid.filter((each) => each.kind === "mark");
    if (!marks.length) return null;
    const told = [...new Set(marks.map((each) => each.exercise))].map((name) => {
      const own = marks.filter((each) => each.exercise === name);
      const given = new Map(own.map((each) => [each.id, answers.of(each) || []]));
      const { hits, targets, alarms, foils } = scoring.countSet(own, given);
      const counts = { hits, targets, alarms, foils, max: own.length };
      const places = Object.fromEntries(
        Object.entries(counts).map(([key, value]) => [key, words.number(value)]),
      );
      places.points = words.number(scoring.scoreSet(own, given));
      places.found = words.rate(hits, targets);
      places.raised = words.rate(alarms, foils);
      places.title = lesson.exercise(name).title;
      return dom.make("li", {}, words.say("set-explained", places));
    });
    return [dom.make("p", { class: "help" }, words.say("set-help")), dom.make("ul", {}, told)];
  };

  /** How many of the answers that are marked were right, partly right, and not right. */
  const counted = (laid) => {
    const done = laid.filter((each) => each.marked && answers.of(each) !== undefined);
    if (!done.length) return null;
    const count = (state) => {
      const found = done.filter((each) => verdict.of(each, answers.of(each)) === state);
      return words.number(found.length);
    };
    const [right, partly, wrong] = ["right", "partly", "wrong"].map(count);
    return dom.make("p", { class: "counted" }, words.say("counted", { right, partly, wrong }));
  };

  const file = (chosen) => JSON.stringify(answers.result(chosen), null, 1) + "\n";
  /** Why a result cannot be saved under a code; null if it can. */
  const objection = (chosen) => {
    const refused = code.objection(chosen);
    if (refused) return refused;
    const written = answers
      .laid()
      .map(answers.of)
      .filter((each) => each && each.text);
    return written.some((each) => code.addressed(each.text)) ? "address-refused" : null;
  };

  const saving = () => {
    const field = dom.make("input", {
      id: "code",
      type: "text",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-describedby": "code-help code-status",
    });
    const status = dom.make("p", { id: "code-status", class: "status", role: "status" });
    const holds = dom.make("pre", { tabindex: 0 });
    const copy = dom.folded(
      words.say("file-holds"),
      dom.make("p", { class: "help" }, words.say("file-copy")),
      holds,
    );
    const invent = () => {
      field.value = code.invent();
      field.focus();
    };
    const show = () => (holds.textContent = file(code.clean(field.value) || "…"));
    copy.addEventListener("toggle", show);
    field.addEventListener("input", show);
    const save = (event) => {
      event.preventDefault();
      const chosen = code.clean(field.value);
      const refused = objection(chosen);
      field.setAttribute("aria-invalid", String(Boolean(refused)));
      status.textContent = words.say(refused || "saved", { file: `result-${chosen}.json` });
      status.classList.toggle("done", !refused);
      if (refused) return field.focus();
      show();
      dom.download(`result-${chosen}.json`, "application/json", file(chosen));
      return answers.saved();
    };
    return dom.make(
      "form",
      { class: "card", "aria-labelledby": "save-title", submit: save },
      dom.make("h2", { id: "save-title" }, words.say("save-title")),
      dom.make("p", { id: "code-help" }, words.say("code-help")),
      dom.make("label", { for: "code" }, words.say("code")),
      dom.make(
        "div",
        { class: "field" },
        field,
        dom.button(words.say("invent"), invent, { class: "quiet" }),
      ),
      dom.make("button", { type: "submit", class: "primary" }, words.say("save")),
      status,
      copy,
    );
  };

  const draw = (back) => {
    const laid = answers.laid();
    const highlights = words.number(pen.all().length);
    const some = laid.length || pen.all().length;
    return dom.make(
      "div",
      { class: "result" },
      dom.make("h1", {}, words.say("result")),
      laid.length ? [counted(laid), table(laid), rates(laid), sets(laid)] : dom.make("p", {}, words.say("nothing-yet")),
      dom.make("p", {}, words.say("highlights", { number: highlights })),
      some ? saving() : null,
      dom.make(
        "div",
        { class: "actions" },
        dom.button(words.say("to-start"), back, { class: "quiet" }),
      ),
    );
  };

  return { draw };
})();
