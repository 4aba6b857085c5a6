/** The sentences of the page, and numbers as the lesson's language writes them. */
const words = (() => {
  const filled = (sentence, places) =>
    sentence.replace(/\{(\w+)\}/g, (whole, name) =>
      Object.prototype.hasOwnProperty.call(places, name) ? String(places[name]) : whole,
    );

  /** A sentence of the page with its places filled. */
  const say = (name, places = {}) => {
    const said = filled(lesson.said[name], places);
    return lesson.direction === "rtl" ? `\u2068${said}\u2069` : said; // some may be untranslated
  };

  /** Where a paragraph stands, as every form of the lesson says it. */
  const place = (letter, paragraph) =>
    filled(lesson.words.paragraph, { article: letter, paragraph });

  const format = (options) => {
    try {
      return new Intl.NumberFormat(lesson.language, options);
    } catch {
      return new Intl.NumberFormat("en", options); // not a tag that the browser knows
    }
  };
  const plain = format({ maximumFractionDigits: 2 });
  const parts = format({ style: "percent", maximumFractionDigits: 0 });
  const number = (value) => plain.format(value);
  /** A rate in percent; a dash where there is nothing to have a rate of. */
  const rate = (part, whole) => (whole ? parts.format(part / whole) : "–");

  return { say, place, number, rate };
})();
