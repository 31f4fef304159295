/** The live picture: this browser's camera, or the one of the booth's machine. */

import { el } from "./dom.js";

const RETRY_MS = 1500;
const SIDE_PX = { single: 1600, strip: 1000, gif: 800 };
const GIF_FRAME_MS = 110;

/** The browser's own camera. It is waited for when it vanishes, and `ontrouble` is told. */
export class BrowserCamera {
  here = false;
  #stream = null;
  #held = false;

  constructor(ontrouble) {
    this.ontrouble = ontrouble;
    this.element = el("video", { autoplay: true, muted: true, playsInline: true, class: "mirror" });
    this.#open();
  }

  /** Takes shots for a format, with an aspect (width by height): JPEG blobs, in order. */
  async *shots(format, count, aspect) {
    for (let taken = 0; taken < count; taken += 1) {
      const begun = performance.now();
      yield this.#shot(aspect, SIDE_PX[format]);
      if (count > 1) await new Promise((go) => setTimeout(go, GIF_FRAME_MS - (performance.now() - begun)));
    }
  }

  /** Whether there is a live picture. */
  get live() {
    return this.#stream !== null && this.element.videoWidth > 0;
  }

  /** Stands still, with what was shot: the guest sees it, and the processor is free for the real one. */
  hold() {
    this.#held = true;
    this.element.pause();
  }

  /** Moves again. */
  wake() {
    this.#held = false;
    // It is refused while there is no stream, or when it is held again at once.
    this.element.play().catch(() => {});
  }

  async #open() {
    try {
      const video = { width: { ideal: 1920 }, height: { ideal: 1080 }, facingMode: "user" };
      this.#stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
      this.element.srcObject = this.#stream;
      for (const track of this.#stream.getVideoTracks()) track.onended = () => this.#lost();
      if (this.#held) this.hold();
      else this.wake();
      this.ontrouble("");
    } catch {
      this.#lost();
    }
  }

  #lost() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.ontrouble("camera");
    setTimeout(() => this.#open(), RETRY_MS);
  }

  #shot(aspect, side) {
    const { videoWidth: width, videoHeight: height } = this.element;
    const across = Math.min(width, height * aspect);
    const down = across / aspect;
    const scale = Math.min(1, side / Math.max(across, down));
    const canvas = el("canvas", { width: Math.round(across * scale), height: Math.round(down * scale) });
    const place = [(width - across) / 2, (height - down) / 2, across, down];
    const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
    context.drawImage(this.element, ...place, 0, 0, canvas.width, canvas.height);
    return jpegOf(canvas);
  }
}

/** Encodes now. Chromium's toBlob waits for idle moments, up to seconds while a picture moves on the page. */
function jpegOf(canvas) {
  const text = atob(canvas.toDataURL("image/jpeg", 0.93).split(",")[1]);
  const bytes = new Uint8Array(text.length);
  for (let place = 0; place < text.length; place += 1) bytes[place] = text.charCodeAt(place);
  return new Blob([bytes], { type: "image/jpeg" });
}

/** The camera of the booth's machine, which takes its own shots: this shows what it sees. */
export class BoothCamera {
  here = true;
  #wanted = false;

  constructor() {
    this.element = el("img", { class: "mirror", alt: "" });
    this.element.onerror = () => this.#wanted && setTimeout(() => this.wake(), RETRY_MS);
  }

  get live() {
    return this.element.naturalWidth > 0;
  }

  /** Stops asking for the live picture, which costs both sides work for every one. */
  hold() {
    this.#wanted = false;
    this.element.removeAttribute("src");
  }

  /** Asks for the live picture again: after the camera was away, or for the next guest. */
  wake() {
    this.#wanted = true;
    this.element.src = `/booth/live.mjpeg?${Date.now()}`;
  }
}
