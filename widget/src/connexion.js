/* The conversation over socket.io: nothing typed is lost, nothing is sent twice.
 *
 * Each message waits in `pending` until the server has acknowledged its turn. After a cut, the
 * session is asked for again; what the server's history does not hold is sent again with its id.
 * Only a random token is kept in the browser, once the visitor has opened the chat, for a day.
 */

import { Manager } from 'socket.io-client';

export const STORE = 'assistant-dife';
const DAY = 86_400;
const LATER = 2500; // ms: the server counts messages over two seconds
const PATIENCE = 15_000; // ms: longer than the server's own limit

/** The token in the browser, « visitor.seconds.signature »; undefined where storage is forbidden:
 * the conversation lasts as long as the page. */
export function tokenKept() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return undefined;
  }
}

/** That of this visitor, unless it is a day old. */
function stored() {
  const token = tokenKept();
  return Date.now() / 1000 - token?.split('.')[1] < DAY ? token : null;
}

function keep(token) {
  try {
    if (token) localStorage.setItem(STORE, token);
    else localStorage.removeItem(STORE);
  } catch { /* as above */ }
}

/** 32 figures drawn by the browser; `randomUUID` is missing from a page in plain HTTP. */
const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)),
  (byte) => byte.toString(16).padStart(2, '0')).join('');

export const hasConversation = () => stored() !== null;

export class Conversation extends EventTarget {
  /** @param {string} base address of the assistant's folder, with its last « / » */
  constructor(base) {
    super();
    const { origin, pathname } = new URL(base);
    this.pending = []; // {id, text, shown}: sent or not, not yet acknowledged
    this.ready = false;
    this.token = stored();
    this.socket = new Manager(origin, {
      path: `${pathname}socket.io`,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 3000,
    }).socket('/');
    this.socket.on('connect', () => this.#begin());
    this.socket.on('disconnect', () => this.#cut());
    this.socket.on('connect_error', () => this.#cut());
    this.socket.on('bot_uttered', (answer) => this.#tell('answer', answer));
    this.socket.on('user_echo', (said) => this.#tell('said', said));
    this.socket.on('expects', (kind) => this.#tell('expects', kind)); // asked by what another tab said
    this.socket.on('session_ended', () => this.#end());
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #cut() {
    this.ready = false;
    this.#tell('offline');
  }

  #end() {
    keep(null);
    this.forget();
  }

  /** Erased from here, or from a tab whose token is gone: nothing of it is sent again. */
  forget(elsewhere) {
    if (elsewhere && !this.token) return;
    this.token = null;
    this.ready = false;
    this.pending = [];
    this.#tell('ended', elsewhere);
  }

  async #ask(event, data) {
    return this.socket.timeout(PATIENCE).emitWithAck(event, data);
  }

  async #begin() {
    let answer;
    const kept = tokenKept();
    if (kept && kept !== this.token) this.forget(true); // erased, and begun anew, while the line was cut
    try {
      answer = await this.#ask('session_request', { token: this.token ?? stored() });
    } catch {
      return; // the line was cut again: « connect » will come back
    }
    if (!answer.ok) { // the database is away: said once, and asked for again
      if (!this.refused) this.#tell('refused', { answer });
      this.refused = true;
      clearTimeout(this.again);
      this.again = setTimeout(() => this.socket.connected && this.#begin(), LATER);
      return;
    }
    this.refused = false;
    this.token = answer.token;
    keep(answer.token);
    const known = new Set(answer.history.map((entry) => entry.id));
    this.pending = this.pending.filter((message) => !known.has(message.id));
    this.#tell('session', answer);
    this.ready = true;
    this.#flush();
  }

  /** Send what waits, in order, until one cannot be sent now. */
  async #flush() {
    for (const message of [...this.pending]) {
      if (!this.ready || !await this.#deliver(message, true)) return;
    }
  }

  /** Say `text`; `shown` is what the official reads of it (a button's title). */
  say(text, shown = text) {
    const message = { id: newId(), text, shown };
    this.pending.push(message);
    if (this.ready) this.#deliver(message, false);
    else if (this.token === null && this.socket.connected) this.#begin(); // after an erasure
    return message;
  }

  /** Whether the message is settled: its turn taken, or refused for good. */
  async #deliver(message, again) {
    let answer;
    try {
      answer = await this.#ask('user_uttered', { id: message.id, text: message.text, again });
    } catch {
      return false; // kept in `pending`, sent again after the reconnection
    }
    if (answer.why === 'session') {
      this.#begin();
      return false;
    }
    if (answer.later) { // too many at once, such as those typed during a cut
      clearTimeout(this.again);
      this.again = setTimeout(() => this.#flush(), LATER);
      this.#tell('later');
      return false;
    }
    this.pending = this.pending.filter((other) => other !== message);
    if (answer.ok) this.#tell('delivered', { message, ...answer });
    else this.#tell('refused', { message, answer });
    return true;
  }

  /** @param {object} more `why`, a reason */
  async rate(id, useful, more = {}) {
    try {
      return (await this.#ask('opinion', { id, useful, ...more })).ok;
    } catch {
      return false;
    }
  }

  /** After the element was moved in the page. */
  open() {
    this.socket.connect();
  }

  close() {
    this.socket.close();
  }
}
