/** A student's code, such as s01 or 7b-12: no name, no address. */
const code = (() => {
  const FORM = /^[a-z0-9-]{2,20}$/;
  const LETTERS = "bcdfghjklmnpqrstvwxz";
  const DIGITS = "23456789";

  /** A code as it is kept: capitals make no other code. */
  const clean = (text) => text.trim().toLowerCase();

  /** Why a text is no code: the name of a sentence; null if it is one. */
  const objection = (text) => {
    if (!text) return "code-empty";
    if (!FORM.test(text)) return "code-form";
    return /[0-9]/.test(text) ? null : "code-digit";
  };

  const draw = (from) => from[crypto.getRandomValues(new Uint32Array(1))[0] % from.length];
  /** A code by chance, of consonants and digits, so that it cannot be a word. */
  const invent = () =>
    [LETTERS, LETTERS, LETTERS].map(draw).join("") +
    "-" +
    [DIGITS, DIGITS, DIGITS].map(draw).join("");

  const ADDRESS = /[^\s@]+@[^\s@]+\.[^\s@]+/;
  /** Whether a text holds an e-mail address. */
  const addressed = (text) => ADDRESS.test(text);

  return { clean, objection, invent, addressed };
})();
