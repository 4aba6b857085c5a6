/** The first screen: what this is, the path with its minutes, and the exercises to choose from. */
const start = (() => {
  const tellings = () =>
    dom.make(
      "ul",
      { class: "tellings" },
      [...lesson.articles.values()].map((each) =>
        dom.make(
          "li",
          {},
          rich.badge(each.letter),
          dom.make("span", {}, dom.make("bdi", {}, each.outlet)),
        ),
      ),
    );

  const path = (play) => {
    const lines = runs.path.steps.map((each) =>
      dom.make(
        "li",
        {},
        dom.make("span", {}, dom.make("bdi", {}, each.title)),
        dom.make("small", {}, words.say("minutes", { minutes: words.number(each.minutes) })),
      ),
    );
    const name = runs.path.begun ? "go-on" : "begin";
    return dom.make(
      "section",
      { class: "card path", "aria-labelledby": "path-title" },
      dom.make(
        "h2",
        { id: "path-title" },
        words.say("whole", { minutes: words.number(runs.minutes) }),
      ),
      dom.make("p", {}, words.say("whole-does")),
      dom.make("p", {}, words.say("read-first", { minutes: words.number(lesson.reading) })),
      dom.button(words.say(name), () => play(runs.path), { class: "primary large" }),
      dom.make("ol", {}, lines),
    );
  };

  const exercise = (each, play) => {
    const { answered, asked } = answers.points(each.items);
    const done = { answered: words.number(answered), asked: words.number(asked) };
    const open = () => play(runs.exercise(each.name));
    return dom.make(
      "li",
      { class: "exercise" },
      dom.make("h3", {}, dom.button(dom.make("bdi", {}, each.title), open, { class: "title" })),
      dom.make("p", {}, dom.make("bdi", {}, each.task)),
      dom.make("small", {}, words.say("answered-of", done)),
    );
  };

  const draw = (play) =>
    dom.make(
      "div",
      { class: "start" },
      dom.make("p", { class: "over" }, words.say("app")),
      dom.make("h1", {}, dom.make("bdi", {}, lesson.title)),
      dom.make(
        "p",
        { class: "lead" },
        words.say("lead", { number: words.number(lesson.articles.size) }),
      ),
      tellings(),
      path(play),
      dom.make(
        "section",
        { "aria-labelledby": "choose-title" },
        dom.make("h2", { id: "choose-title" }, words.say("choose-exercise")),
        dom.make(
          "ul",
          { class: "exercises" },
          lesson.exercises.map((each) => exercise(each, play)),
        ),
      ),
      notes.draw(words.say("privacy-says")),
    );

  return { draw };
})();
