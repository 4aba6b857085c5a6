/** Ways through the lesson: the whole path step by step, or one exercise. */
const runs = (() => {
  /** The questions of a step by their numbers: the order of the sheet and of the key. */
  const items = (step) =>
    step.items
      .map((id) => lesson.byId.get(id))
      .filter(Boolean)
      .sort((a, b) => a.number - b.number);
  const whole = lesson.path.map((step) => ({ ...step, items: items(step) }));
  const sum = (steps) => Math.round(steps.reduce((all, each) => all + each.minutes, 0));
  const minutes = sum(whole);

  const path = { steps: whole, at: 0, item: 0, whole: true };
  const single = new Map(
    lesson.exercises.map((each) => {
      const step = {
        title: each.title,
        does: each.task,
        minutes: 0,
        exercise: each.name,
        items: each.items,
      };
      return [each.name, { steps: [step], at: 0, item: 0, whole: false }];
    }),
  );

  /** The minutes at which a step of the path begins and ends. */
  const clock = (at) => {
    const from = words.number(sum(whole.slice(0, at)));
    return { from, to: words.number(sum(whole.slice(0, at + 1))) };
  };

  /** Lays the questions of a way before the student. */
  const begin = (run) => {
    run.begun = true;
    answers.ask(run.steps.flatMap((each) => each.items));
    return run;
  };

  return { path, minutes, clock, begin, exercise: (name) => single.get(name) };
})();
