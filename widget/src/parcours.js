/* Where the guided tour stands: six segments under the head, in sight until it is left. */

import { el } from './texte.js';

const LEAVES = ['/annuler', '/recommencer']; // messages after which there is no tour

export class Tour {
  constructor(say) {
    this.say = say;
    this.element = el('div', { class: 'tour', hidden: true });
  }

  /** An answer was shown: a step, or something else meanwhile. */
  shown({ data, answers }) {
    if (data?.type === 'etapes') this.#step(data);
    else if (answers) this.element.classList.add('ailleurs');
  }

  said(text) {
    if (LEAVES.includes(text)) this.end();
  }

  end() {
    this.element.hidden = true;
  }

  #step({ etape, total }) {
    const back = `Reprendre à l’étape ${etape}`;
    this.element.hidden = false;
    this.element.classList.remove('ailleurs');
    this.element.replaceChildren(
      el('span', { class: 'etapes', 'aria-hidden': 'true' }, ...Array.from({ length: total },
        (_, n) => el('span', { class: n < etape ? 'faite' : 'reste' }))),
      el('span', { class: 'rang' }, `Étape ${etape} sur ${total}`),
      el('button', { type: 'button', class: 'discret', click: () => this.say('/reprendre_parcours', back) }, back));
  }
}
