/* What stays in the browser beside the token (connexion.js): the look, once chosen, until it is
 * erased; in this tab alone, whether the panel is open, an unsent draft, own opinions. */

export const LOOK = 'assistant-dife-apparence';
export const TAB = 'assistant-dife-page';

const store = (key) => (key === LOOK ? localStorage : sessionStorage);

const KINDS = { open: 'boolean', draft: 'string', avis: 'object', size: 'number', wide: 'boolean', dark: 'boolean' };

/** What is kept under a key; what is not of its kind was written by something else. */
export function recall(key) {
  try {
    return Object.fromEntries(Object.entries(JSON.parse(store(key).getItem(key)))
      .filter(([name, value]) => typeof value === KINDS[name]));
  } catch { // none, or forbidden
    return {};
  }
}

/** Change some of what is kept under a key. @param {object} some */
export function remember(key, some) {
  try {
    store(key).setItem(key, JSON.stringify({ ...recall(key), ...some }));
  } catch { /* storage is forbidden: as long as the page */ }
}

export function forgetAll() {
  try {
    localStorage.removeItem(LOOK);
    sessionStorage.removeItem(TAB);
  } catch { /* as above */ }
}
