/* What is typed in a letter, kept so that a reload or a click on the site's menu loses nothing.
 *
 * In sessionStorage: this tab alone reads it, and one duplicated from it; no server ever does. Half an hour after the last
 * key it is forgotten, told five minutes before; « Effacer », in any tab, and « C’est envoyé » forget it at once. Once the
 * letter was copied, opened or downloaded it is kept in the page only, for another way to send it.
 */

import { STORE as TOKEN, tokenKept } from './connexion.js';

const STORE = 'assistant-dife-courriel';
const LONGEST = 30 * 60_000; // ms
const SOON = 5 * 60_000; // ms before the end, when it is told
let held = null; // {at, of, values}: where storage is forbidden too
let clock = 0;
let warned = false;
const hearers = [];

/** @param {(text: string, lost: boolean) => void} act on what becomes of the draft by itself */
export const onDraft = (act) => hearers.push(act);
const tell = (text, lost) => hearers.forEach((act) => act(text, lost));

const store = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null; // forbidden, or not ours: kept as long as the page
  }
};

/** The conversation that a letter is written in: a draft goes with it. */
const owner = () => tokenKept()?.slice(0, 8);

/** Texts alone: any program of the page may have written there. */
const readable = ({ at, of, values }) => ({ at, of, values: Object.fromEntries(
  Object.entries(values).filter(([, typed]) => [typed].flat().every((text) => typeof text === 'string'))) });

function hold(found) {
  held = found;
  clearTimeout(clock);
  if (!held) return;
  const left = held.at + LONGEST - Date.now();
  clock = left > SOON ? setTimeout(warn, left - SOON) : setTimeout(draft, left);
}

function warn() {
  warned = true;
  tell('Ce courriel s’efface dans 5 minutes si vous n’y écrivez rien.');
  hold(held);
}

/** What was typed, by field: a text, or the three of a day. Empty where nothing is kept. */
export function draft() {
  if (!held) hold(store((place) => readable(JSON.parse(place.getItem(STORE)))));
  const age = held && Date.now() - held.at; // a clock sleeps, or is set back
  if (held && !(age >= 0 && age < LONGEST && held.of === owner())) {
    forgetDraft('Le courriel commencé est effacé : 30 minutes sont passées, ou la conversation est effacée.');
  }
  return held?.values ?? {};
}

export function keepDraft(values) {
  if (warned) tell('');
  warned = false;
  hold({ at: Date.now(), of: owner(), values: { ...held?.values, ...values } });
  store((place) => place.setItem(STORE, JSON.stringify(held)));
}

/** Nothing more is written on the device: the letter has left the page. */
export const letGo = () => store((place) => place.removeItem(STORE));

/** @param {string} text told where the letter is in sight */
export function forgetDraft(text) {
  hold(null);
  letGo();
  tell(text, true);
}

draft(); // one left too long by an earlier page goes now
document.addEventListener('visibilitychange', draft); // the clock may have slept
addEventListener('pageshow', ({ persisted }) => { // back to a page kept as it was left
  if (!persisted || !held || store((place) => place.getItem(STORE) === JSON.stringify(held))) return;
  hold(null);
  tell('Vous avez quitté cette page : ce courriel n’y est plus.', true);
});
addEventListener('storage', ({ key, newValue }) => { // erased in another tab
  if ((key ?? TOKEN) === TOKEN && !newValue) draft();
});
