/* The conversation printed or saved, whole: sums line by line, letters without the identity. */

import { write } from './courriel.js';
import { blocks, download, el, typeset } from './texte.js';

const SHEET = `body { font: 11pt/1.4 sans-serif; margin: 1.5cm } h1 { font-size: 14pt } h2 { font-size: 11pt; margin: 1em 0 0 }
p, ul, ol, pre { margin: .3em 0; white-space: pre-wrap; font: inherit } pre { border-left: 2pt solid; padding-left: .6em }
table { border-collapse: collapse } td { border: 1px solid; padding: .2em .6em } section { break-inside: avoid-page }`;

const rows = (data) => (data?.type === 'tableau' ? [...data.lignes, data.total] : []);
const letter = (data) => {
  if (data?.type !== 'courriel' || !data.modele) return '';
  const { to, subject, body } = write(data, {});
  const papers = data.pieces?.length ? `\n\nÀ fournir :\n${data.pieces.map((paper) => `- ${paper}`).join('\n')}` : '';
  return `À : ${to}\nObjet : ${subject}\n\n${body}${papers}`;
};
const title = (association) => `Conversation avec l’assistant DIFE ${association.deNom}, le ${new Date().toLocaleDateString('fr-FR')}`;

export function save(entries, association) {
  const parts = entries.map(({ who, text, data }) => [`${who} : ${typeset(text.replaceAll('**', ''))}`,
    ...rows(data).map((cells) => cells.filter(Boolean).join(' · ')), letter(data)].filter(Boolean).join('\n'));
  download('conversation-dife.txt', 'text/plain;charset=utf-8', `${title(association)}\n\n${parts.join('\n\n')}\n`);
}

export function print(entries, association) {
  const frame = el('iframe', { title: 'Impression', 'aria-hidden': 'true', tabindex: '-1', width: '0', height: '0' });
  frame.style.cssText = 'position:fixed;border:0'; // not hidden: some browsers print nothing then
  document.body.append(frame);
  const page = frame.contentDocument;
  page.title = title(association);
  page.documentElement.lang = 'fr';
  const sheet = frame.contentWindow.CSSStyleSheet;
  if (sheet && 'adoptedStyleSheets' in page) {
    const made = new sheet();
    made.replaceSync(SHEET);
    page.adoptedStyleSheets = [made];
  }
  page.body.append(el('h1', {}, title(association)), ...entries.map(({ who, text, data }) => el('section', {},
    el('h2', {}, who), ...blocks(text),
    rows(data).length ? el('table', {}, ...rows(data).map((cells) => el('tr', {}, ...cells.map((cell) => el('td', {}, typeset(cell)))))) : null,
    letter(data) ? el('pre', {}, letter(data)) : null)));
  for (const hidden of page.querySelectorAll('.cache')) hidden.remove();
  const host = document.title; // some browsers name the sheet after the page
  document.title = page.title;
  const done = () => {
    if (frame.isConnected) document.title = host;
    frame.remove();
  };
  frame.contentWindow.addEventListener('afterprint', done);
  setTimeout(done, 60_000); // where no « afterprint » comes
  frame.contentWindow.print();
}
