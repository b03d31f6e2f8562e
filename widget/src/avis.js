/* « Cette réponse vous aide ? »: one small line; after « Non », why. No text is asked for: none is
 * to be read over or masked. */

import { recall, remember, TAB } from './memoire.js';
import { el } from './texte.js';

const REASONS = [['C’est faux', 'faux'], ['Ce n’est plus à jour', 'perime'], ['Ce n’est pas clair', 'pas_clair'],
  ['Ce n’est pas ma question', 'pas_ma_question']];
const HEARD = 1000; // ms: the answer is being told

/**
 * @param {string} id of the message that was answered
 * @param {(useful: boolean, more?: {why: string}) => Promise<boolean>} rate
 * @param {string} thanks said after « Non »
 */
export function opinion(id, rate, thanks) {
  const said = el('span', { class: 'merci', 'aria-live': 'polite' });
  const press = (buttons, pressed) => {
    for (const each of buttons) each.setAttribute('aria-pressed', String(each === pressed));
  };
  const send = async (useful, more, done) => {
    const sent = await rate(useful, more);
    said.textContent = sent ? done : 'Votre avis n’a pas pu être envoyé. Réessayez dans un instant.';
    if (sent) remember(TAB, { avis: { ...recall(TAB).avis, [id]: useful } });
    return sent;
  };
  const choose = async (button, useful) => {
    if (!await send(useful, undefined, useful ? 'Merci de votre avis.' : thanks)) return;
    press([yes, no], button);
    reasons.hidden = useful;
    (useful ? said : reasons).scrollIntoView({ block: 'nearest' });
  };
  const choice = (text, act) => el('button', { type: 'button', 'aria-pressed': 'false',
    click: ({ currentTarget }) => act(currentTarget) }, text);
  const yes = choice('Oui', (button) => choose(button, true));
  const no = choice('Non', (button) => choose(button, false));
  const whys = REASONS.map(([text, key]) => choice(text, async (button) => {
    if (!await send(false, { why: key }, 'Merci de votre avis.')) return;
    press(whys, button);
  }));
  const reasons = el('div', { class: 'gestes', role: 'group', 'aria-label': 'Pourquoi ?', hidden: true }, ...whys);
  const before = recall(TAB).avis?.[id];
  if (before !== undefined) press([yes, no], before ? yes : no);
  // Off, and away a moment: it comes with the answer, which would be read to its end with it.
  const row = el('div', { class: 'avis', role: 'group', inert: true, 'aria-live': 'off', 'aria-label': 'Votre avis sur cette réponse' },
    'Cette réponse vous aide ?', yes, no, said, reasons);
  setTimeout(() => { row.inert = false; }, HEARD);
  return row;
}
