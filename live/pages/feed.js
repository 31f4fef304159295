/** A room's captions as a page reads them: the socket, the lines known so far and the languages chosen. */

import { Captions } from "./captions.js";
import { pick } from "./languages.js";
import { StayingSocket } from "./socket.js";

export class Feed {
  captions = new Captions();
  /** The languages that are read, codes of the room; empty until the first hello. */
  langs = [];
  #page;
  #room;
  #wishes;
  #asked;
  #refusals = 0;
  /** Where the captions are to be had: here, and where they go on when this server is gone. */
  #servers = [location.href];
  #server = 0;
  #socket;
  #onChange;

  /**
   * @param {"attendee" | "stage" | "overlay" | "console"} page
   * @param {string | null} room  Null for the event's first.
   * @param {string[][]} wishes  For each language shown, the codes that would do, best first.
   * @param {string[]} first  What to ask for before the room has said which languages it has.
   * @param {(change: {cleared: boolean, ids: number[], state: boolean, hello: boolean, seq: number}) => void} onChange
   *   `hello`: the room greets, and lines in `langs` follow; or those of before are void.
   * @param {(state: "open" | "lost") => void} onConnection
   */
  constructor({ page, room, wishes, first, onChange, onConnection }) {
    this.#page = page;
    this.#room = room;
    this.#wishes = wishes;
    this.#asked = first;
    this.#onChange = onChange;
    this.#socket = new StayingSocket({
      address: () => this.#address(),
      onMessage: (message) => this.#take(message),
      onConnection: (state, opened) => {
        if (state === "lost" && !opened) this.#askElsewhere();
        onConnection(state);
      },
    });
    this.#socket.connect();
  }

  /** Reads other languages from now on (one or two codes of the room), without a reload. */
  read(langs) {
    this.#wishes = langs.map((lang) => [lang]);
    this.#ask(langs);
  }

  /** Reads nothing more. */
  close() {
    this.#socket.close();
  }

  #ask(langs) {
    this.#asked = this.langs = langs;
    this.#socket.connect();
  }

  // Perhaps a standby has taken over. Or the room no longer has the language: in every other round it is
  // asked for no particular one.
  #askElsewhere() {
    this.#refusals += 1;
    this.#server = this.#refusals % this.#servers.length;
    const round = Math.floor(this.#refusals / this.#servers.length);
    this.#asked = round % 2 ? [] : this.langs;
  }

  #address() {
    const url = new URL("captions", this.#servers[this.#server]);
    url.protocol = url.protocol.replace("http", "ws");
    if (this.#room) url.searchParams.set("room", this.#room);
    url.searchParams.set("page", this.#page);
    for (const lang of this.#asked) url.searchParams.append("lang", lang);
    const after = this.captions.after(this.#asked);
    if (after !== null) url.searchParams.set("after", after);
    return url.href;
  }

  #take(message) {
    const change = this.captions.apply(message, this.#asked);
    let hello = false;
    if (message.type === "hello") {
      if (message.standbys) this.#servers = [...new Set([...this.#servers, ...message.standbys])];
      const langs = this.#choose();
      const settled = langs.join() === this.#asked.join();
      this.langs = langs;
      // The lines of a new session were not asked for yet: `after` spoke of the one before.
      if (!settled || change.cleared) this.#ask(langs);
      else this.captions.join(message.seq);
      if (settled) this.#socket.settle();
      hello = settled || change.cleared;
    }
    // A language was switched off, or the one that was wished for is back.
    if (change.languages && this.#choose().join() !== this.langs.join()) this.#ask(this.#choose());
    this.#onChange({ ...change, hello, seq: message.seq ?? 0 });
  }

  #choose() {
    const { languages } = this.captions;
    const offered = languages.map(({ code }) => code);
    const source = (languages.find((language) => language.source) ?? languages[0]).code;
    return [...new Set(this.#wishes.map((wish) => pick(offered, wish) ?? source))];
  }
}
