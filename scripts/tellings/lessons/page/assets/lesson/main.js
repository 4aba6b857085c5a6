/** Shows one screen at a time, and moves the focus to its heading. */
(() => {
  const content = dom.make("main", { id: "content", tabindex: "-1" });
  const tabs = new Map();
  const side = articles.draw();

  const show = (name, drawn, title) => {
    document.body.dataset.screen = name;
    content.replaceChildren(drawn);
    side.hidden = name !== "step";
    for (const [each, button] of tabs) {
      if (each === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    document.title = title ? `${title} · ${lesson.title}` : lesson.title;
  };
  const arrive = () => {
    window.scrollTo(0, 0);
    content.scrollTop = 0;
    dom.focus(content.querySelector("h1"));
  };

  const home = () => {
    show("start", start.draw(play), "");
    arrive();
  };
  const look = () => {
    show("result", result.draw(home), words.say("result"));
    arrive();
  };
  const end = () => {
    answers.tell(true);
    look();
  };
  const play = (run) => {
    runs.begin(run);
    const go = (at, item) => {
      Object.assign(run, { at, item });
      show(
        "step",
        step.draw(run, go, { result: run.whole ? end : look, start: home }),
        run.steps[at].title,
      );
      arrive();
    };
    go(run.at, run.whole ? run.item : 0);
  };

  tabs.set("start", dom.button(words.say("overview"), home));
  tabs.set("result", dom.button(words.say("result-tab"), look));
  const header = dom.make(
    "header",
    { class: "bar" },
    dom.make("p", { class: "name" }, dom.make("bdi", {}, lesson.title)),
    dom.make("nav", { "aria-label": words.say("pages") }, [...tabs.values()]),
  );
  const skip = dom.make("a", { class: "skip", href: "#content" }, words.say("skip-link"));
  document.body.prepend(skip, header, dom.make("div", { class: "desk" }, content, side));
  show("start", start.draw(play), "");
})();
