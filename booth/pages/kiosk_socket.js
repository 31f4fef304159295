/** The kiosk's line to the booth: opened again, with a growing pause, whenever it closes. */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

export class KioskSocket {
  #socket = null;
  #pause_ms = FIRST_PAUSE_MS;

  /** `onview` gets each view; `onlost` is called when the line is lost. */
  constructor(onview, onlost) {
    this.onview = onview;
    this.onlost = onlost;
    this.#open();
  }

  /** Tells the booth something: a message, or the bytes of a shot. */
  send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    this.#socket.send(message instanceof Blob ? message : JSON.stringify(message));
  }

  #open() {
    this.#socket = new WebSocket(new URL("/booth/ws", location.href.replace(/^http/, "ws")));
    this.#socket.onmessage = ({ data }) => {
      this.#pause_ms = FIRST_PAUSE_MS;
      this.onview(JSON.parse(data));
    };
    this.#socket.onclose = () => {
      this.onlost();
      setTimeout(() => this.#open(), this.#pause_ms * (0.75 + Math.random() / 2));
      this.#pause_ms = Math.min(this.#pause_ms * 2, LONGEST_PAUSE_MS);
    };
  }
}
