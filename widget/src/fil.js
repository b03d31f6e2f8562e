/* The thread: each answer under its question, and nothing moves under a reader's eyes. */

import { typeset, el } from './texte.js';

// The welcome, and the notice that follows it, stand first; a refusal of ours answers nothing.
const idOf = (answer) => answer.answers ?? (answer.data?.type === 'mention' ? 'accueil' : '');
const CLOSE = 48; // px from the end: the reader is at the bottom

export class Thread {
  #entries = new Map(); // key → {element, who, text, data}, in the order of the screen
  #counts = new Map(); // message id → answers shown

  constructor() {
    this.list = el('ol');
    this.log = el('div', { class: 'fil', role: 'log', 'aria-live': 'polite', tabindex: '0',
      'aria-label': 'Conversation', scroll: () => this.#mark() }, this.list);
    this.more = el('button', { type: 'button', class: 'suite', hidden: true, click: () => {
      this.log.scrollBy({ top: this.log.clientHeight - CLOSE });
    } }, 'Suite ▾');
    new ResizeObserver(() => this.#mark()).observe(this.list);
  }

  has = (key) => this.#entries.has(key);

  get entries() {
    return [...this.#entries.values()];
  }

  /** What was said, whole: the element that an answer to it stands under. */
  element = (id) => this.#entries.get(id)?.element;

  get #atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < CLOSE;
  }

  /** Whether the panel hides the end: « Suite » says so. */
  #mark() {
    this.more.hidden = this.#atEnd;
  }

  said(id, text, waiting) {
    if (this.has(id)) return;
    const element = el('li', { class: waiting ? 'elu attente' : 'elu' },
      el('span', { class: 'cache' }, 'Vous : '), el('div', { class: 'bulle' }, el('p', {}, typeset(text))));
    this.#entries.set(id, { who: 'Vous', text, element });
    const end = this.#atEnd;
    this.list.append(element);
    if (waiting || end) this.log.scrollTop = this.log.scrollHeight;
  }

  /** An answer, under the message that it answers; the welcome first.
   * @param {(answer: object) => HTMLElement} make its element */
  answer(answer, make) {
    const id = idOf(answer);
    const count = this.#counts.get(id) ?? 0;
    this.#counts.set(id, count + 1);
    const key = `${id} ${count}`;
    if (this.has(key)) return;
    const element = make(answer);
    const before = [...this.#entries].filter(([known]) => known === id || known.startsWith(`${id} `));
    const last = before.pop()?.[1].element;
    const mine = this.isLatest(id) || !this.has(id);
    const end = this.#atEnd;
    if (last) last.after(element);
    else if (id === 'accueil') this.list.prepend(element);
    else this.list.append(element);
    this.#entries.set(key, { who: 'Assistant', text: answer.text, data: answer.data, element });
    if (mine) this.question();
    else if (end) this.log.scrollTop = this.log.scrollHeight;
    this.#mark();
  }

  /** The latest question at the top, its answer under it. */
  question() {
    const asked = [...this.list.querySelectorAll('.elu')].pop();
    if (this.log.scrollHeight > this.log.clientHeight + 1) this.log.scrollTop = asked ? asked.offsetTop : 0;
    else asked?.scrollIntoView({ block: 'start' }); // so little height that the panel scrolls
  }

  isLatest(id) {
    return this.element(id) === [...this.list.querySelectorAll('.elu')].pop();
  }

  /** The last answer to a message. */
  lastAnswer(id) {
    return [...this.#entries].filter(([key]) => key.startsWith(`${id} `)).pop()?.[1].element;
  }

  /** The way into the letter that an answer to a message holds. */
  begun(id) {
    return [...this.#entries].filter(([key]) => key.startsWith(`${id} `))
      .map(([, { element }]) => element.querySelector('.ecrire')).find(Boolean);
  }

  settle(id) {
    this.element(id)?.classList.remove('attente');
  }

  /** What was masked on the server is not left on the screen either. */
  reword(id, text) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    entry.text = text;
    entry.element.querySelector('p').textContent = text;
  }

  /** The thread as the server has it; a letter half filled in stays, and so does the place.
   * @param {Set<string>} waiting ids of messages not yet acknowledged */
  restore(history, waiting, make) {
    const counts = new Map();
    const keys = history.map((entry) => {
      if (entry.id) return entry.id;
      const id = idOf(entry);
      const count = counts.get(id) ?? 0;
      counts.set(id, count + 1);
      return `${id} ${count}`;
    });
    const known = new Set(keys);
    for (const [key, { element }] of this.#entries) {
      if (known.has(key)) element.classList.remove('attente'); // only its receipt was lost
      if (known.has(key) || waiting.has(key)) continue;
      element.remove();
      this.#entries.delete(key);
    }
    const fresh = !this.#entries.size;
    const place = this.log.scrollTop;
    if (history.length) this.log.setAttribute('aria-live', 'off');
    history.forEach((entry, n) => {
      if (this.has(keys[n])) return;
      if (entry.id) this.said(entry.id, entry.text, false);
      else {
        this.#counts.set(idOf(entry), Number(keys[n].split(' ').pop()));
        this.answer(entry, make);
      }
    });
    this.#counts = counts;
    for (const id of waiting) this.list.append(this.element(id));
    if (fresh) this.question();
    else this.log.scrollTop = place;
    setTimeout(() => this.log.setAttribute('aria-live', 'polite'), 500);
  }

  /** What is left once all is erased: the answer that says so. */
  forget() {
    const last = [...this.#entries].pop();
    this.list.replaceChildren();
    this.#entries.clear();
    this.#counts.clear();
    if (!last) return;
    this.#entries.set('adieu', last[1]);
    this.list.append(last[1].element);
  }
}
