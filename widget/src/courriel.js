/* The letter to the Caisse des Dépôts, written in the browser; lettre.js is what is seen of it.
 *
 * Nothing typed here is sent or stored. What a field may hold and what is said of a wrong answer
 * come with the card (dife/letter_fields.py); tests/support/letter.json holds this file and that
 * one to the same answers and the same letters.
 */

const clean = (text) => text.replace(/\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]/g, '\n')
  .replace(/\t/g, ' ').replace(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Cn}]/gu, '').trim();
export const oneLine = (text) => clean(text).split(/\s+/u).filter(Boolean).join(' ');
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

/** The visitor's own day, not that of Greenwich, as « 2026-11-23 ». */
export function today(now = new Date()) {
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const MONTHS = Array.from({ length: 12 }, (_, n) =>
  fold(new Intl.DateTimeFormat('fr-FR', { month: 'long' }).format(new Date(2000, n, 1))));

/** A month from 1 to 12, in figures or named by three letters at least; 0 for what is none. */
function monthOf(text) {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const found = MONTHS.filter((month) => text.length > 2 && month.startsWith(fold(text)));
  return found.length === 1 ? MONTHS.indexOf(found[0]) + 1 : 0;
}

/** The day of three short fields as « 1957-03-14 »: "" where they are empty; what is no day is
 * given back as it was typed, to be refused. A year of two figures is read as dife/said/birth.py
 * reads it: 19.., but where somebody born in 20.. is of age.
 * @param {string[]} typed day, month, year  @param {string} on today, ISO */
export function dayOf(typed, on) {
  const [day, month, year] = typed.map(oneLine);
  if (!day && !month && !year) return '';
  const number = day.replace(/^(\d{1,2})\s*er$/i, '$1');
  if (!/^\d{1,2}$/.test(number) || !monthOf(month) || !/^\d\d(?:\d\d)?$/.test(year)) return [day, month, year].join('/');
  const rest = `-${String(monthOf(month)).padStart(2, '0')}-${number.padStart(2, '0')}`;
  if (year.length === 4) return year + rest;
  const young = exists(`20${year}${rest}`) && `${2018 + Number(year)}${rest}` <= on;
  return (young ? '20' : '19') + year + rest;
}

/** What is wrong with an answer (a key of `card.refus`), or "". @param {string} on today, ISO */
export function fault(card, field, answer, on) {
  if (new RegExp(card.interdit, 'u').test(oneLine(answer))) return 'numero';
  if (!field.lignes && clean(answer).includes('\n')) return 'ligne';
  const text = tidy(field, answer);
  if (!text) return field.obligatoire ? 'vide' : '';
  if ([...text].length > field.longueur) return 'long';
  if (field.depuis) {
    if (!exists(text)) return 'date';
    return text > on ? 'avenir' : text < field.depuis ? 'ancienne' : '';
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

function filledIn(card, values) {
  return Object.fromEntries(card.champs.map((field) => [field.cle,
    kept(field, values[field.cle] ?? '') || (field.obligatoire ? `[${name(field)}]` : '')]));
}

/** The lines of a letter with the fields that stand in each: none in a signature, which repeats.
 * @param {Object<string, string>} values by field
 * @returns {{text: string, keys: string[]}[]} */
export function linesOf(card, values) {
  const filled = filledIn(card, values);
  return card.modele.split('\n').flatMap((line) => {
    const keys = [...line.matchAll(/\{(\w+)\}/g)].map((found) => found[1]);
    if (keys.length && !keys.some((key) => filled[key])) return [];
    const signed = SIGNATURE.test(line.trim());
    return [{ text: fill(line, signed ? spoken(filled) : filled).trimEnd(), keys: signed ? [] : keys }];
  });
}

/** Recipient, subject and body of a letter. @param {Object<string, string>} values by field */
export const write = (card, values) => ({
  to: oneLine(card.destinataire),
  subject: oneLine(fill(card.objet, filledIn(card, values))),
  body: linesOf(card, values).map(({ text }) => text).join('\n').replace(/\n{3,}/g, '\n\n'),
});

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
