/* The thread: each answer under its question, and nothing moves under a reader's eyes. */

import { el, typeset } from './texte.js';

// The welcome, and the notice that follows it, stand first; a refusal of ours answers nothing.
const idOf = (answer) => answer.answers ?? (answer.data?.type === 'mention' ? 'accueil' : '');
const CLOSE = 48; // px from the end: the reader is at the bottom
const PATIENCE = 300; // ms before an answer is seen to be awaited
const MOVES = ['wheel', 'touchmove', 'pointerdown', 'keydown', 'focusin']; // by the reader's own hand
const SETTLED = 500; // ms after a turn, while what it brought takes its room

export class Thread {
  #entries = new Map(); // key → {element, who, text, data}, in the order of the screen
  #counts = new Map(); // message id → answers shown
  #sent = null; // id of what was last said here: its answer may move the thread
  #since = 0; // when
  #placed = 0; // where we last put the thread
  #seen = 0; // where it last was
  #height = 0; // of its window, as the observer was told

  constructor() {
    this.list = el('ol');
    this.log = el('div', { class: 'fil', role: 'log', 'aria-live': 'polite', tabindex: '0',
      'aria-label': 'Conversation', scroll: () => {
        if (this.log.clientHeight !== this.#height) return; // by the browser, before the observer is told
        if (Math.abs(this.log.scrollTop - this.#placed) > 2) this.#sent = null; // not by us
        this.#seen = this.log.scrollTop;
        this.#mark();
      } }, this.list);
    for (const move of MOVES) {
      this.log.addEventListener(move, ({ type }) => { // the second tap of a double one is no move
        if (Date.now() - this.#since > SETTLED || !/^[pf]/.test(type)) this.#sent = null;
      }, { passive: true });
    }
    this.log.addEventListener('click', (event) => { // the second tap of a double one: the thread moved under it
      if (event.detail > 1) event.stopPropagation();
    }, true);
    this.more = el('button', { type: 'button', class: 'suite', hidden: true, click: () => {
      this.#sent = null;
      this.log.scrollBy({ top: this.log.clientHeight - CLOSE });
    } }, 'Suite ▾');
    this.dots = el('li', { class: 'points', 'aria-hidden': 'true' }, ...[1, 2, 3].map(() => el('span')));
    const sizes = new ResizeObserver(() => { // what stands under the thread took room
      const ended = this.more.hidden && this.#height !== this.log.clientHeight;
      this.#height = this.log.clientHeight;
      if (this.#sent) this.question(this.#sent);
      else if (ended) this.#place(this.log.scrollHeight); // the end stays in sight
      requestAnimationFrame(() => this.#mark()); // which may change it again
    });
    sizes.observe(this.list);
    sizes.observe(this.log);
  }

  has = (key) => this.#entries.has(key);

  get entries() {
    return [...this.#entries.values()];
  }

  element = (id) => this.#entries.get(id)?.element;

  get #atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < CLOSE;
  }

  /** Whether the panel hides the end: « Suite » says so. */
  #mark() {
    const end = this.#atEnd;
    if (end && this.more.matches(':focus')) this.log.focus();
    this.more.hidden = end;
  }

  /** @param {boolean} here said in this tab, and not acknowledged yet */
  said(id, text, here) {
    if (this.has(id)) return;
    const element = el('li', { class: here ? 'elu attente' : 'elu' },
      el('span', { class: 'cache' }, 'Vous : '), el('div', { class: 'bulle' }, el('p', {}, typeset(text))));
    this.#entries.set(id, { who: 'Vous', text, element });
    const end = this.#atEnd;
    this.list.append(element);
    if (here || end) this.#place(this.log.scrollHeight);
    if (!here) return;
    this.#sent = id;
    this.#since = Date.now();
  }

  /** Show, a moment after the sending, that the answer is awaited, or the line.
   * @param {() => boolean} ready whether there is a line */
  wait(id, ready) {
    setTimeout(() => {
      const element = this.element(id);
      if (!element?.classList.contains('attente')) return;
      const end = this.#atEnd;
      if (ready()) element.after(this.dots);
      else element.append(el('p', { class: 'suivi', 'aria-hidden': 'true' }, 'Part dès le retour de la connexion'));
      if (end) this.#place(this.log.scrollHeight);
    }, PATIENCE);
  }

  /** All that answers a message, oldest first. */
  #of(id) {
    return [...this.#entries].filter(([key]) => key.startsWith(`${id} `)).map(([, { element }]) => element);
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
    const last = this.#of(id).pop() ?? this.element(id);
    const end = this.#atEnd;
    this.dots.remove();
    if (last) last.after(element);
    else if (id === 'accueil') this.list.prepend(element);
    else this.list.append(element);
    this.#entries.set(key, { who: 'Assistant', text: answer.text, data: answer.data, element });
    if (id === this.#sent || (end && !this.#sent)) this.question(id);
    else if (this.#sent) this.#place(this.log.scrollHeight); // the last of several is followed
    this.#mark();
  }

  #place(top) {
    this.log.scrollTop = top;
    this.#placed = this.log.scrollTop; // as the browser holds it
  }

  /** Where the reader was, after a move of the element. */
  back() {
    this.log.scrollTop = this.#seen;
  }

  /** A question at the top of the window, its answers under it. */
  question(id) {
    const asked = this.element(id);
    this.#place(asked ? asked.offsetTop : id === 'accueil' ? 0 : this.log.scrollHeight);
  }

  /** The last answer to a message. */
  lastAnswer = (id) => this.#of(id).pop();

  /** The last way into a letter that the answers to a message hold, or all where it is "". */
  begun(id) {
    return [...this.#entries].filter(([key]) => key.startsWith(id && `${id} `))
      .map(([, { element }]) => element.querySelector('.ecrire')).filter(Boolean).pop();
  }

  settle(id) {
    const element = this.element(id);
    element?.classList.remove('attente');
    element?.querySelector('.suivi')?.remove();
    if (element?.nextSibling === this.dots) this.dots.remove();
    setTimeout(() => { if (this.#sent === id) this.#sent = null; }, SETTLED);
  }

  /** What was masked on the server is not left on the screen either. */
  reword(id, text) {
    const entry = this.#entries.get(id);
    if (!entry || entry.text === text) return;
    entry.text = text;
    entry.element.querySelector('p').textContent = typeset(text);
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
      if (known.has(key)) this.settle(key);
      if (known.has(key) || waiting.has(key)) continue;
      element.remove();
      this.#entries.delete(key);
    }
    const fresh = !this.#entries.size && history.length > 0;
    const place = this.log.scrollTop;
    if (fresh) this.log.setAttribute('aria-live', 'off'); // heard already; after a cut, what is new is not
    history.forEach((entry, n) => {
      if (this.has(keys[n])) {
        if (entry.id) this.reword(entry.id, entry.text); // its receipt was lost
      } else if (entry.id) this.said(entry.id, entry.text, false);
      else {
        this.#counts.set(idOf(entry), Number(keys[n].split(' ').pop()));
        this.answer(entry, make);
      }
    });
    this.#counts = counts;
    for (const id of waiting) this.list.append(this.element(id));
    const latest = history.filter((entry) => entry.id).pop()?.id ?? 'accueil';
    if (fresh) this.question(latest);
    else if (!this.#sent) this.log.scrollTop = place;
    if (fresh) setTimeout(() => this.log.setAttribute('aria-live', 'polite'), 500);
    return latest;
  }

  /** What is left once all is erased: the answer that says so. @param {boolean} whole not even that */
  forget(whole) {
    const last = !whole && [...this.#entries].pop();
    this.list.replaceChildren();
    this.#entries.clear();
    this.#counts.clear();
    if (!last) return;
    this.#entries.set('adieu', last[1]);
    this.list.append(last[1].element);
  }
}
