/* The conversation printed or saved, whole: sums line by line, letters without the identity. */

import { write } from './courriel.js';
import { download, el } from './texte.js';

const plain = (text) => text.replaceAll('**', '');

function more(data) {
  if (data?.type === 'tableau') {
    const rows = [...data.lignes, data.total].map((cells) => cells.filter(Boolean).join(' · '));
    return `\n${data.titre}\n${rows.join('\n')}`;
  }
  if (data?.type === 'courriel' && data.modele) {
    const { to, subject, body } = write(data, {});
    return `\nÀ : ${to}\nObjet : ${subject}\n\n${body}`;
  }
  return '';
}

const title = (association) => `Conversation avec l’assistant DIFE ${association.deNom}, le ${new Date().toLocaleDateString('fr-FR')}`;

export function transcript(entries, association) {
  const lines = entries.map(({ who, text, data }) => `${who} : ${plain(text)}${more(data)}`);
  return `${title(association)}\n\n${lines.join('\n\n')}\n`;
}

export const save = (entries, association) =>
  download('conversation-dife.txt', 'text/plain;charset=utf-8', transcript(entries, association));

export function print(entries, association) {
  const frame = el('iframe', { hidden: true, title: 'Impression' });
  document.body.append(frame);
  const page = frame.contentDocument;
  page.title = title(association);
  page.documentElement.lang = 'fr';
  for (const part of transcript(entries, association).split('\n')) {
    page.body.append(Object.assign(page.createElement('p'), { textContent: part }));
  }
  const host = document.title; // some browsers name the sheet after the page
  document.title = page.title;
  const done = () => { document.title = host; frame.remove(); };
  frame.contentWindow.addEventListener('afterprint', done);
  frame.contentWindow.print();
  setTimeout(done, 60_000);
}
