/**
 * One WebSocket that stays up: it opens again whenever it closes, sooner when the network comes back,
 * and counts as closed when the server has been silent for too long.
 */

const SILENCE_MS = 20_000; // After this much silence the server is asked for a sign of life,
const ANSWER_MS = 8_000; // and has this long to give one.
const OPEN_MS = 10_000; // A machine that is off refuses nothing: it just never answers.
const FIRST_RETRY_MS = 400;
const LAST_RETRY_MS = 12_000;

/** Returns how long to wait before retry number `attempt` (from 0): exponential, capped, with jitter. */
export function retryDelayMs(attempt, random = Math.random()) {
  const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt);
  return ceiling * (0.5 + random / 2);
}

export class StayingSocket {
  #address;
  #onMessage;
  #onConnection;
  #socket = null;
  #attempt = 0;
  #retry = 0;
  #watch = 0;
  #closed = false;

  /**
   * @param {() => string} address  The URL, asked anew for every connection.
   * @param {(message: object) => void} onMessage
   * @param {(state: "open" | "lost", opened: boolean, code?: number) => void} onConnection
   *   `opened`: whether the connection that was lost had ever been open; `code`: why the server closed it.
   */
  constructor({ address, onMessage, onConnection }) {
    this.#address = address;
    this.#onMessage = onMessage;
    this.#onConnection = onConnection;
    addEventListener("online", () => this.#wake());
    document.addEventListener("visibilitychange", () => document.hidden || this.#wake());
    addEventListener("pageshow", (event) => event.persisted && this.#wake());
  }

  /** Opens a connection to the present address and drops the one before it, if any. */
  connect() {
    this.#drop();
    const socket = new WebSocket(this.#address());
    let opened = false;
    this.#socket = socket;
    this.#watch = setTimeout(() => this.#lost(false), OPEN_MS);
    socket.onopen = () => {
      opened = true;
      this.#listen();
      this.#onConnection("open", true);
    };
    socket.onmessage = (event) => {
      this.#listen();
      this.#onMessage(JSON.parse(event.data));
    };
    socket.onclose = ({ code }) => this.#lost(opened, code);
  }

  /** Sends a message; false while there is no connection. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Closes it for good. */
  close() {
    this.#closed = true;
    this.#drop();
  }

  /** Forgets the failures so far: the server has answered with what was wanted. */
  settle() {
    this.#attempt = 0;
  }

  #lost(opened, code) {
    this.#drop();
    this.#onConnection("lost", opened, code);
    this.#retry = setTimeout(() => this.connect(), retryDelayMs(this.#attempt++));
  }

  #drop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    if (!this.#socket) return;
    // A dead network never finishes the closing handshake: what still comes from this socket is ignored.
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#socket.close();
    this.#socket = null;
  }

  #listen() {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#ask(), SILENCE_MS);
  }

  #ask() {
    if (!this.send({ type: "ping", t: Date.now() / 1000 })) return;
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#lost(true), ANSWER_MS);
  }

  /** The network or the reader is back: retry at once, or make sure that the connection still lives. */
  #wake() {
    if (this.#closed) return;
    if (this.#socket) this.#ask();
    else this.connect();
  }
}
