/** Options in a page's address, made safe: whatever is not understood takes the default. */

/** Returns a number between `least` and `most`. */
export function number(params, name, { least, most, otherwise }) {
  const value = Number.parseFloat(params.get(name));
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}

/** Returns one of `choices`, by default the first. */
export function oneOf(params, name, choices) {
  const value = params.get(name);
  return choices.includes(value) ? value : choices[0];
}

/** Returns a colour as CSS: a name such as `gold`, or 3 to 8 hexadecimal digits with or without `#`. */
export function colour(params, name, otherwise) {
  const value = (params.get(name) ?? "").replace(/^#/, "").toLowerCase();
  if (/^([0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})$/.test(value)) return `#${value}`;
  return /^[a-z]{3,20}$/.test(value) && CSS.supports("color", value) ? value : otherwise;
}
