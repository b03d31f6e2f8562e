/* The menu under the header, and the questions asked before what cannot be undone. */

import { DATA, dataLink, el, pageLink } from './texte.js';

const HELD = 500; // ms: neither a held key nor a double click answers a question

export class Menu {
  /** @param {HTMLElement} button that opens it */
  constructor(button) {
    this.button = button;
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', 'menu');
    button.addEventListener('click', () => this.toggle(this.element.hidden));
    this.element = el('div', { class: 'menu', id: 'menu', role: 'group', 'aria-label': 'Menu', hidden: true,
      focusout: ({ relatedTarget: to }) => { // it would cover what has the focus
        if (to && to !== button && !this.element.contains(to)) this.toggle(false);
      } });
  }

  /** Its lines: elements, or {text, act, stays, ...attributes}. */
  fill(...lines) {
    const line = (one) => {
      if (one instanceof Element) return one;
      const { text, act, stays, ...more } = one;
      return el('button', { type: 'button', ...more, click: () => {
        if (!stays) this.escape(); // the focus is not lost with the line
        act();
      } }, text);
    };
    this.element.append(...lines.map((one) => (Array.isArray(one)
      ? el('div', { class: 'gestes' }, ...one.map(line)) : line(one))));
  }

  toggle(open) {
    this.element.hidden = !open;
    this.button.setAttribute('aria-expanded', String(open));
  }

  /** Whether Escape had a menu to shut. */
  escape() {
    if (this.element.hidden) return false;
    this.toggle(false);
    this.button.focus();
    return true;
  }
}

export const pageLines = () => [el('p', {}, dataLink(DATA)),
  el('p', {}, pageLink('accessibilite.html', 'Accessibilité : partiellement conforme'))];

/** One question at a time, where the box stands: `refuse` is what Escape does. */
export class Question {
  constructor() {
    this.element = el('div', { class: 'confirme', role: 'alertdialog', 'aria-labelledby': 'demande', hidden: true });
  }

  /** @param {HTMLElement} over is hidden meanwhile @param {() => void} after either answer */
  ask(text, yes, no, { over, after, act }) {
    if (!this.element.hidden) return;
    const end = (done) => () => {
      this.element.hidden = true;
      over.hidden = false;
      after();
      done?.();
    };
    this.refuse = end();
    const button = (words, done, more) => el('button', { type: 'button', 'aria-disabled': 'true', ...more,
      click: ({ currentTarget }) => currentTarget.ariaDisabled === 'true' || done() }, words);
    const keep = button(no, this.refuse);
    const both = [keep, button(yes, end(act), { class: 'danger' })];
    setTimeout(() => both.forEach((each) => each.removeAttribute('aria-disabled')), HELD);
    this.element.replaceChildren(el('p', { id: 'demande' }, text), ...both);
    this.element.hidden = false;
    over.hidden = true;
    keep.focus();
  }

  escape() {
    if (this.element.hidden) return false;
    this.refuse();
    return true;
  }
}
