/** Smooth movement of text that has jumped: it starts where it was seen last and slides into place. */

const SLIDE = { duration: 320, easing: "cubic-bezier(0.2, 0, 0, 1)" };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Lets an element that has just moved up by `pixels` (down when negative) be seen moving. */
export function slide(element, pixels) {
  if (!pixels || calm.matches) return;
  const under = new DOMMatrix(getComputedStyle(element).transform).m42; // A movement that is still under way.
  element.animate([{ transform: `translateY(${under + pixels}px)` }, { transform: "none" }], SLIDE);
}
