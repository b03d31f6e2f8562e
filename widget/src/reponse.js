/* An answer as an element: one bubble with the result first, the rest folded, what it offers. */

import { letterStart } from './lettre.js';
import { blocks, download, el, typeset } from './texte.js';

const SOURCE = /^D.où (?:vient|viennent)/; // a button of the third rank
const CHANGE = /^Changer /; // a part of the sum: a chip
const MAIN = ['tableau', 'agenda', 'etapes']; // whose first button is what to do next

function table(data) {
  const row = (cells, first, last) => el('tr', {}, ...cells.map((cell, n) =>
    el(n ? last : first, n ? {} : { scope: first === 'th' && last === 'td' ? 'row' : 'col' }, typeset(cell))));
  return el('div', { class: 'defile', tabindex: '0', role: 'region', 'aria-label': data.titre },
    el('table', {}, el('caption', {}, typeset(data.titre)),
      el('thead', {}, row(data.colonnes.map((head) => head || 'Part'), 'th', 'th')),
      el('tbody', {}, ...data.lignes.map((cells) => row(cells, 'th', 'td'))),
      el('tfoot', {}, row(data.total, 'th', 'td'))));
}

/** The sketches of the screens to click on, fetched as they are opened. */
function sketches(drawings, base) {
  return el('details', { class: 'dessins' },
    el('summary', {}, drawings.length > 1 ? `Voir où cliquer (${drawings.length} croquis)` : 'Voir où cliquer (croquis)'),
    ...drawings.map(({ file, title, description }) => el('figure', {},
      el('img', { src: `${base}dessins/${file}`, alt: description, loading: 'lazy' }),
      el('figcaption', {}, typeset(title)))));
}

/** The buttons under an answer, in three ranks: what to do next is filled, a source is a text. */
function choices({ buttons, data, answers }, say) {
  const tiles = answers === 'accueil';
  return el('ul', { class: tiles ? 'choix tuiles' : 'choix' }, ...buttons.map(({ title, payload }, n) =>
    el('li', {}, el('button', { type: 'button',
      class: SOURCE.test(title) ? 'discret' : MAIN.includes(data?.type) && !n && !CHANGE.test(title) ? 'premier' : null,
      click: () => say(payload, title) }, typeset(title)))));
}

/**
 * @param {object} answer as the server gives it (assistant/dialogue/answers.py)
 * @param {(text: string, shown: string) => void} say what a button does
 * @param {object} stage the panel, for a letter (lettre.js)
 * @param {string} base address of the assistant's folder
 */
export function answerElement(answer, say, stage, base) {
  const { data, details = [], drawings = [] } = answer;
  const bubble = el('div', { class: 'bulle' }, ...blocks(answer.front ?? answer.text));
  if (data?.type === 'mention') bubble.classList.add('mention');
  if (data?.type === 'tableau') bubble.append(table(data));
  if (drawings.length) bubble.append(sketches(drawings, base));
  for (const { title, text } of details) {
    bubble.append(el('details', {}, el('summary', {}, typeset(title)), ...blocks(text)));
  }
  const element = el('li', { class: data ? `assistant de-${data.type}` : 'assistant' },
    el('span', { class: 'cache' }, 'L’assistant : '), bubble);
  if (data?.type === 'courriel') {
    const card = letterStart(data, stage);
    if (card) bubble.after(card);
  }
  if (data?.type === 'agenda') {
    element.append(el('div', { class: 'gestes' }, el('button', { type: 'button', class: 'premier',
      click: () => download(data.nom, 'text/calendar;charset=utf-8', data.ics) }, 'Ajouter à mon agenda')));
  }
  if (answer.buttons.length) element.append(choices(answer, say));
  return element;
}

const REASONS = [['C’est faux', 'faux'], ['C’est périmé', 'perime'], ['Ce n’est pas clair', 'pas_clair'],
  ['Ce n’est pas ma question', 'pas_ma_question']];

/** « Cette réponse vous aide ? », and after « Non » the reason. @param rate (useful, why) → Promise<boolean> */
export function opinion(rate, tell, thanks) {
  const row = el('div', { class: 'avis', role: 'group', 'aria-label': 'Votre avis sur cette réponse' },
    'Cette réponse vous aide ?');
  const send = async (button, useful, why) => {
    if (!await rate(useful, why)) return tell('Votre avis n’a pas pu être envoyé. Réessayez dans un instant.');
    for (const each of button.parentElement.querySelectorAll('button')) {
      each.setAttribute('aria-pressed', String(each === button));
    }
    reasons.hidden = useful;
    return tell(useful || why ? 'Merci de votre avis.' : thanks);
  };
  const choice = (text, useful, why) => el('button', { type: 'button', 'aria-pressed': 'false',
    click: ({ currentTarget }) => send(currentTarget, useful, why) }, text);
  const reasons = el('div', { class: 'raisons', role: 'group', 'aria-label': 'Pourquoi ?', hidden: true },
    ...REASONS.map(([text, why]) => choice(text, false, why)));
  row.append(choice('Oui', true), choice('Non', false), reasons);
  return row;
}
