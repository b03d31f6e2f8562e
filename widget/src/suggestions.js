/* What the box proposes while somebody types: subjects, or towns where one is asked.
 *
 * A file of its own, fetched at the first use of the box, with its lists; everything is found in
 * the browser and nothing is sent before it is chosen. The box stays a text box, which suggests: a
 * screen reader is told once how many there are, then each one that the arrows reach.
 */

import { index, nearest } from './proches.js';
import look from './suggestions.css';
import { el } from './texte.js';

const QUIET = 900; // ms without a key before the count is told
const LONGEST = 100; // characters: beyond, somebody tells a story
const ROOM = 0.36; // of the panel: what was asked stays in sight above
const LISTS = {
  titles: { file: 'sujets.json', label: 'Questions proches', read: (all) => index(all) },
  commune: { file: 'communes.json', label: 'Communes', read: (all) => index(all, true) },
};
/** A title as it is printed: nothing else of `typeset` happens in one. */
const printed = (text) => text.replaceAll('\'', '’').replace(/ (?=[?:])/g, '\u202f');

/**
 * @param {HTMLTextAreaElement} input in a form
 * @param {object} box base (address of the assistant's folder), expects() (what is asked, null
 *   outside a form) and choose(text), false where it was not taken
 */
export function suggest(input, { base, expects, choose }) {
  const root = input.getRootNode();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(look);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const list = el('ul', { class: 'propositions', id: 'propositions', role: 'listbox', hidden: true,
    pointerdown: (event) => event.preventDefault() }); // the box keeps the focus
  const told = el('p', { class: 'cache propose', 'aria-live': 'polite' });
  input.form.prepend(list, told);
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', 'propositions');
  const loaded = {};
  let shown = [];
  let active = -1;
  let quiet = 0;

  const load = (kind) => (loaded[kind] ??= fetch(base + LISTS[kind].file, { credentials: 'omit' })
    .then((answer) => answer.json()).then(LISTS[kind].read, () => { delete loaded[kind]; }));

  function point(to) {
    list.children[active]?.setAttribute('aria-selected', 'false');
    active = to;
    const option = list.children[active];
    if (!option) return input.removeAttribute('aria-activedescendant');
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    return input.setAttribute('aria-activedescendant', option.id);
  }

  function hide() {
    clearTimeout(quiet);
    list.hidden = true;
    told.textContent = '';
    point(-1);
  }

  function take(text) {
    hide();
    if (choose(text) === false) return;
    input.value = '';
    input.dispatchEvent(new Event('input')); // its height, its draft
    hide();
  }

  function show(texts, { label }, kind) {
    hide();
    if (!texts.length) return;
    shown = texts;
    list.setAttribute('aria-label', label);
    list.className = `propositions ${kind}`;
    list.replaceChildren(...texts.map((text, n) => el('li', { id: `proposition-${n}`, role: 'option', 'aria-selected': 'false',
      click: () => take(text) }, printed(text))));
    list.style.maxHeight = `${input.form.parentNode.clientHeight * ROOM}px`; // of what a keyboard leaves
    list.hidden = false;
    quiet = setTimeout(() => {
      told.textContent = `${label} : ${texts.length}. Flèche du bas pour les lire.`;
    }, QUIET);
  }

  async function propose() {
    const asked = expects();
    const kind = asked ?? 'titles';
    const typed = input.value;
    if (!LISTS[kind] || !typed.trim() || typed.length > LONGEST || typed.includes('\n')) return hide();
    const found = await load(kind);
    if (input.value !== typed || expects() !== asked || root.activeElement !== input) return undefined;
    const texts = found ? nearest(typed, found) : [];
    return show(texts.length === 1 && texts[0] === typed.trim() ? [] : texts, LISTS[kind], kind);
  }

  // Before the box's own listener, which sends on Enter.
  input.addEventListener('keydown', (event) => {
    if (list.hidden || event.isComposing) return;
    const places = list.children.length + 1; // the options, and the box itself
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) point((active + 1 + step + places) % places - 1);
    else if (event.key === 'Enter' && active >= 0) take(shown[active]);
    else if (event.key === 'Escape') hide();
    else {
      if (event.key === 'Enter' || event.key === 'Tab') hide();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });
  input.addEventListener('input', propose);
  input.addEventListener('blur', hide);
  input.form.addEventListener('submit', hide);
  load(LISTS[expects()] ? expects() : 'titles');
}
