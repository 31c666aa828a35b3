/** What happens, as it happens. */

const FIRST_RETRY = 300;
const LAST_RETRY = 5000;

/**
 * A socket that always comes back. `onOpen` runs after each (re)connect: whatever was missed in between
 * must be read again there. `onState(connected)` tells of changes.
 */
export class EventStream {
  #socket = null;
  #viewers = "";
  #retry = FIRST_RETRY;
  #timer = 0;

  constructor({ onEvent, onOpen, onState }) {
    this.onEvent = onEvent;
    this.onOpen = onOpen;
    this.onState = onState;
  }

  /** Follow the chats of these people; an unchanged list leaves the socket alone. */
  watch(viewers) {
    const wanted = [...new Set(viewers)].sort((a, b) => a - b).join(",");
    if (wanted === this.#viewers && this.#socket) return;
    this.#viewers = wanted;
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#drop();
    const url = new URL(`control/events?viewer=${this.#viewers}`, document.baseURI);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.addEventListener("open", () => this.#opened());
    socket.addEventListener("message", (event) => this.onEvent(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.#socket === socket && this.#closed());
  }

  #drop() {
    const old = this.#socket;
    this.#socket = null;
    old?.close();
  }

  #opened() {
    this.#retry = FIRST_RETRY;
    this.onState(true);
    this.onOpen();
  }

  #closed() {
    this.onState(false);
    this.#timer = setTimeout(() => this.#connect(), this.#retry);
    this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
  }
}
