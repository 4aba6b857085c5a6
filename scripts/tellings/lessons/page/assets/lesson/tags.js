/** Helps the kinds of items to show a key beside an answer. */
const tags = (() => {
  /** What an option was: chosen or not, right or not; nothing where neither. */
  const forOption = (item, option, chosen) => {
    const right = item.key.includes(option.id);
    if (chosen)
      return verdict.tag(right ? "right" : "wrong", words.say(right ? "tag-hit" : "tag-alarm"));
    return right ? verdict.tag("free", words.say("tag-missed")) : null;
  };

  /** A reason of the feedback: what it is about, why, and how the answer stood to it if that is
   * not told beside the answer. */
  const reason = (about, why, tag = null) => ({ about, why, tag });

  /** The reasons for the options: the chosen ones and the right ones first, then the others. */
  const reasons = (item, response) => {
    const rank = ({ id }) => (response.includes(id) ? 0 : item.key.includes(id) ? 1 : 2);
    const all = [...item.options].sort((a, b) => rank(a) - rank(b));
    const made = (each) => reason(each.text, each.why);
    return {
      first: all.filter((each) => rank(each) < 2).map(made),
      others: all.filter((each) => rank(each) === 2).map(made),
    };
  };

  return { forOption, reason, reasons };
})();
