/** The screen of a step: a talk, a question of an exercise, or how the exercise went. */
const step = (() => {
  const track = (run, go) => {
    if (!run.whole) return null;
    const lines = run.steps.map((each, at) => {
      const step = words.number(at + 1);
      const minutes = words.number(each.minutes);
      const name = words.say("track", { step, title: each.title, minutes });
      const here = at === run.at;
      const attributes = { "aria-label": name, title: name, "aria-current": here ? "step" : null };
      const text = here ? [step, " ", dom.make("bdi", {}, each.title)] : step;
      return dom.make(
        "li",
        {},
        dom.button(text, () => go(at, 0), attributes),
      );
    });
    return dom.make(
      "nav",
      { class: "track", "aria-label": words.say("path") },
      dom.make("ol", {}, lines),
    );
  };

  const head = (run, here) => {
    const exercise = here.exercise && lesson.exercise(here.exercise);
    const { from, to } = run.whole ? runs.clock(run.at) : {};
    const over = run.whole
      ? words.say("step-of", {
          step: words.number(run.at + 1),
          of: words.number(run.steps.length),
          from,
          to,
        })
      : words.say("exercise-number", { number: words.number(exercise.number) });
    return [
      dom.make("p", { class: "over" }, over),
      dom.make("h1", {}, dom.make("bdi", {}, here.title)),
      dom.make("p", { class: "task" }, dom.make("bdi", {}, here.does)),
    ];
  };

  const state = (item) => {
    const response = answers.of(item);
    return response === undefined ? null : verdict.of(item, response);
  };
  const dot = (item, at, current, go) => {
    const found = state(item);
    const name = words.say("question-number", { number: words.number(item.number) });
    const told = found ? `${name}, ${words.say("answered")}` : name;
    return dom.button([words.number(item.number), found ? verdict.sign(found) : null], () => go(at), {
      class: "dot",
      "aria-label": told,
      "aria-current": current ? "true" : null,
    });
  };
  const dots = (run, here, go) =>
    here.items.length > 1
      ? dom.make(
          "nav",
          { class: "dots-nav", "aria-label": words.say("questions") },
          here.items.map((item, at) => dot(item, at, at === run.item, (to) => go(run.at, to))),
        )
      : null;

  /** The points of an exercise, question by question; passages are marked as a set. */
  const summary = (here) => {
    const { points, max } = answers.points(here.items);
    const marks = here.items.filter((each) => each.kind === "mark");
    const responses = new Map(marks.filter(answers.of).map((each) => [each.id, answers.of(each)]));
    const lines = here.items.map((item) => {
      const found = state(item);
      const said = found ? words.say(`short-${found}`) : words.say("unanswered");
      const tag = found ? verdict.tag(found, said) : said;
      return dom.make(
        "li",
        {},
        words.say("question-number", { number: words.number(item.number) }),
        ": ",
        tag,
      );
    });
    const said = { points: words.number(points), max: words.number(max) };
    return [
      dom.make("h2", {}, words.say("how-it-went")),
      max ? dom.make("p", { class: "score" }, words.say("points", said)) : null,
      marks.length ? setScore(scoring.countSet(marks, responses)) : null,
      dom.make("ul", { class: "summary" }, lines),
    ];
  };
  const setScore = (count) => {
    const hits = words.rate(count.hits, count.targets);
    const alarms = words.rate(count.alarms, count.foils);
    return [
      dom.make("p", {}, words.say("set-score", { hits, alarms })),
      dom.make("p", { class: "help" }, words.say("set-rule")),
    ];
  };

  const onward = (run, go, leave) => {
    const here = run.steps[run.at];
    if (run.item < here.items.length) {
      const last = run.item + 1 === here.items.length;
      const name = last ? "see-how" : "next-question";
      return dom.button(words.say(name), () => go(run.at, run.item + 1), { class: "primary" });
    }
    if (run.at + 1 < run.steps.length) {
      const next = run.steps[run.at + 1];
      return dom.button(words.say("next-step", { title: next.title }), () => go(run.at + 1, 0), {
        class: "primary",
      });
    }
    const [name, way] = run.whole ? ["to-result", leave.result] : ["to-start", leave.start];
    return dom.button(words.say(name), way, { class: "primary" });
  };

  const ending = (run, here, go, leave) => {
    const more = run.whole
      ? null
      : dom.button(words.say("to-result"), leave.result, { class: "quiet" });
    return [
      here.items.length ? summary(here) : null,
      dom.make("div", { class: "actions" }, onward(run, go, leave), more),
    ];
  };

  /** Draws where a run stands; `go` leads within it, `leave` out of it. */
  const draw = (run, go, leave) => {
    const here = run.steps[run.at];
    const item = here.items[run.item];
    if (!here.exercise) articles.layFirst();
    let points = dots(run, here, go);
    const answered = () => {
      const drawn = dots(run, here, go);
      if (points) points.replaceWith(drawn);
      points = drawn;
    };
    const number = item && {
      number: words.number(item.number),
      place: words.number(run.item + 1),
      of: words.number(here.items.length),
    };
    const rule = item && lesson.exercise(item.exercise).rule;
    const body = item
      ? question.draw(item, words.say("question-of", number), rule, {
          onward: onward(run, go, leave),
          skip: () => go(run.at, run.item + 1),
          answered,
        })
      : ending(run, here, go, leave);
    return dom.make("div", { class: "step" }, track(run, go), head(run, here), points, body);
  };

  return { draw };
})();
