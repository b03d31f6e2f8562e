/* The line above the box: of the present only, and the same words never said twice. */

import { el, typeset } from './texte.js';

const LONG = 2000; // ms before the wait is told
const SLOW = 300; // ms before « Connexion… »
const STAYS = 4000; // ms that « Connexion rétablie » does
const WRITING = 'L’assistant écrit…';
const CUT = 'Connexion perdue.';
const BACK = 'Connexion rétablie.';

export class Line {
  #clock = 0;
  #wait = 0;
  #slow = 0;

  constructor() {
    this.element = el('p', { class: 'etat', role: 'status' });
  }

  tell(text) {
    clearTimeout(this.#clock);
    this.element.classList.toggle('coupee', text.startsWith(CUT));
    if (this.element.textContent !== text) this.element.textContent = text; // else it is said again
  }

  /** Until `arrived`, the connection is awaited. */
  connecting() {
    this.#slow = setTimeout(() => this.tell('Connexion…'), SLOW);
  }

  arrived() {
    clearTimeout(this.#slow);
    const was = this.element.textContent;
    this.tell(was.startsWith(CUT) ? BACK : '');
    if (this.element.textContent) this.#clock = setTimeout(() => this.tell(''), STAYS);
  }

  /** A message leaves. @param {() => boolean} ready whether there is a line */
  sent(ready) {
    if (!this.element.textContent.startsWith(CUT)) this.tell('');
    clearTimeout(this.#wait);
    this.#wait = setTimeout(() => ready() && this.tell(WRITING), LONG);
  }

  answered() {
    clearTimeout(this.#wait);
    if (this.element.textContent === WRITING) this.tell('');
  }

  /** @param {string} name of the association @param {string|undefined} phone its number */
  cut(name, phone) {
    clearTimeout(this.#slow);
    clearTimeout(this.#wait);
    this.tell(`${CUT} Vous pouvez continuer d’écrire : vos messages partiront à son retour.`
      + (phone ? ` En cas d’urgence, ${name} répond au ${typeset(phone)}.` : ''));
  }
}
