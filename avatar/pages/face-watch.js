/** Watches how fast a face is drawn. Pure. */

const LEAST_FPS = 8;
const SLOW_S = 5;

/**
 * Returns a face that is the head until it has been drawn too slowly for a while; then it is another.
 * @param head  Its `draw` returns frames a second once a second, else null.
 * @param {() => object} other  Makes the face that is drawn then.
 * @param {() => boolean} isHidden  Whether nobody sees the page: browsers draw it rarely then.
 */
export function watched(head, other, isHidden) {
  let face = head;
  let slow = 0;
  return {
    get about() {
      return face.about;
    },
    draw(pose, dt) {
      const fps = face.draw(pose, dt);
      if (face === head && fps !== null && !isHidden()) {
        slow = fps < LEAST_FPS ? slow + 1 : 0;
        if (slow >= SLOW_S) face = other();
      }
      return fps;
    },
  };
}
