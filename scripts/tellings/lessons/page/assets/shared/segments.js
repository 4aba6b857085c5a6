/** Cuts a stretch of an article wherever a range that lies over it begins or ends. */
const segments = (() => {
  /** The parts of a piece in order, each with the ranges that cover it. */
  const cut = (piece, ranges) => {
    const over = ranges.filter((each) => each.start < piece.end && piece.start < each.end);
    const inside = over
      .flatMap((each) => [each.start, each.end])
      .filter((at) => piece.start < at && at < piece.end);
    const edges = [...new Set([piece.start, ...inside, piece.end])].sort((a, b) => a - b);
    return edges.slice(1).map((end, at) => ({
      start: edges[at],
      end,
      text: codepoints.slice(piece.text, edges[at] - piece.start, end - piece.start),
      ranges: over.filter((each) => each.start <= edges[at] && end <= each.end),
    }));
  };

  /** Ranges with those that touch or overlap made one. */
  const merged = (ranges) => {
    const found = [];
    for (const each of [...ranges].sort((a, b) => a.start - b.start)) {
      const last = found[found.length - 1];
      if (last && each.start <= last.end) last.end = Math.max(last.end, each.end);
      else found.push({ ...each });
    }
    return found;
  };

  /** Ranges without what another range covers. */
  const without = (ranges, gone) =>
    ranges.flatMap((each) =>
      each.end <= gone.start || gone.end <= each.start
        ? [each]
        : [
            { ...each, end: Math.min(each.end, gone.start) },
            { ...each, start: Math.max(each.start, gone.end) },
          ].filter((part) => part.start < part.end),
    );

  return { cut, merged, without };
})();
