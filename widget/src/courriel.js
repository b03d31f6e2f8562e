/* The letter to the Caisse des Dépôts, filled in and written in the browser.
 *
 * Nothing typed here is sent or stored. What a field may hold and what is said of a wrong answer
 * come with the card (dife/letter_fields.py); tests/support/letter.json holds this file and that
 * one to the same answers and the same letters.
 */

import { download, el } from './texte.js';

const clean = (text) => text.replace(/\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]/g, '\n')
  .replace(/\t/g, ' ').replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Cn}]/gu, '').trim();
const oneLine = (text) => clean(text).split(/\s+/u).filter(Boolean).join(' ');
const tidy = (field, text) => (field.lignes ? clean(text) : oneLine(text));
/** « nom de naissance »: the label inside a sentence. */
const name = (field) => field.libelle[0].toLowerCase() + field.libelle.slice(1);
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');

/** Whether this is a day that exists. @param {string} iso « 1970-02-01 » */
function exists(iso) {
  const day = new Date(`${iso}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(iso) && !Number.isNaN(day.getTime())
    && day.toISOString().startsWith(iso);
}

/** « 1er février 1970 ». @param {string} iso « 1970-02-01 » */
function longDate(iso) {
  const [year, , day] = iso.split('-').map(Number);
  const month = new Intl.DateTimeFormat('fr-FR', { month: 'long', timeZone: 'UTC' });
  return `${day === 1 ? '1er' : day} ${month.format(new Date(iso))} ${year}`;
}

/** What is wrong with an answer (a key of `card.refus`), or "". @param {string} today ISO */
export function fault(card, field, answer, today) {
  if (new RegExp(card.interdit, 'u').test(oneLine(answer))) return 'numero';
  if (!field.lignes && clean(answer).includes('\n')) return 'ligne';
  const text = tidy(field, answer);
  if (!text) return field.obligatoire ? 'vide' : '';
  if ([...text].length > field.longueur) return 'long';
  if (field.depuis) {
    if (!exists(text)) return 'date';
    return text > today ? 'avenir' : text < field.depuis ? 'ancienne' : '';
  }
  return field.lettres && !/\p{L}/u.test(text) ? 'lettres' : '';
}

/** The sentence that says it, the example being already on the screen. */
export const sentence = (card, field, wrong) => (wrong ? fill(card.refus[wrong],
  { champ: name(field), longueur: field.longueur, annee: field.depuis?.slice(0, 4) }) : '');

/** An answer as it stands in the letter, right or not yet: tidied, a day in French. */
export function kept(field, answer) {
  const text = tidy(field, answer);
  return field.depuis && exists(text) ? longDate(text) : text;
}

/** A line of names and nothing else signs: « Roland, Émile Vasseur » is « Roland Émile Vasseur ». */
const SIGNATURE = /^\{\w+\}(?: \{\w+\})+$/;
const spoken = (filled) => Object.fromEntries(
  Object.entries(filled).map(([key, value]) => [key, value.replaceAll(', ', ' ')]),
);

/** Recipient, subject and body of a letter. @param {Object<string, string>} values by field */
export function write(card, values) {
  const filled = {};
  for (const field of card.champs) {
    filled[field.cle] = kept(field, values[field.cle] ?? '')
      || (field.obligatoire ? `[${name(field)}]` : '');
  }
  const lines = card.modele.split('\n').filter((line) => {
    const names = [...line.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
    return !names.length || names.some((key) => filled[key]);
  });
  return {
    to: oneLine(card.destinataire),
    subject: oneLine(fill(card.objet, filled)),
    body: lines.map((line) => fill(line, SIGNATURE.test(line.trim()) ? spoken(filled) : filled)
      .trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n'),
  };
}

export const mailto = ({ to, subject, body }) =>
  `mailto:${encodeURIComponent(to).replace('%40', '@')}?subject=${encodeURIComponent(subject)}`
  + `&body=${encodeURIComponent(body.replace(/\n/g, '\r\n'))}`;

/** UTF-8 as base64. */
function base64(text) {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

/** A draft message (RFC 5322) that mail programs open ready to send. */
export function eml({ to, subject, body }) {
  // Encoded words hold 75 characters at most: 42 bytes of text, never cut inside a letter.
  const words = [''];
  for (const letter of subject) {
    const next = words[words.length - 1] + letter;
    if (new TextEncoder().encode(next).length > 42) words.push(letter);
    else words[words.length - 1] = next;
  }
  const encoded = words.map((word) => `=?utf-8?B?${base64(word)}?=`).join('\r\n ');
  const content = base64(body.replace(/\n/g, '\r\n')).replace(/.{76}/g, '$&\r\n');
  return [`To: ${to}`, `Subject: ${encoded}`, 'X-Unsent: 1', 'MIME-Version: 1.0',
    'Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64', '',
    content, ''].join('\r\n');
}

/** What the browser may fill in by itself (WCAG 1.3.5); nothing leaves it. */
const KNOWN = { nom_naissance: 'family-name', prenoms: 'given-name', date_naissance: 'bday' };
const LONGEST_LINK = 1900; // characters of an address: some Windows mail programs cut near 2,000
let cards = 0;

/** The card: fields, the letter as it stands, the papers to attach, three ways to use it; none for
 * a card made before the rules travelled with it.
 * @param {(text: string) => void} say announces what was done */
export function letterCard(card, say) {
  if (!card.refus) return null;
  const prefix = `courriel-${++cards}`;
  const now = new Date(); // the visitor's own day, not that of Greenwich
  const pad = (number) => String(number).padStart(2, '0');
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  const inputs = new Map();
  const preview = el('div', { class: 'lettre', tabindex: '0', role: 'region', 'aria-label': 'Texte du courriel' });
  // An input of one line gives no line break: nor does one that something in the page changed.
  const answer = (field) => {
    const { value } = inputs.get(field.cle);
    return field.lignes ? value : oneLine(value);
  };
  const values = () => Object.fromEntries(card.champs.map((field) => [field.cle, answer(field)]));
  const show = () => {
    const letter = write(card, values());
    preview.replaceChildren(
      el('p', {}, el('strong', {}, 'À : '), letter.to),
      el('p', {}, el('strong', {}, 'Objet : '), letter.subject),
      el('p', { class: 'corps' }, letter.body),
    );
    return letter;
  };

  const check = (field) => {
    const input = inputs.get(field.cle);
    const notice = input.parentElement.querySelector('.faute');
    // A half-typed date has no value, but the browser knows that it is wrong.
    const wrong = input.validity.badInput ? 'date' : fault(card, field, answer(field), today);
    notice.textContent = sentence(card, field, wrong);
    input.toggleAttribute('aria-invalid', false);
    if (wrong) input.setAttribute('aria-invalid', 'true');
    return !wrong;
  };
  const rows = card.champs.map((field) => {
    const id = `${prefix}-${field.cle}`;
    const example = field.depuis || !field.exemple ? '' : `Par exemple : ${field.exemple}`;
    const input = el(field.lignes ? 'textarea' : 'input', {
      id, autocomplete: KNOWN[field.cle] ?? 'off', 'aria-describedby': `${id}-aide ${id}-faute`,
      type: field.lignes ? null : field.depuis ? 'date' : 'text',
      rows: field.lignes ? '4' : null,
      min: field.depuis,
      max: field.depuis ? today : null,
      required: field.obligatoire,
      // The letter is written again on leaving the field: else it would be heard at each key.
      change: show,
      input: () => { if (input.hasAttribute('aria-invalid')) check(field); },
      blur: () => { if (input.value || input.validity.badInput) check(field); },
    });
    inputs.set(field.cle, input);
    return el('div', { class: 'champ' },
      el('label', { for: id }, field.libelle + (field.obligatoire ? '' : ' (facultatif)')),
      el('span', { class: 'aide', id: `${id}-aide` }, example),
      input,
      el('span', { class: 'faute', id: `${id}-faute` }));
  });

  /** The letter once every field is right; otherwise the first wrong one is shown. */
  const finished = () => {
    const wrong = card.champs.filter((field) => !check(field));
    if (!wrong.length) return show();
    say(`À corriger : ${wrong.length} ${wrong.length > 1 ? 'cases' : 'case'}.`);
    inputs.get(wrong[0].cle).focus();
    return null;
  };
  const copy = async (part, done) => {
    const letter = finished();
    if (!letter) return;
    try {
      await navigator.clipboard.writeText(part(letter));
      say(done);
    } catch {
      getSelection().selectAllChildren(preview);
      say('La copie automatique est refusée ici. Le texte est sélectionné : copiez-le avec Ctrl+C.');
    }
  };
  const open = () => {
    const letter = finished();
    if (!letter) return;
    const href = mailto(letter);
    if (href.length > LONGEST_LINK) {
      say('Ce courriel est trop long pour s’ouvrir ainsi. Utilisez « Copier » ou « Télécharger ».');
      return;
    }
    el('a', { href }).click();
    say('Votre messagerie s’ouvre. Si rien ne se passe, utilisez « Copier ».');
  };
  const save = () => {
    const letter = finished();
    if (!letter) return;
    download(card.nom, 'message/rfc822', eml(letter));
    say('Fichier enregistré : ouvrez-le avec votre messagerie.');
  };

  show();
  return el('section', { class: 'carte', 'aria-live': 'off', 'aria-labelledby': `${prefix}-titre` },
    el('h3', { id: `${prefix}-titre` }, 'Votre courriel'),
    el('p', { class: 'promesse' }, 'Toutes les cases sont obligatoires, sauf mention contraire. Elles restent sur votre appareil. Rien de ce que vous y écrivez n’est envoyé à l’assistant ni enregistré : si vous fermez la page, tout s’efface.'),
    ...rows, preview,
    card.pieces.length ? el('div', {}, el('p', {}, el('strong', {}, 'À fournir avec ce courriel :')),
      el('ul', {}, ...card.pieces.map((paper) => el('li', {}, paper)))) : null,
    el('div', { class: 'gestes' },
      el('button', { type: 'button', class: 'premier', click: () => copy(({ to, subject, body }) => `À : ${to}\nObjet : ${subject}\n\n${body}\n`, 'Courriel copié. Collez-le dans votre messagerie.') }, 'Copier'),
      el('button', { type: 'button', click: () => copy(({ to }) => to, 'Adresse copiée.') }, 'Copier l’adresse'),
      el('button', { type: 'button', click: () => copy(({ subject }) => subject, 'Objet copié.') }, 'Copier l’objet'),
      el('button', { type: 'button', click: () => copy(({ body }) => body, 'Texte copié.') }, 'Copier le texte'),
      el('button', { type: 'button', click: open }, 'Ouvrir dans ma messagerie'),
      el('button', { type: 'button', click: save }, 'Télécharger (.eml)')));
}
