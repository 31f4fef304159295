/** The operator's connection: shows the token, gives orders, hears how the rooms are. */

import { t } from "./i18n.js";
import { problemText } from "./problems.js";
import { StayingSocket } from "./socket.js";

const NOT_ADMITTED = 1008;
const KEPT_AS = "footlights-token";

/** Takes the token out of the address bar, where a camera could see it; a reload still knows it. */
export function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) {
    sessionStorage.setItem(KEPT_AS, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return given ?? sessionStorage.getItem(KEPT_AS) ?? "";
}

export class Link {
  #socket;
  #orders = new Map(); // ref → how to settle it
  #ref = 0;

  /**
   * @param {object} link
   * @param {() => string} link.token
   * @param {(welcome: object) => void} link.onWelcome
   * @param {(rooms: object[]) => void} link.onStatus
   * @param {(state: "open" | "lost" | "stranger") => void} link.onConnection
   */
  constructor({ token, onWelcome, onStatus, onConnection }) {
    const handlers = {
      welcome: (message) => {
        this.#socket.settle();
        onWelcome(message);
        onConnection("open");
      },
      status: ({ rooms }) => onStatus(rooms),
      done: ({ ref }) => this.#settle(ref, ""),
      refused: ({ ref, code, error }) => this.#settle(ref, problemText({ code, message: error })),
    };
    this.#socket = new StayingSocket({
      address: () => new URL("console/ws", location.href).href.replace(/^http/, "ws"),
      onMessage: (message) => handlers[message.type]?.(message),
      onConnection: (state, _opened, code) => {
        if (state === "open") this.#socket.send({ type: "hello", token: token() });
        else this.#lose(code === NOT_ADMITTED ? "stranger" : "lost", onConnection);
      },
    });
    this.#socket.connect();
  }

  /** Gives an order; resolves to "" when it is done, else to why it is not. */
  order(command, values = {}) {
    this.#ref += 1;
    const ref = this.#ref;
    if (!this.#socket.send({ command, ref, ...values })) return Promise.resolve(t("noLink"));
    return new Promise((resolve) => this.#orders.set(ref, resolve));
  }

  #settle(ref, why) {
    this.#orders.get(ref)?.(why);
    this.#orders.delete(ref);
  }

  #lose(why, onConnection) {
    for (const resolve of this.#orders.values()) resolve(t("lostLink"));
    this.#orders.clear();
    onConnection(why);
  }
}
