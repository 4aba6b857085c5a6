/** Shows texts for people: own words, quotations, and pointers to words that are withheld. */
const rich = (() => {
  const QUOTED = /^\s*["“”„«»‘’‹›「『]/;

  const quotation = (piece) => {
    const { language } = lesson.articles.get(piece.article);
    const marks = QUOTED.test(piece.text) ? "bare" : null;
    return dom.make("q", { class: marks, lang: language, dir: "auto" }, piece.text);
  };

  const shown = (piece) => {
    if (!piece.article) return dom.make("bdi", {}, piece.text);
    if (piece.withheld) return dom.make("bdi", { class: "pointer" }, piece.text);
    return quotation(piece);
  };

  /** A text as nodes; each piece is isolated, whatever the direction of its letters. */
  const show = (text) => text.map(shown);

  /** A text as a string, for where no element can stand. */
  const plain = (text) =>
    text.map((each) => (each.article && !each.withheld ? `“${each.text}”` : each.text)).join("");

  /** The quotations of some texts. */
  const quotes = (...texts) => texts.flat().filter((each) => each.article);

  /** The letter of an article in its colour and pattern. */
  const badge = (letter) => {
    const at = lesson.articles.size ? [...lesson.articles.keys()].indexOf(letter) : 0;
    return dom.make("span", { class: `badge outlet-${at % 6}` }, letter);
  };

  return { show, plain, quotes, badge };
})();
