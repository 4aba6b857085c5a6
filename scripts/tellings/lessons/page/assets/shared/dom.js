/** Builds elements. Every text becomes a text node, never markup. */
const dom = (() => {
  /** An element. Attributes that are null or false are left out; functions listen to events. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") element.addEventListener(key, value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(key, String(value));
      }
    }
    element.append(
      ...children.flat(Infinity).filter((each) => each !== null && each !== undefined),
    );
    return element;
  };

  const button = (text, click, attributes = {}) =>
    make("button", { type: "button", click, ...attributes }, text);

  /** A folded note: a summary, and what is behind it. */
  const folded = (summary, ...children) =>
    make("details", {}, make("summary", {}, summary), make("div", { class: "folded" }, children));

  /** Moves the focus to an element that is no control, and scrolls to it. */
  const focus = (element, block = "nearest") => {
    if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block });
  };

  let serial = 0;
  /** A name for an element that others point at. */
  const id = () => `e${(serial += 1)}`;

  /** Saves a text as a file; it never leaves the computer. */
  const download = (name, type, text) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  return { make, button, folded, focus, id, download };
})();
