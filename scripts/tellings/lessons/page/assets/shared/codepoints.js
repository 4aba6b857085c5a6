/** Offsets of the data count code points, strings of JavaScript count UTF-16 units. */
const codepoints = (() => {
  const length = (text) => Array.from(text).length;
  const slice = (text, start, end) => Array.from(text).slice(start, end).join("");
  return { length, slice };
})();
