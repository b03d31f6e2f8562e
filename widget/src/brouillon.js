/* What is typed in a letter, kept so that a reload or a click on the site's menu loses nothing.
 *
 * In sessionStorage: this tab alone reads it, and one duplicated from it; no server ever does. Half an hour after the last
 * key it is forgotten; « Effacer » and « C’est envoyé » forget it at once. Once the letter was
 * copied, opened or downloaded it is kept in the page only, for another way to send it.
 */

const STORE = 'assistant-dife-courriel';
const TOKEN = 'assistant-dife'; // of the conversation (connexion.js)
const LONGEST = 30 * 60_000; // ms
let held = null; // {at, values}: where storage is forbidden too
let clock = 0;
let told = null; // what an open letter does once its draft is forgotten

const store = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null; // forbidden, or not ours: kept as long as the page
  }
};

/** Texts alone: any program of the page may have written there. */
const readable = ({ at, values }) => ({ at, values: Object.fromEntries(
  Object.entries(values).filter(([, typed]) => [typed].flat().every((text) => typeof text === 'string'))) });

function hold(found) {
  held = found;
  clearTimeout(clock);
  if (held) clock = setTimeout(forgetDraft, held.at + LONGEST - Date.now());
}

/** What was typed, by field: a text, or the three of a day. Empty where nothing is kept. */
export function draft() {
  if (!held) hold(store((place) => readable(JSON.parse(place.getItem(STORE)))));
  const age = held && Date.now() - held.at; // a clock sleeps, or is set back
  if (held && !(age >= 0 && age < LONGEST)) forgetDraft();
  return held?.values ?? {};
}

export function keepDraft(values) {
  hold({ at: Date.now(), values: { ...draft(), ...values } });
  store((place) => place.setItem(STORE, JSON.stringify(held)));
}

/** Nothing more is written on the device: the letter has left the page. */
export const letGo = () => store((place) => place.removeItem(STORE));

export function forgetDraft() {
  hold(null);
  letGo();
  told?.();
  told = null;
}

/** @param {(() => void)|null} act with the letter in sight, when its draft is forgotten */
export const whenForgotten = (act) => { told = act; };

draft(); // one left too long by an earlier page goes now
addEventListener('pageshow', ({ persisted }) => { // back to a page kept as it was left
  if (persisted && held && !store((place) => place.getItem(STORE))) forgetDraft();
});
addEventListener('storage', ({ key, newValue }) => { // erased in another tab
  if ((key ?? TOKEN) === TOKEN && !newValue) forgetDraft();
});
