/* Elements, and answers as elements: every word of an answer is text, never markup.
 *
 * An answer knows bold (**…**), lists (« - » and « 1. »), and addresses that become links; the
 * address of the page on data is a link worded by what leads to it (« Vos données : https://… »).
 * No underscore or single star is read: they stand in addresses and in sums.
 */

/** An element with its attributes (a function is a listener) and its children. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** A drawing of ours in one stroke, for the eye only. @param {string} path of 24 × 24 */
export function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const stroke = document.createElementNS(svg.namespaceURI, 'path');
  stroke.setAttribute('d', path);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(stroke);
  return svg;
}

const MONTHS = 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
// No lookbehind: Safari before 16.4 would refuse the whole file.
const RULES = [
  [/([\p{L}\d])'(?=[\p{L}\d*«"])/gu, '$1’'],
  [/ ([;?!»])/g, '\u202f$1'],
  [/« /g, '«\u202f'],
  [/ :/g, '\u00a0:'],
  [/\b0\d(?: \d\d){4}\b/g, (phone) => phone.replaceAll(' ', '\u00a0')],
  [/(\d) (?=[€%]|\d{3}(?!\d)|(?:euros?|jours?|nuits?|repas|mois|ans?|km|h)(?!\p{L}))/gu, '$1\u00a0'],
  [new RegExp(`\\b(\\d{1,2}|1er) (?=${MONTHS})`, 'g'), '$1\u00a0'],
];

/** French as it is printed: apostrophes, and spaces where no line may break. Addresses stay. */
export const typeset = (text) => text.split(/(https?:\/\/\S+)/).map((part, n) => (n % 2 ? part
  : RULES.reduce((done, [from, to]) => done.replace(from, to), part))).join('');

const page = (name) => new URL(name, import.meta.url).href;
const DATA_PAGE = page('donnees.html');
export const DATA = 'Vos données et vos droits';
const LEADS = /[^.!?:\s][^.!?:]*(?=\s:\s*$)/; // the words before « : », at the end of what was said
const INLINE = /\*\*(.+?)\*\*|(https?:\/\/[^\s<>«»"]+)|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(\b0\d(?:[ \u00a0]\d\d){4}\b)/g;

/** The page on data, in a window of its own, so that the conversation stays. */
export const dataLink = (text) => link(DATA_PAGE, text, true);

/** Another of our pages, likewise. */
export const pageLink = (name, text) => link(page(name), text, true);

/** A number to call, on one line. */
export const phoneLink = (phone) => link(`tel:+33${phone.replace(/\D/g, '').slice(1)}`, typeset(phone), false);

function link(href, text, outside) {
  if (!outside) return el('a', { href }, text);
  return el('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text,
    el('span', { class: 'cache' }, ' (nouvelle fenêtre)'));
}

/** Whether this is our own page, under whatever name the server is reached. */
const isDataPage = (url) => url.endsWith(new URL(DATA_PAGE).pathname);

/** A line of an answer as nodes. */
function inline(line) {
  const text = typeset(line);
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, bold, url, mail, phone] = found;
    nodes.push(text.slice(end, found.index));
    end = found.index + whole.length;
    if (bold) nodes.push(el('strong', {}, ...inline(bold)));
    const lead = url && isDataPage(url) && nodes.at(-1).match(LEADS);
    if (lead) {
      nodes.splice(-1, 1, nodes.at(-1).slice(0, lead.index), dataLink(lead[0]));
    } else if (url) {
      const clean = url.replace(/[.,;:!?)]+$/, '');
      const words = isDataPage(clean) ? DATA : clean.replace(/^https?:\/\//, '').replace(/\/$/, '');
      nodes.push(link(clean, words, true), url.slice(clean.length));
    }
    if (mail) nodes.push(link(`mailto:${mail}`, mail, false));
    if (phone) nodes.push(phoneLink(phone));
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== '');
}

/** A text as paragraphs and lists. */
export function blocks(text) {
  return text.split(/\n{2,}/).filter((part) => part.trim()).flatMap((part) => {
    const made = [];
    let list = null;
    let lines = [];
    const flush = () => {
      if (!lines.length) return;
      made.push(el('p', {}, ...lines.flatMap((line, n) => [...(n ? [el('br')] : []), ...inline(line)])));
      lines = [];
    };
    for (const line of part.split('\n')) {
      const item = line.match(/^\s*(?:([-•])|(\d+)\.)\s+(.*)$/);
      if (!item) {
        list = null;
        lines.push(line);
        continue;
      }
      flush();
      const kind = item[1] ? 'ul' : 'ol';
      if (!list || list.localName !== kind) {
        list = el(kind, item[2] > 1 ? { start: item[2] } : {});
        made.push(list);
      }
      list.append(el('li', {}, ...inline(item[3])));
    }
    flush();
    return made;
  });
}

/** What a button did, beside it for the eye: the status line says it. */
export function did(button, words) {
  if (button.nextSibling?.className !== 'fait') button.after(el('span', { class: 'fait', 'aria-hidden': 'true' }, `${words} ✓`));
}

/** Offer a file made in the browser. */
export function download(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  const anchor = el('a', { href, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}
