/* Listening to an answer, by a voice of the device: no word leaves it.
 *
 * A file of its own, fetched with the first answer. Where the device has no French voice of its
 * own there is no button: the browser's others send the text to its maker.
 */

import { el, typeset } from './texte.js';

const LISTEN = 'Écouter';
const STOP = 'Arrêter la lecture';
let stop = () => {}; // what is being read

/** A French voice that the device has itself, that of France first; undefined where none is. */
function voice() {
  const own = speechSynthesis.getVoices().filter(({ localService, lang }) => localService && /^fr\b/i.test(lang.replace('_', '-')));
  return own.find(({ lang }) => /fr.fr/i.test(lang)) ?? own[0];
}

/** The sentences of an answer as they are said: no mark, no address to spell. */
const spoken = (text) => typeset(text).replaceAll('**', '').replace(/https?:\/\/\S+/g, 'l’adresse affichée')
  .split('\n').map((line) => line.replace(/^\s*[-•]\s*/, '').trim()).filter(Boolean);

function read(text, button) {
  stop();
  const lines = spoken(text).map((line) => Object.assign(new SpeechSynthesisUtterance(line), { lang: 'fr-FR', voice: voice() }));
  stop = () => {
    stop = () => {};
    lines.at(-1).onend = null; // cut short, it ends too
    speechSynthesis.cancel();
    button.textContent = LISTEN;
  };
  lines.at(-1).onend = stop;
  for (const line of lines) line.onerror = ({ error }) => error !== 'interrupted' && error !== 'canceled' && stop();
  button.textContent = STOP;
  for (const line of lines) speechSynthesis.speak(line);
}

addEventListener('pagehide', () => stop());

/** A button that reads an answer aloud, then stops it; hidden as long as no voice is known.
 * @param {string} text of the answer */
export function listenButton(text) {
  const button = el('button', { type: 'button', class: 'ecouter', hidden: true, click: () => {
    if (button.textContent === STOP) stop();
    else read(text, button);
    button.closest('dialog')?.addEventListener('close', () => stop(), { once: true });
  } }, LISTEN);
  const offer = () => { button.hidden = !voice(); };
  speechSynthesis.addEventListener?.('voiceschanged', offer); // they are known a moment after the page
  offer();
  return button;
}
