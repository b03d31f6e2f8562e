/* The head of the panel: who speaks, what it is; and the panel lent to a letter. */

import { el, icon } from './texte.js';

const SIGNS = { menu: 'M4 7h16M4 12h16M4 17h16', shut: 'M6 6l12 12M18 6L6 18', back: 'M15 5l-7 7 7 7' };

/** A sign with its word under it: nobody has to know the sign. */
const signed = (sign, word, more) => el('button', { type: 'button', class: 'rond', ...more }, icon(sign), el('span', {}, word));

export class Head {
  #back = null; // what « Retour » does, while a letter has the panel

  /** @param {object} association its names @param {() => void} close shuts the panel */
  constructor(association, close) {
    this.name = ['Assistant DIFE', el('span', { class: 'cache' }, ` ${association.deNom}`)];
    this.heading = el('h2', { id: 'titre' }, ...this.name);
    this.subtitle = el('p', { hidden: true });
    this.backButton = signed(SIGNS.back, 'Retour', { hidden: true, click: () => this.#back?.() });
    this.menuButton = signed(SIGNS.menu, 'Menu', { class: 'rond ouvre-menu' });
    this.view = el('div', { class: 'vue', hidden: true });
    // What it is (AI Act, article 50) is told with the title as the panel opens, and stays in sight.
    this.element = el('div', { class: 'tete' }, el('span', { class: 'marque', 'aria-hidden': 'true' }, association.seul ?? ''),
      this.backButton, el('div', { class: 'titre' }, this.heading, this.subtitle,
        el('p', { id: 'nature', class: 'nature' }, 'Système d’IA : il peut se tromper.')),
      this.menuButton, signed(SIGNS.shut, 'Fermer', { class: 'rond fermer', click: close }));
  }

  get lent() {
    return !this.view.hidden;
  }

  /** The whole panel for an element: the thread and the box are away until it leaves. */
  show(element, { title, subtitle, back }) {
    this.#back = back ?? (() => this.leave());
    this.heading.textContent = title;
    this.subtitle.textContent = subtitle;
    if (this.view.firstChild !== element) this.view.replaceChildren(element);
    this.#lend(true);
  }

  leave() {
    this.#back = null;
    this.heading.replaceChildren(...this.name);
    this.view.replaceChildren();
    this.#lend(false);
  }

  /** Whether Escape had a step to go back. */
  escape() {
    if (!this.lent) return false;
    this.#back();
    return true;
  }

  #lend(on) {
    this.element.closest('dialog').classList.toggle('en-vue', on);
    this.view.hidden = this.subtitle.hidden = this.backButton.hidden = !on;
  }
}
