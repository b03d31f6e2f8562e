/* What is typed in a letter, kept so that a reload or a click on the site's menu loses nothing.
 *
 * In sessionStorage: no server ever reads it. Half an hour after the last key it is forgotten, on
 * the screen too; « Effacer », in any tab, and « C’est envoyé » forget it at once. Once the letter
 * was copied, opened or downloaded it is kept in the page only, for another way to send it.
 */

import { tokenKept } from './connexion.js';

const STORE = 'assistant-dife-courriel';
const MINUTE = 60_000; // ms
const LONGEST = 30 * MINUTE;
const WARNED = 5 * MINUTE; // before it goes
let held = null; // {at, of, values}: where storage is forbidden too
let clock = 0;
let warned = false;
const hearers = [];

const store = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null; // forbidden, or not ours: kept as long as the page
  }
};

/** @param {(text: string, lost: boolean) => void} act told that the draft was, or soon will be */
export const onDraft = (act) => hearers.push(act);
const tell = (text, lost) => hearers.forEach((act) => act(text, lost));

/** Whose conversation a letter is written in: a draft goes with it. */
const owner = () => tokenKept()?.slice(0, 8);

function hold(found) {
  held = found;
  clearTimeout(clock);
  // By the minute: a machine that slept counts none of it.
  if (held) clock = setTimeout(() => hold(draft() && held), Math.min(held.at + LONGEST - Date.now(), MINUTE));
}

/** What was typed, by field: a text, or the three of a day. Empty where nothing is kept. */
export function draft() {
  const found = held ?? store((place) => JSON.parse(place.getItem(STORE)));
  if (!found) return {};
  const { at, of, values } = found;
  const age = Number.isInteger(at) ? Date.now() - at : -1; // a clock set back gives none either
  if (!(age >= 0 && age < LONGEST && of === owner())) {
    forgetDraft('Ce courriel est effacé : rien n’y a été écrit depuis 30 minutes.');
    return {};
  }
  if (!held) hold(found);
  if (age >= LONGEST - WARNED && !warned) {
    warned = true;
    tell('Ce courriel s’efface dans 5 minutes si vous n’y écrivez rien.');
  }
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, typed]) =>
    [typed].flat().every((part) => typeof part === 'string')));
}

export function keepDraft(values) {
  if (warned) tell('');
  warned = false;
  hold({ at: Date.now(), of: owner(), values: { ...held?.values, ...values } });
  store((place) => place.setItem(STORE, JSON.stringify(held)));
}

/** Nothing more is written on the device: the letter has left the page. */
export const letGo = () => store((place) => place.removeItem(STORE));

export function forgetDraft(text) {
  hold(null);
  letGo();
  tell(text, true);
}

draft(); // one left too long by an earlier page goes now
addEventListener('storage', draft); // erased in another tab
document.addEventListener('visibilitychange', draft);
addEventListener('pageshow', ({ persisted }) => { // the page as it was left; what was typed may not be
  if (persisted && held && store((place) => place.getItem(STORE) !== JSON.stringify(held))) {
    hold(null);
    tell('Vous avez quitté cette page : ce courriel n’y est plus.', true);
  }
});
