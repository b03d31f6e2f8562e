/* An answer as an element: one bubble with the result first, the rest folded, what it offers. */

import { letterStart } from './lettre.js';
import { blocks, did, download, el, icon, typeset } from './texte.js';

const SOURCE = /^D.où (?:vient|viennent)/; // a button of the third rank
const CHANGE = /^Changer /; // a part of the result: a chip
const NEXT = ['tableau', 'etapes']; // whose first button is what to do next
const FIGURE = /^(?:- )?(.*\S)\s+\*\*([^*]+)\*\*\s*[.;,]?$/; // a line that leads to its figure
const PHONE = 'M6 3h4l1 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 1v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2';
const ICONS = { // of what the welcome offers
  suivre_parcours: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M15.5 8.5l-2 5-5 2 2-5z',
  consulter_droits: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M15.5 9a4 4 0 1 0 0 6M7 11h5M7 13h5',
  calculer_frais: 'M6 3h12v18H6zM9 7h6M9 12h0M12 12h0M15 12h0M9 16h0M12 16h0M15 16h0',
  calculer_date_limite: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  se_connecter: 'M3 12a4 4 0 1 0 8 0 4 4 0 0 0-8 0M11 12h10v4M17 12v3',
  rediger_courriel: 'M3 6h18v12H3zM3 7l9 7 9-7',
};
const iconOf = (payload) => ICONS[payload.slice(1)];

/** The figure of a result, the words that lead to it, and the text without them. */
function headline({ chiffre, phrase }, text) {
  const lines = text.split('\n');
  const found = lines.findIndex((line) => FIGURE.test(line));
  const [, before, figure] = lines[found]?.match(FIGURE) ?? [];
  if (chiffre && (!figure || !figure.includes(chiffre))) return { phrase, figure: chiffre, rest: text };
  if (!figure) return { rest: text };
  lines.splice(found, 1);
  return { phrase: before[0].toUpperCase() + before.slice(1), figure, rest: lines.join('\n').trim() };
}

/** A sum, a line each: what it is with its price under it, and its amount. */
function table(data) {
  const row = (cells, name) => el('tr', {}, el('th', { scope: 'row' }, typeset(cells[0] || 'Part'),
    ...cells.slice(1, -1).filter(Boolean).map((cell) => el('small', {}, typeset(cell)))),
  el(name, {}, typeset(cells.at(-1))));
  return el('table', {}, el('caption', { class: 'cache' }, typeset(data.titre)),
    el('tbody', {}, ...data.lignes.map((cells) => row(cells, 'td'))),
    el('tfoot', {}, row(data.total, 'td')));
}

/** The sketches of the screens to click on, fetched as they are opened. */
function sketches(drawings, base) {
  return el('details', { class: 'dessins' },
    el('summary', {}, drawings.length > 1 ? `Voir où cliquer (${drawings.length} croquis)` : 'Voir où cliquer (croquis)'),
    ...drawings.map(({ file, title, description }) => el('figure', { role: 'figure', 'aria-label': typeset(title) },
      el('img', { src: `${base}dessins/${encodeURIComponent(file)}`, alt: description, loading: 'lazy',
        error: ({ target }) => target.replaceWith(el('p', {}, typeset(description))) }),
      el('figcaption', {}, typeset(title)))));
}

/** What an answer offers, in three ranks: what to do next is filled, a source is a text. */
function choices({ buttons, data }, door) {
  const press = (payload, title) => () => door.say(payload, title);
  if (buttons.length > 3 && buttons.every(({ payload }) => iconOf(payload))) {
    return [el('ul', { class: 'choix tuiles' }, ...buttons.map(({ title, payload }) => el('li', {},
      el('button', { type: 'button', click: press(payload, title) }, icon(iconOf(payload)), el('span', {}, typeset(title))))),
    el('li', { class: 'appel' }, el('button', { type: 'button', click: press('/parler_conseiller', door.call) },
      icon(PHONE), el('span', {}, door.call, door.phone && typeset(` : ${door.phone}`)))))];
  }
  const parts = [...(data?.changes ?? []), ...buttons.filter(({ title }) => CHANGE.test(title))];
  const rest = buttons.filter((button) => !parts.includes(button));
  const list = (name, all, rank) => (all.length ? [el('ul', { class: name }, ...all.map(({ title, payload }, n) =>
    el('li', {}, el('button', { type: 'button', class: rank(title, n), click: press(payload, title) }, typeset(title)))))] : []);
  return [...list('choix', rest, (title, n) => (SOURCE.test(title) ? 'discret' : NEXT.includes(data?.type) && !n ? 'premier' : null)),
    ...list('choix parts', parts, () => null)];
}

/**
 * @param {object} answer as the server gives it (assistant/dialogue/answers.py)
 * @param {object} door say(payload, shown), stage (of the letter), base (address of the assistant's
 *   folder), call (« Parler à … »), phone
 */
export function answerElement(answer, door) {
  const { data, question, details = [], drawings = [] } = answer;
  let front = answer.front ?? answer.text;
  const bubble = el('div', { class: 'bulle' });
  if (question) bubble.append(el('p', { class: 'rang' }, `Question ${question.number} sur ${question.total}`));
  if (data?.type === 'mention') bubble.classList.add('mention');
  if (['tableau', 'agenda'].includes(data?.type)) {
    const { phrase, figure, rest } = headline(data, front);
    front = rest;
    if (figure) {
      bubble.classList.add('resultat');
      bubble.append(el('p', { class: 'chiffre' }, el('span', {}, typeset(phrase ?? '')), ' ', el('strong', {}, typeset(figure))));
    }
  }
  if (data?.type === 'tableau') bubble.append(table(data));
  bubble.append(...blocks(front));
  if (drawings.length) bubble.append(sketches(drawings, door.base));
  for (const { title, text } of details) {
    bubble.append(el('details', {}, el('summary', {}, typeset(title)), ...blocks(text)));
  }
  const letter = data?.type === 'courriel' && letterStart(data, door.stage);
  return el('li', { class: 'assistant' }, el('span', { class: 'cache' }, 'L’assistant : '), bubble, letter || null,
    data?.type === 'agenda' ? el('div', { class: 'gestes' }, el('button', { type: 'button', class: 'premier',
      click: ({ currentTarget }) => {
        download(data.nom, 'text/calendar;charset=utf-8', data.ics);
        door.stage.tell('Fichier d’agenda téléchargé : ouvrez-le pour l’ajouter à votre agenda.');
        did(currentTarget, 'Téléchargé');
      } }, 'Ajouter à mon agenda')) : null,
    ...(answer.buttons.length ? choices(answer, door) : []));
}
