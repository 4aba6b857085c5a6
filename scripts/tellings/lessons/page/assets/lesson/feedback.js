/** What is said after an answer: where, why, the sentence in the text, the rule of thumb. */
const feedback = (() => {
  const SHOWN = 2; // so many sentences of the articles stand open
  const part = (title, ...children) =>
    dom.make("div", { class: "part" }, dom.make("h4", {}, words.say(title)), children);

  const heading = (item, response) => {
    const state = verdict.of(item, response);
    const said = item.kind === "open" || item.kind === "discuss" ? item.kind : state;
    return dom.make(
      "h3",
      { class: `verdict ${state}` },
      verdict.sign(state),
      " ",
      words.say(`verdict-${said}`),
    );
  };

  const worth = (item, response) => {
    if (!item.marked) return null;
    if (item.kind === "mark") return counted(scoring.count(item, response));
    const points = words.number(scoring.score(item, response));
    return dom.make("p", { class: "worth" }, words.say("points", { points, max: words.number(1) }));
  };
  /** Hits and false alarms of a passage; its points come with the set. */
  const counted = (count) => {
    const places = Object.fromEntries(Object.entries(count).map(([k, v]) => [k, words.number(v)]));
    const hits = words.say(count.targets ? "hits" : "hits-none", places);
    const alarms = words.say("alarms", places);
    return dom.make("p", { class: "worth" }, `${hits} · ${alarms} · ${words.say("set-later")}`);
  };

  const where = (item) =>
    item.where.length ? part("where", dom.make("p", {}, item.where.join(" · "))) : null;

  const reason = ({ about, why, tag }) =>
    dom.make(
      "li",
      {},
      dom.make("div", { class: "about" }, rich.show(about)),
      tag,
      why.length ? dom.make("div", {}, rich.show(why)) : null,
    );
  const why = (item, response) => {
    const { first, others } = kinds[item.kind].reasons(item, response);
    const list = (all) => dom.make("ul", { class: "reasons" }, all.map(reason));
    return part(
      "why",
      first.length ? list(first) : null,
      item.why.length ? dom.make("p", {}, rich.show(item.why)) : null,
      others.length ? dom.folded(words.say("other-options"), list(others)) : null,
    );
  };

  const holds = (whole, part) =>
    whole.article === part.article && whole.start <= part.start && part.end <= whole.end;
  /** Whether a text is nothing but parts of what another quotes. */
  const within = (text, other) =>
    text.every((part) => part.article && rich.quotes(other).some((whole) => holds(whole, part)));
  /** The evidence of an item and its rows, without what lies in other evidence. */
  const evidence = (item) => {
    const all = item.evidence.concat(item.rows.flatMap((row) => row.evidence));
    const twice = (text, at) =>
      all.some(
        (other, place) =>
          place !== at && within(text, other) && (place < at || !within(other, text)),
      );
    return all.filter((text, at) => !twice(text, at));
  };

  const inText = (item) => {
    const shown = evidence(item);
    if (!shown.length) return null;
    const line = (text) =>
      dom.make("li", {}, dom.make("div", {}, rich.show(text)), articles.finders(rich.quotes(text)));
    const list = (texts) => dom.make("ul", { class: "evidence" }, texts.map(line));
    const rest = shown.slice(SHOWN);
    const number = words.number(rest.length);
    return part(
      "in-text",
      list(shown.slice(0, SHOWN)),
      rest.length ? dom.folded(words.say("more-in-text", { number }), list(rest)) : null,
    );
  };

  const draw = (item, response, rule) => {
    const title = heading(item, response);
    title.id = dom.id();
    const element = dom.make(
      "section",
      { class: "feedback", "aria-labelledby": title.id },
      title,
      worth(item, response),
      where(item),
      why(item, response),
      inText(item),
      part("rule", dom.make("p", { class: "rule" }, dom.make("bdi", {}, rule))),
    );
    return { element, title };
  };

  /** The first quotation that shows why; none where the reasons quote nothing. */
  const first = (item) => rich.quotes(...evidence(item))[0];

  return { draw, first };
})();
