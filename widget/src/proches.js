/* The texts nearest to what is being typed: accents, apostrophes and slips do not count. */

const SILENT = new Set(('a ai au aux avec c ca ce ces cet cette comme comment d dans de des du elle en est et etc eu euh fait faut'
  + ' il ils j je l la le les leur m ma mais me mes moi mon n ne nos notre nous on ou par pas peut peux plus pour pourquoi puis'
  + ' qu quand que quel quelle quels quelles qui quoi s sa se ses si son sont suis sur t te toi tu un une va vais veut veux vos'
  + ' votre vous y bonjour merci svp alors donc').split(' '));
const MOST = 5;
const ENOUGH = 0.6; // of what is typed must be found
const BEGUN = 0.9; // of a likeness, where a word is begun by what is typed
const ARTICLES = new Set(['la', 'le', 'les', 'l']);
const SHORT = { st: 'saint', ste: 'sainte', mdp: 'passe', fc: 'franceconnect', cdc: 'caisse', mcf: 'compte', tel: 'telephone' };

/** Words without accent, ligature or sign. @param {string} text */
export const words = (text) => text.toLowerCase().replace(/œ/g, 'oe').normalize('NFD').replace(/\p{M}/gu, '')
  .split(/[^a-z0-9]+/).filter(Boolean);

/** Letters to change, take, give or swap between two words; more than `most` is `most + 1`. */
export function slips(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[b.length];
}

/** How well a word typed is this one, 0 to 1; the last word typed may be only begun. */
function likeness(typed, word, begun) {
  if (typed === word) return 1;
  if (word.startsWith(typed) && (begun || typed.length > 3)) return BEGUN;
  const root = Math.min(typed.length, word.length) - 2;
  if (root >= 4 && typed.slice(0, root) === word.slice(0, root) && Math.abs(typed.length - word.length) < 5) return 0.7;
  const most = typed.length > 7 ? 2 : typed.length > 3 ? 1 : 0;
  if (!most || typed[0] !== word[0]) return 0;
  if (slips(typed, word, most) <= most) return 0.6;
  return begun && slips(typed, word.slice(0, typed.length), most) <= most ? 0.5 : 0;
}

/** @param {string[]} texts @param {boolean} names whether each word counts, as in a town's name */
export function index(texts, names = false) {
  const known = texts.map((text) => ({ text, words: words(text).filter((word) => names || !SILENT.has(word)) }));
  const counts = new Map();
  for (const each of known) for (const word of new Set(each.words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word) => Math.log(1 + texts.length / (counts.get(word) ?? 1));
  return { known, weight, names };
}

/** How a town's name answers what is typed: 3 begun by it, its article apart, 2 a word of it begun by
 * each word typed, 1 spelt nearly so. */
function rank(typed, { words: name }, likenesses) {
  const begins = (from) => name.slice(from).join(' ').startsWith(typed);
  if (begins(0) || (ARTICLES.has(name[0]) && begins(1))) return 3;
  return Math.min(...likenesses) >= BEGUN ? 2 : 1;
}

/** The nearest texts, five at most, the best first; none where too little is typed. Towns are in the
 * order of their list, those begun by what is typed first; none that is only like it beside them.
 * @param {string} typed @param {{known, weight, names}} of what `index` made */
export function nearest(typed, { known, weight, names }) {
  const raw = words(typed);
  const said = raw.map((word) => SHORT[word] ?? word);
  const begun = /[\p{L}\d]$/u.test(typed) ? said.length - 1 : -1;
  const wanted = said.map((word, n) => ({ word, raw: raw[n], begun: n === begun }))
    .filter(({ word, begun: last }) => names || (!SILENT.has(word) && word.length > (last ? 2 : 1)));
  if (said.join('').length < (names ? 2 : 3) || !wanted.length) return [];
  const found = [];
  for (const each of known) {
    let score = 0;
    const likenesses = [];
    for (const { word, raw: written, begun: last } of wanted) {
      let best = 0;
      let like = 0;
      each.words.forEach((other, place) => {
        // « st » begins Strasbourg too.
        const likely = Math.max(likeness(word, other, last), written === word ? 0 : likeness(written, other, last));
        const worth = likely * (!names ? weight(other) : place ? 1 : 2);
        if (worth > best) [best, like] = [worth, likely];
      });
      score += best;
      likenesses.push(like);
    }
    const hits = likenesses.filter(Boolean).length / wanted.length;
    if (hits < (names ? 1 : ENOUGH)) continue;
    const place = names ? Math.max(rank(said.join(' '), each, likenesses), rank(raw.join(' '), each, likenesses)) : 0;
    found.push({ text: each.text, place, score: place > 1 ? 0 : names ? score : score * hits - each.words.length / 10 });
  }
  found.sort((a, b) => b.place - a.place || b.score - a.score);
  return found.filter(({ place }) => place !== 1 || found[0].place === 1).slice(0, MOST).map(({ text }) => text);
}
