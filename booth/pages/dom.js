/** Elements without markup: what is text stays text. */

/** Returns an element with properties (`class`, `on…`, `data-…`, any other) and children. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "class") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button; `kind` is its class. */
export const button = (kind, text, onclick, more = {}) => el("button", { type: "button", class: kind, onclick, ...more }, text);

/** The name of something in a language, from names by language. */
export const named = (names, language) => names[language] ?? names.en;
