/** The teacher's page: opens results, merges them, and shows the class. */
(() => {
  const students = [];
  const notices = dom.make("ul", { class: "notices" });
  const status = dom.make("p", { role: "status", class: "count" });
  const board = dom.make("div", { class: "board" });

  const asked = () => {
    const some = (item) => !students.length || students.some((each) => each.asked.has(item.id));
    return lesson.exercises
      .map((each) => ({ ...each, items: each.items.filter(some) }))
      .filter((each) => each.items.length);
  };

  const section = (id, ...children) =>
    dom.make(
      "section",
      { "aria-labelledby": `${id}-title` },
      dom.make("h2", { id: `${id}-title` }, words.say(id)),
      children,
    );

  const disputedLine = (each, open) =>
    dom.make(
      "li",
      {},
      dom.button(
        question.title(each.item),
        () => open(each.item),
        { class: "quiet" },
      ),
      each.missed ? dom.make("p", {}, share("missed", each.missed, each.answered)) : null,
      each.split.map(differing),
    );
  const share = (name, part, whole) =>
    words.say(name, { part: words.number(part), whole: words.number(whole) });
  /** What the class differs on, and how many gave which answer. */
  const differing = ({ about, chosen, of }) =>
    dom.make(
      "div",
      { class: "decision" },
      about.length ? dom.make("p", {}, rich.show(about)) : null,
      dom.make(
        "ul",
        {},
        chosen.map(({ text, count, right }) =>
          dom.make(
            "li",
            {},
            dom.make("strong", {}, share("of", count, of)),
            " · ",
            rich.show(text),
            right ? [" ", verdict.tag("right", words.say("key"))] : null,
          ),
        ),
      ),
    );
  const disputed = (items, open) => {
    const found = spread.disputed(items, students).slice(0, 5);
    if (!found.length) return dom.make("p", {}, words.say("no-dispute"));
    return dom.make(
      "ol",
      { class: "disputed" },
      found.map((each) => disputedLine(each, open)),
    );
  };

  const show = () => {
    const exercises = asked();
    const items = exercises.flatMap((each) => each.items);
    const drawn = new Map(items.map((item) => [item.id, question.draw(item, students)]));
    const open = (item) => drawn.get(item.id).open();
    const questions = exercises.map((each) => [
      dom.make("h3", {}, dom.make("bdi", {}, each.title)),
      dom.make("p", { class: "help" }, dom.make("bdi", {}, each.rule)),
      each.items.map((item) => drawn.get(item.id).element),
    ]);
    const save = () =>
      dom.download("class.csv", "text/csv;charset=utf-8", csv.table(items, students));
    const ofClass = [
      section(
        "table",
        dom.make("p", { class: "help" }, words.say("table-help")),
        table.draw(exercises, students, open),
        dom.button(words.say("csv"), save),
      ),
      section("disputed", disputed(items, open)),
    ];
    board.replaceChildren(
      ...(students.length ? ofClass : []),
      section(students.length ? "answers" : "answers-key", questions),
      ...(students.length ? [section("pens", pens.draw(students))] : []),
    );
    status.textContent = words.say("merged", { number: words.number(students.length) });
  };

  const notice = (name, fault) =>
    notices.append(
      dom.make(
        "li",
        {},
        verdict.sign("wrong"),
        " ",
        dom.make("bdi", {}, name),
        ": ",
        words.say(fault),
      ),
    );

  /** The text of a file; nothing where the browser cannot read it. */
  const textOf = (file) => file.text().catch(() => "");

  const take = async (list) => {
    for (const file of list) {
      const found = files.read(file.name, await textOf(file));
      const fault = found.fault || files.put(students, found.student);
      if (fault) notice(file.name, fault);
    }
    show();
  };

  const opening = () => {
    const input = dom.make("input", {
      id: "files",
      type: "file",
      multiple: true,
      accept: ".json,application/json",
      "aria-describedby": "files-help",
    });
    input.addEventListener("change", async () => {
      await take([...input.files]);
      input.value = "";
    });
    const clear = () => {
      students.splice(0);
      notices.replaceChildren();
      show();
    };
    const card = dom.make(
      "section",
      { class: "card opening", "aria-labelledby": "open-title" },
      dom.make("h2", { id: "open-title" }, words.say("open-title")),
      dom.make("p", { id: "files-help" }, words.say("open-help")),
      dom.make("label", { for: "files" }, words.say("open-label")),
      input,
      status,
      notices,
      dom.button(words.say("clear"), clear, { class: "quiet" }),
    );
    card.addEventListener("dragover", (event) => event.preventDefault());
    card.addEventListener("drop", (event) => {
      event.preventDefault();
      take([...event.dataTransfer.files]);
    });
    return card;
  };

  const header = dom.make(
    "header",
    { class: "bar" },
    dom.make("p", { class: "name" }, dom.make("bdi", {}, lesson.title)),
  );
  const main = dom.make(
    "main",
    { id: "content", tabindex: "-1" },
    dom.make("p", { class: "over" }, words.say("class-over")),
    dom.make("h1", {}, words.say("class-title")),
    opening(),
    board,
    notes.draw(words.say("privacy-class")),
  );
  const skip = dom.make("a", { class: "skip", href: "#content" }, words.say("skip-link"));
  document.body.prepend(skip, header, main);
  show();
})();
