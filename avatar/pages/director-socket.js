/** The director's WebSocket: it shows the token first, and comes back when it was lost. */

import { t } from "/i18n.js";
import { retryDelayMs } from "/socket.js";

const WRONG_TOKEN = 1008;

export class StayingSocket {
  #token;
  #onMessage;
  #onConnection;
  #socket = null;
  #attempt = 0;

  /**
   * @param {string} token
   * @param {(message: object) => void} onMessage
   * @param {(text: string) => void} onConnection  Hears how the connection is, in words.
   */
  constructor({ token, onMessage, onConnection }) {
    this.#token = token;
    this.#onMessage = onMessage;
    this.#onConnection = onConnection;
    this.#connect();
  }

  /** Sends an order; one that cannot be sent is lost, since a late one would surprise. */
  send(order) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(order));
  }

  #connect() {
    const url = new URL("director/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => {
      this.#socket.send(JSON.stringify({ type: "hello", token: this.#token }));
    };
    this.#socket.onmessage = (event) => {
      this.#attempt = 0;
      this.#onConnection(t("connected"));
      this.#onMessage(JSON.parse(event.data));
    };
    this.#socket.onclose = ({ code }) => this.#lost(code);
  }

  #lost(code) {
    if (code === WRONG_TOKEN) {
      this.#onConnection(t("openAddress"));
      return;
    }
    this.#onConnection(t("reconnecting"));
    setTimeout(() => this.#connect(), retryDelayMs(this.#attempt++));
  }
}
