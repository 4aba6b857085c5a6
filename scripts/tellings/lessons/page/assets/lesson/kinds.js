/** What a student does with an item, by its kind: draw it, read the answer, give the reasons. */
const kinds = { ...picking, ...matching, ...ordering, ...marking, ...writing };
