/** The voice: parts of speech played one right after the other, and what is heard of them at this moment. */

import { samplesOf } from "./face-sound.js";
import { isQuestion, nodTimes, VisemeTrack } from "./face-track.js";

const LEAD_S = 0.04; // A part is scheduled this far ahead, so that its first samples are not late.
const FADE_S = 0.06;
const REPORT_MS = 120;

export class Voice {
  #context = new AudioContext({ latencyHint: "interactive" });
  #output = this.#context.createGain();
  #parts = [];
  #end = 0;
  #report;
  #onNod;

  /**
   * @param {(message: object) => void} report  Takes the protocol's messages about parts.
   * @param {() => void} onNod  Called when an emphasised word begins to be heard.
   * @param {boolean} muted
   */
  constructor({ report, onNod, muted = false }) {
    this.#report = report;
    this.#onNod = onNod;
    this.#output.gain.value = muted ? 0 : 1;
    this.#output.connect(this.#context.destination);
    setInterval(() => this.#tell(), REPORT_MS);
  }

  /** Whether the browser lets no sound out until somebody has touched the page. */
  get locked() {
    return this.#context.state !== "running";
  }

  async unlock() {
    await this.#context.resume();
  }

  /** Calls `listener` whenever `locked` may have changed. */
  onLock(listener) {
    this.#context.addEventListener("statechange", listener);
  }

  /** Plays a `speak` message after everything that was sent before it. */
  speak({ utterance, seq, rate_hz: rateHz, audio, visemes, words, goes_on: goesOn = false }) {
    const samples = samplesOf(audio);
    const buffer = this.#context.createBuffer(1, Math.max(1, samples.length), rateHz);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    const gain = this.#context.createGain();
    source.connect(gain).connect(this.#output);
    const start = Math.max(this.#end, this.#context.currentTime + LEAD_S);
    source.start(start);
    this.#end = start + buffer.duration;
    const track = new VisemeTrack(visemes);
    this.#parts.push({ utterance, seq, start, end: this.#end, source, gain, track, goesOn, nods: nodTimes(words, goesOn), question: isQuestion(words) });
  }

  /** Falls silent at once, mid-word, and forgets every part that waits. */
  stop() {
    const asked = performance.now();
    const now = this.#context.currentTime;
    const heard = this.#heardPart();
    const parts = this.#parts.splice(0);
    this.#end = 0;
    for (const { gain, source } of parts) {
      gain.gain.setValueAtTime(1, now);
      gain.gain.linearRampToValueAtTime(0, now + FADE_S);
      source.stop(now + FADE_S);
    }
    if (!heard) return;
    const { utterance, seq, start } = heard;
    const at_s = Math.max(0, this.heardAt - start);
    const silent = () => this.#report({ type: "stopped", utterance, seq, at_s, after_ms: Math.round(performance.now() - asked + this.#latency * 1000) });
    heard.source.onended = silent;
  }

  /** Says the sentence that has begun to its end, and nothing of what waits. */
  finish() {
    const now = this.#context.currentTime;
    const next = this.#parts.findIndex(({ start, goesOn }) => start > now && !goesOn);
    if (next < 0) return;
    for (const part of this.#parts.splice(next)) part.source.stop();
    this.#end = this.#parts.at(-1)?.end ?? 0;
  }

  /** What is heard `ahead` seconds from now: `{visemes, speaking, question}`. */
  mouth(ahead = 0) {
    const time = this.heardAt + ahead;
    const part = this.#parts.find(({ start, end }) => time >= start - LEAD_S && time < end);
    if (!part) return { visemes: {}, speaking: false };
    const at = time - part.start;
    while (part.nods.length && part.nods[0] <= at) {
      part.nods.shift();
      this.#onNod();
    }
    return { visemes: part.track.at(at), speaking: true, question: part.question, part, at };
  }

  /** The moment on the context's clock that leaves the loudspeaker now. */
  get heardAt() {
    return this.#context.currentTime - this.#latency;
  }

  get #latency() {
    return this.#context.outputLatency || this.#context.baseLatency || 0;
  }

  #heardPart() {
    const time = this.heardAt;
    return this.#parts.find(({ start, end }) => time >= start && time < end);
  }

  #tell() {
    const time = this.heardAt;
    while (this.#parts.length && this.#parts[0].end <= time) {
      const { utterance, seq } = this.#parts.shift();
      this.#report({ type: "done", utterance, seq });
    }
    const part = this.#heardPart();
    if (part) this.#report({ type: "playing", utterance: part.utterance, seq: part.seq, at_s: round(time - part.start) });
  }
}

function round(seconds) {
  return Math.round(seconds * 1000) / 1000;
}
