/* A field of the letter as elements: its label, its example, what is said of a wrong answer. */

import { dayOf, fault, oneLine, sentence, today } from './courriel.js';
import { el, typeset } from './texte.js';

const PARTS = [['Jour', 'day', 2], ['Mois', 'month', 9], ['Année', 'year', 4]];
const WHOLE = /^\s*(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d\d)\s*$/; // a day pasted in one piece

/** @typedef {{row: HTMLElement, id: string, label: string, answer: () => string,
 *   key: string, set: (raw: any) => void, check: () => void, fault: () => string}} Field
 * `answer` as courriel.js reads it; `check` shows what is wrong, `fault` is what is shown. */

/** @param {(key: string, raw: any) => void} typed at each key
 *  @param {() => void} checked after a field was checked @returns {Field} */
export function letterField(card, field, id, typed, checked) {
  const notice = el('span', { class: 'faute', id: `${id}-faute` });
  const about = `${field.exemple ? `${id}-aide ` : ''}${id}-faute`;
  const example = field.exemple && el('span', { class: 'aide', id: `${id}-aide` },
    typeset(`Par exemple : ${field.depuis ? field.exemple.replaceAll('/', ' ') : field.exemple}`));
  const label = [typeset(field.libelle), field.obligatoire ? '' : el('span', { class: 'au-choix' }, ' (facultatif)')];
  // Not `required`: Firefox calls an empty box wrong before anything is typed.
  const made = field.depuis ? threeParts() : oneBox();

  function oneBox() {
    const box = el(field.lignes ? 'textarea' : 'input', { id, 'aria-describedby': about,
      autocomplete: field.saisie ?? 'off', 'aria-required': String(!!field.obligatoire), rows: field.lignes ? '5' : null,
      input: () => typed(field.cle, box.value),
      blur: () => box.value && check() });
    return {
      boxes: [box],
      row: el('div', { class: 'champ' }, el('label', { for: id }, ...label), example, box, notice),
      set: (raw) => { box.value = raw; },
      // An input of one line gives no line break: nor does one that something in the page changed.
      answer: () => (field.lignes ? box.value : oneLine(box.value)),
    };
  }

  function threeParts() {
    const boxes = PARTS.map(([, part, most], n) => el('input', { id: n ? `${id}-${part}` : id,
      class: part, inputmode: 'numeric', maxlength: String(most), 'aria-required': String(!!field.obligatoire),
      autocomplete: field.saisie ? `${field.saisie}-${part}` : 'off',
      input: () => typed(field.cle, raw()),
      paste: (event) => {
        const whole = event.clipboardData.getData('text').match(WHOLE);
        if (!whole) return;
        event.preventDefault();
        set(whole.slice(1));
        typed(field.cle, raw());
      } }));
    const raw = () => boxes.map((box) => box.value);
    const set = (parts) => boxes.forEach((box, n) => { box.value = parts[n] ?? ''; });
    const answer = () => dayOf(raw(), today());
    return {
      boxes, set, answer,
      row: el('fieldset', { class: 'champ', 'aria-describedby': about,
        focusout: ({ relatedTarget }) => {
          if (made.row.contains(relatedTarget) || !raw().some(Boolean)) return;
          check();
          // A year of two figures is shown whole: its owner sees which one was understood.
          if (!notice.textContent) boxes[2].value = answer().slice(0, 4);
        } },
      el('legend', {}, ...label), example,
      el('div', { class: 'jours' }, ...boxes.map((box, n) =>
        el('div', {}, el('label', { for: box.id }, PARTS[n][0]), box))), notice),
    };
  }

  function check() {
    const said = sentence(card, field, fault(card, field, made.answer(), today()));
    notice.textContent = typeset(said);
    for (const box of made.boxes) {
      if (said) box.setAttribute('aria-invalid', 'true');
      else box.removeAttribute('aria-invalid');
    }
    checked();
  }
  return { ...made, id, label: field.libelle, key: field.cle, check, fault: () => notice.textContent };
}
