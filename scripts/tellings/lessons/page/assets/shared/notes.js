/** What is told beside the lesson: who made the key, what stays open, words, and privacy. */
const notes = (() => {
  const isolated = (text) => dom.make("bdi", {}, text);

  const open = () =>
    dom.make(
      "ul",
      {},
      lesson.left_open.map((each) => dom.make("li", {}, rich.show(each))),
    );
  const glossary = () =>
    dom.make(
      "dl",
      {},
      lesson.glossary.map(({ title, definition }) => [
        dom.make("dt", {}, isolated(title)),
        dom.make("dd", {}, isolated(definition)),
      ]),
    );

  /** The notes, folded; `privacy` says what happens to answers. */
  const draw = (privacy) =>
    dom.make("section", { class: "notes", "aria-label": words.say("notes") }, [
      dom.folded(words.say("about-key"), dom.make("p", {}, isolated(lesson.made_by))),
      lesson.left_open.length ? dom.folded(words.say("left-open"), open()) : null,
      lesson.glossary.length ? dom.folded(words.say("glossary"), glossary()) : null,
      dom.folded(words.say("privacy"), dom.make("p", {}, privacy)),
    ]);

  return { draw };
})();
