/** What a student has selected with mouse or finger, as ranges of an article. */
const selecting = (() => {
  const part = (element, range) => {
    const text = element.firstChild;
    const from = text === range.startContainer ? range.startOffset : 0;
    const to = text === range.endContainer ? range.endOffset : text.data.length;
    const start = Number(element.dataset.start) + codepoints.length(text.data.slice(0, from));
    return { start, end: start + codepoints.length(text.data.slice(from, to)) };
  };

  /** The ranges of a selection within an element whose parts carry their offset. */
  const within = (element, selection = document.getSelection()) => {
    if (!selection.rangeCount || selection.isCollapsed) return [];
    const range = selection.getRangeAt(0);
    const parts = [...element.querySelectorAll("[data-start]")]
      .filter((each) => range.intersectsNode(each))
      .map((each) => part(each, range))
      .filter((each) => each.start < each.end);
    return segments.merged(parts);
  };

  return { within };
})();
