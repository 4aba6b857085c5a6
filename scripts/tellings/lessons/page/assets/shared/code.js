/** A student's code: no name, no address, nothing that says who it is. */
const code = (() => {
  const FORM = /^[A-Z0-9]+(-[A-Z0-9]+)*$/;
  const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
  const DIGITS = "23456789";

  const clean = (text) => text.trim().toUpperCase();

  /** Whether it can stand for a person without naming one: short runs of letters, some digits. */
  const fits = (text) =>
    FORM.test(text) &&
    text.length >= 4 &&
    text.length <= 12 &&
    !/[A-Z]{4}/.test(text) &&
    !/\d{5}/.test(text) &&
    (text.match(/\d/g) || []).length >= 2;

  const draw = (from) => from[crypto.getRandomValues(new Uint32Array(1))[0] % from.length];
  /** A code by chance, of consonants and digits, so that it cannot be a word. */
  const invent = () =>
    [LETTERS, LETTERS, LETTERS].map(draw).join("") +
    "-" +
    [DIGITS, DIGITS, DIGITS].map(draw).join("");

  const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
  /** Whether a text holds an e-mail address. */
  const addressed = (text) => ADDRESS.test(text);

  return { clean, fits, invent, addressed };
})();
