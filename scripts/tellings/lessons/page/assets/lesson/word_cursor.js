/** The marker pen by keyboard: a cursor that goes from word to word of an article. */
const wordCursor = (() => {
  /** Every word of an article that the page carries. */
  const wordsOf = (article) =>
    article.paragraphs.flatMap((paragraph) =>
      paragraph.text.filter((piece) => piece.article).flatMap((piece) => wordsIn(piece, paragraph)),
    );
  const wordsIn = (piece, paragraph) =>
    [...piece.text.matchAll(/\S+/g)].map((found) => {
      const start = piece.start + codepoints.length(piece.text.slice(0, found.index));
      return { start, end: start + codepoints.length(found[0]), text: found[0], paragraph };
    });

  /** A range grown to whole words; null where it holds none. */
  const whole = (article, { start, end }) => {
    const inside = wordsOf(article).filter((each) => each.start < end && start < each.end);
    return inside.length ? { start: inside[0].start, end: inside[inside.length - 1].end } : null;
  };

  /** A cursor over an article; `moved` is told the range that it covers and its words. */
  const over = (article, moved) => {
    let list = null;
    let at = -1;
    let anchor = -1;

    const covered = () => {
      const [from, to] = [Math.min(anchor, at), Math.max(anchor, at)];
      const text = list
        .slice(from, to + 1)
        .map((each) => each.text)
        .join(" ");
      return { start: list[from].start, end: list[to].end, text };
    };
    const go = (to, extend) => {
      list = list || wordsOf(article);
      if (!list.length) return;
      at = Math.max(0, Math.min(list.length - 1, to));
      if (!extend || anchor < 0) anchor = at;
      moved(covered());
    };
    const byParagraph = (step) => {
      const here = at < 0 ? null : list[at].paragraph;
      if (!here) return 0;
      const numbers = [...new Set(list.map((each) => each.paragraph.number))];
      const wanted = numbers[numbers.indexOf(here.number) + step];
      if (wanted === undefined) return step < 0 ? 0 : list.length - 1;
      return list.findIndex((each) => each.paragraph.number === wanted);
    };
    const rightToLeft = (element) => getComputedStyle(element).direction === "rtl";

    /** Answers a key; whether it was one of the cursor's. */
    const key = (event) => {
      const onward = rightToLeft(event.currentTarget) ? -1 : 1;
      const steps = {
        ArrowRight: () => at + onward,
        ArrowLeft: () => at - onward,
        ArrowDown: () => byParagraph(1),
        ArrowUp: () => byParagraph(-1),
      };
      if (event.ctrlKey || event.altKey || event.metaKey || !steps[event.key]) return false;
      go(steps[event.key](), event.shiftKey);
      return true;
    };

    return { key, range: () => (at < 0 ? null : covered()) };
  };

  return { over, whole };
})();
