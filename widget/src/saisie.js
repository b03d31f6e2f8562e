/* Where the official answers: the box, or the calendar in its place, and the likely answers. */

import { recall, remember, TAB } from './memoire.js';
import { el, typeset } from './texte.js';

const LONGEST = 1000; // characters of a message, as the server's
const TOLD_FROM = 800; // characters from which they are counted
const KEYBOARDS = { nombre: 'numeric', montant: 'decimal', telephone: 'tel' };
const COUNTS = ['0', '1', '2', '3'];
const ASKED = { nombre: 'Un nombre', montant: 'Un montant en euros', date: 'Une date', telephone: 'Votre téléphone', commune: 'Une commune',
  texte: 'Votre réponse' };
const TOUCH = matchMedia('(pointer: coarse)').matches;
// Speech stays with the keyboard: a microphone of ours would send the voice to the browser's maker.
const FREE = TOUCH ? 'Écrivez ou dictez' : 'Votre question';

export class Box {
  #kind = null;
  #wrong = false;

  /**
   * @param {(text: string, shown?: string) => boolean} say whether it was taken
   * @param {(text: string) => void} tell writes the status line
   * @param {string} base address of the assistant's folder
   */
  constructor(say, tell, base) {
    this.say = say;
    this.tell = tell;
    const button = (text, click, more = {}) => el('button', { type: 'button', click, ...more }, text);
    this.input = el('textarea', { id: 'message', rows: '1', enterkeyhint: 'send', autocomplete: 'off', placeholder: FREE,
      'aria-describedby': 'compte', keydown: (event) => this.#key(event), input: () => this.#typed() });
    this.input.addEventListener('focus', () => this.#suggest(base), { once: true });
    this.input.value = recall(TAB).draft ?? '';
    this.count = el('p', { class: 'compte', id: 'compte' });
    this.text = el('div', {}, el('label', { for: 'message' }, 'Votre message'),
      el('div', { class: 'ligne' }, this.input, el('button', { type: 'submit' }, 'Envoyer')), this.count);
    this.day = el('input', { id: 'jour', type: 'date', input: () => this.#mended() });
    this.dayRow = el('div', { hidden: true }, el('label', { for: 'jour' }, 'Choisir une date'),
      el('div', { class: 'ligne' }, this.day, el('button', { type: 'submit' }, 'Envoyer cette date')));
    this.rank = el('span', { class: 'rang' });
    this.chips = el('span', { class: 'gestes' });
    this.words = button('Écrire des mots', () => this.write(), { class: 'discret autrement' });
    this.leave = button('Annuler', () => this.say('annuler', 'Annuler'), { class: 'discret' });
    this.row = el('div', { class: 'rapides', role: 'group', 'aria-label': 'Réponses rapides', hidden: true },
      this.rank, this.chips, this.words, this.leave);
    this.form = el('form', { class: 'saisie', novalidate: true, submit: (event) => {
      event.preventDefault();
      if (this.dayRow.hidden) this.#send();
      else this.#sendDay();
    } }, this.row, this.dayRow, this.text);
  }

  focus() {
    (this.dayRow.hidden ? this.input : this.day).focus();
  }

  /** What is asked. @param {string|null} kind (assistant/dialogue/slots.py)
   * @param {object|null} question {number, total, chips} of a form */
  expect(kind, question) {
    const focused = this.form.contains(this.form.getRootNode().activeElement);
    this.#kind = kind;
    this.dayRow.hidden = kind !== 'date';
    this.text.hidden = kind === 'date';
    this.input.inputMode = KEYBOARDS[kind] ?? 'text';
    this.input.placeholder = ASKED[kind] ?? FREE;
    const typing = kind === 'date' || (KEYBOARDS[kind] && TOUCH);
    const chips = question?.chips?.length ? question.chips : kind === 'nombre' ? COUNTS : [];
    this.rank.textContent = question ? `Question ${question.number} sur ${question.total}` : '';
    this.chips.replaceChildren(...chips.map((text) =>
      el('button', { type: 'button', click: () => this.say(text) }, typeset(text))));
    this.words.hidden = !typing;
    this.leave.hidden = false;
    this.row.hidden = !kind && !question;
    if (focused) this.focus();
  }

  /** What to do next, beside the box and with the focus, unless somebody is writing. */
  lead(text, act) {
    const way = el('button', { type: 'button', class: 'premier', click: act }, text);
    this.chips.replaceChildren(way);
    this.leave.hidden = this.words.hidden = true;
    this.row.hidden = false;
    if (!this.input.value) way.focus();
  }

  /** Words in the place of the calendar or of the keypad. */
  write() {
    this.dayRow.hidden = true;
    this.text.hidden = false;
    this.words.hidden = true;
    this.input.inputMode = 'text';
    this.input.focus();
  }

  /** What could not be sent comes back, to be mended. */
  giveBack(text) {
    if (this.input.value) return;
    this.input.value = text;
    this.#typed();
  }

  #send() {
    const text = this.input.value.trim();
    if (!text) return;
    if (text.length > LONGEST) {
      this.#refuse(`Votre message est long de ${text.length} caractères. Raccourcissez-le à ${LONGEST} au plus : rien n’est perdu.`);
      return;
    }
    if (!this.say(text)) return;
    this.input.value = '';
    this.#typed();
  }

  #sendDay() {
    if (!this.day.value) {
      this.#refuse('Donnez une date entière : jour, mois et année.');
      this.day.focus();
    } else if (this.say(this.day.value.split('-').reverse().join('/'))) this.day.value = '';
  }

  /** What is wrong is told until it is mended. */
  #refuse(text) {
    this.tell(text);
    this.#wrong = true;
  }

  #mended() {
    if (this.#wrong) this.tell('');
    this.#wrong = false;
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    this.#send();
  }

  /** The box as high as its text, up to a third of the window; a long text is counted. */
  #typed() {
    const { input } = this;
    this.#mended();
    input.style.height = 'auto';
    if (input.value) input.style.height = `${Math.min(input.scrollHeight + 2, innerHeight / 3)}px`;
    const { length } = input.value.trim();
    this.count.textContent = length > TOLD_FROM ? `${length} caractères sur ${LONGEST}` : '';
    this.count.classList.toggle('faute', length > LONGEST);
    remember(TAB, { draft: input.value });
  }

  /** Titles while typing, fetched at the first use of the box, which does without them. */
  async #suggest(base) {
    try {
      const { suggest } = await import(`${base}suggestions.js`);
      suggest(this.input, { base, expects: () => this.#kind, choose: (text, shown) => this.say(text, shown) });
    } catch { /* an older server */ }
  }
}
