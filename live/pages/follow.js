/** Keeps the end of a scrolling text in view until the reader scrolls back. */

import { slide } from "./slide.js";

const NEAR_PX = 56; // This close to the end counts as being at it.

export class Follower {
  following = true;
  #scroller;
  #text;
  #onChange;
  #lastTop = 0;
  #held = false; // A finger moves the text: the page keeps still meanwhile.

  /**
   * @param {HTMLElement} scroller
   * @param {HTMLElement} text  What is in it and moves.
   * @param {(following: boolean) => void} onChange
   */
  constructor(scroller, text, onChange) {
    this.#scroller = scroller;
    this.#text = text;
    this.#onChange = onChange;
    const passive = { passive: true };
    scroller.addEventListener("scroll", () => this.#scrolled(), passive);
    scroller.addEventListener("wheel", ({ deltaY }) => deltaY < 0 && this.#leave(), passive);
    scroller.addEventListener("touchmove", () => (this.#held = true), passive);
    for (const type of ["touchend", "touchcancel"]) scroller.addEventListener(type, () => (this.#held = false));
    new ResizeObserver(() => this.#goToEnd()).observe(scroller);
  }

  /** Changes the text by calling `mutate`, and stays at the end or where the reader is. */
  change(mutate) {
    mutate();
    slide(this.#text, this.#goToEnd());
  }

  /** Goes to the end and follows again. */
  jump() {
    this.#set(true);
    this.#goToEnd();
  }

  #scrolled() {
    const { scrollTop } = this.#scroller;
    const near = this.#distance() < NEAR_PX;
    // Only the reader scrolls back; what the page does itself goes forward.
    if (near && scrollTop > this.#lastTop) this.#set(true);
    else if (!near && scrollTop < this.#lastTop) this.#set(false);
    this.#lastTop = scrollTop;
  }

  #leave() {
    if (this.#scroller.scrollTop > 0) this.#set(false);
  }

  #distance() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight;
  }

  /** Scrolls to the end while following; returns by how much, 0 when it is too far to be seen moving. */
  #goToEnd() {
    const distance = this.following && !this.#held ? this.#distance() : 0;
    if (distance > 0) this.#scroller.scrollTop += distance;
    this.#lastTop = this.#scroller.scrollTop;
    return distance < this.#scroller.clientHeight ? distance : 0;
  }

  #set(following) {
    if (following === this.following) return;
    this.following = following;
    this.#scroller.classList.toggle("following", following);
    this.#onChange(following);
  }
}
