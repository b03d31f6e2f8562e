/* The texts nearest to what is being typed: accents, apostrophes and slips do not count. */

const SILENT = new Set(('a ai au aux avec c ca ce ces cet cette comme comment d dans de des du elle en est et etc eu euh fait faut'
  + ' il ils j je l la le les leur m ma mais me mes moi mon n ne nos notre nous on ou par pas peut peux plus pour pourquoi puis'
  + ' qu quand que quel quelle quels quelles qui quoi s sa se ses si son sont suis sur t te toi tu un une va vais veut veux vos'
  + ' votre vous y bonjour merci svp alors donc').split(' '));
const MOST = 5;
const ENOUGH = 0.6; // of what is typed must be found
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
  if (word.startsWith(typed) && (begun || typed.length > 3)) return 0.9;
  const root = Math.min(typed.length, word.length) - 2;
  if (root >= 4 && typed.slice(0, root) === word.slice(0, root) && Math.abs(typed.length - word.length) < 5) return 0.7;
  const most = typed.length > 7 ? 2 : typed.length > 3 ? 1 : 0;
  if (!most || typed[0] !== word[0]) return 0;
  const near = slips(typed, word, most) <= most || (begun && slips(typed, word.slice(0, typed.length), most) <= most);
  return near ? 0.6 : 0;
}

/** @param {string[]} texts @param {boolean} names whether each word counts, as in a town's name */
export function index(texts, names = false) {
  const known = texts.map((text) => ({ text, words: words(text).filter((word) => names || !SILENT.has(word)) }));
  const counts = new Map();
  for (const each of known) for (const word of new Set(each.words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const weight = (word) => Math.log(1 + texts.length / (counts.get(word) ?? 1));
  return { known, weight, names };
}

/** The nearest texts, five at most, the best first; none where too little is typed.
 * @param {string} typed @param {{known, weight, names}} of what `index` made */
export function nearest(typed, { known, weight, names }) {
  const said = words(typed).map((word) => SHORT[word] ?? word);
  const begun = /[\p{L}\d]$/u.test(typed) ? said.length - 1 : -1;
  const wanted = said.map((word, n) => ({ word, begun: n === begun }))
    .filter(({ word, begun: last }) => names || (!SILENT.has(word) && word.length > (last ? 2 : 1)));
  if (said.join('').length < (names ? 2 : 3) || !wanted.length) return [];
  const found = [];
  for (const each of known) {
    let score = 0;
    let hits = 0;
    for (const { word, begun: last } of wanted) {
      let best = 0;
      let like = 0;
      each.words.forEach((other, place) => {
        const likely = likeness(word, other, last);
        const worth = likely * weight(other) * (names && !place ? 2 : 1);
        if (worth > best) [best, like] = [worth, likely];
      });
      score += best;
      hits += like > 0 ? 1 : 0;
    }
    const enough = names ? hits === wanted.length : hits / wanted.length >= ENOUGH;
    if (enough) found.push({ text: each.text, score: score * (hits / wanted.length) - each.words.length / 10 });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, MOST).map(({ text }) => text);
}
