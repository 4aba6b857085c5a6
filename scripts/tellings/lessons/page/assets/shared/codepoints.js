/** Offsets of the data count code points, strings of JavaScript count UTF-16 units. */
const codepoints = (() => {
  const WIDE = /[\ud800-\udfff]/;
  const length = (text) => (WIDE.test(text) ? Array.from(text).length : text.length);
  const slice = (text, start, end) =>
    WIDE.test(text) ? Array.from(text).slice(start, end).join("") : text.slice(start, end);
  return { length, slice };
})();
