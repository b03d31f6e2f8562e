/* The letter in three steps over the whole panel: Vous · Relire · Envoyer.
 *
 * Nothing typed here leaves the device but by the official's own hand. Nothing here is announced by
 * itself: what was done is told by `stage.tell` in one polite line, what is wrong where the focus goes.
 */

import { draft, forgetDraft, keepDraft, letGo, onDraft } from './brouillon.js';
import { letterField } from './champs.js';
import { eml, linesOf, mailto, write } from './courriel.js';
import { did, download, el, typeset } from './texte.js';

const STEPS = ['Vous', 'Relire', 'Envoyer'];
const LONGEST_LINK = 1900; // characters of an address: some Windows mail programs cut near 2,000
const IN_TEXT = 'dans le texte du courriel'; // a paper that the letter holds already
const ABOUT = 'Trois étapes : vous, relire, envoyer.';
const TO_GIVE = 'À fournir avec ce courriel';
const LINK = { class: 'discret' };
let letters = 0;

const button = (text, click, more = {}) => el('button', { type: 'button', click, ...more }, text);

function papers(card) {
  const others = card.pieces.filter((paper) => !paper.includes(IN_TEXT));
  return others.length ? [el('ul', {}, ...others.map((paper) => el('li', {}, typeset(paper))))] : [];
}

function folded(card) {
  const list = papers(card);
  return list.length ? el('details', {}, el('summary', {}, TO_GIVE), ...list) : null;
}

/** What stands in the thread: what the letter is, the way into it, its papers folded; null for a
 * card made before the rules travelled with it.
 * @param {{show: (element: HTMLElement, head: {title: string, subtitle: string, back: () => void})
 *   => void, leave: () => void, tell: (text: string) => void,
 *   say: (text: string, shown: string) => void}} stage the panel */
export function letterStart(card, stage) {
  if (!card.refus) return null;
  const id = `courriel-${++letters}`;
  const about = el('p', {}, ABOUT);
  const begin = button('', () => letterView(card, id, stage, (lost = ABOUT, focus = true) => {
    about.textContent = lost; // it stays said, whatever the line above the box has to tell
    name();
    if (focus) begin.focus();
  }),
    { class: 'ecrire', 'aria-describedby': `${id}-promesse` });
  const name = () => {
    const typed = draft();
    const begun = card.champs.some(({ cle }) => [typed[cle]].flat().some(Boolean));
    begin.textContent = begun ? 'Reprendre mon courriel' : 'Écrire mon courriel';
  };
  name();
  onDraft(name);
  return el('section', { class: 'carte', 'aria-labelledby': `${id}-titre` },
    el('h3', { id: `${id}-titre` }, 'Votre courriel'),
    about,
    el('p', { class: 'promesse', id: `${id}-promesse` }, 'Écrivez votre identité dans les cases, pas dans la conversation : là, rien n’est envoyé à l’assistant.'),
    begin,
    folded(card));
}

function letterView(card, id, stage, left) {
  const body = el('div', { class: 'pas' });
  const foot = el('div', { class: 'pied' });
  foot.addEventListener('click', (event) => { // a double click is one step
    if (event.detail < 2) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  const steps = STEPS.map((step, n) => el('li', {}, `${n + 1}. ${step}`));
  const view = el('div', { class: 'lettre', role: 'group', 'aria-label': 'Votre courriel' },
    el('ol', { class: 'etapes-lettre' }, ...steps), body, foot);
  const report = el('div', { class: 'bilan', role: 'group', tabindex: '-1', 'aria-labelledby': `${id}-bilan`, hidden: true,
    mousedown: (event) => event.preventDefault() }); // a field left would move its links under the hand
  const fields = card.champs.map((field) => letterField(card, field, `${id}-${field.cle}`,
    (key, raw) => keepDraft({ [key]: raw }), () => !report.hidden && list()));
  const typed = draft();
  for (const field of fields) if (typed[field.key]) field.set(typed[field.key]);
  const focus = (field) => { // with its label above and what is said of it below
    view.querySelector(`#${CSS.escape(field.id)}`).focus({ preventScroll: true });
    field.row.scrollIntoView({ block: 'center' });
  };
  const values = () => Object.fromEntries(fields.map((field) => [field.key, field.answer()]));

  /** One step in sight; focus on its first field or its title. */
  const show = (n, content, action, back, first) => {
    steps.forEach((step, at) => {
      step.className = at <= n ? 'faite' : '';
      step.toggleAttribute('aria-current', false);
      if (at === n) step.setAttribute('aria-current', 'step');
    });
    body.replaceChildren(...content);
    foot.replaceChildren(...action);
    stage.show(view, { title: 'Votre courriel', subtitle: `Étape ${n + 1} sur 3 : ${STEPS[n].toLowerCase()}`, back });
    stage.tell('');
    body.scrollTop = 0;
    if (first) focus(first);
    else body.querySelector('h3').focus();
  };
  const title = (text) => el('h3', { tabindex: '-1' }, text);
  const leave = () => { stage.leave(); left(); };
  onDraft((text, lost) => {
    if (!view.isConnected) return;
    if (!lost) return stage.tell(text);
    const here = view.contains(view.getRootNode().activeElement);
    stage.leave();
    return left(text, here);
  });

  /** The fields that are wrong, each a link to it. */
  const list = () => {
    const wrong = fields.filter((field) => field.fault());
    report.hidden = !wrong.length;
    report.replaceChildren(el('p', { id: `${id}-bilan` }, `À corriger : ${wrong.length} ${wrong.length > 1 ? 'cases' : 'case'}`),
      el('ul', {}, ...wrong.map((field) => el('li', {}, el('a', { href: `#${field.id}`,
        click: (event) => { event.preventDefault(); focus(field); } }, typeset(field.label))))));
  };

  const you = (field) => {
    show(0, [el('form', { id: `${id}-vous`, novalidate: true, 'aria-label': 'Vous',
      submit: (event) => { event.preventDefault(); check(); } },
    report,
    el('p', { class: 'promesse' }, 'Rien de ceci n’est envoyé à l’assistant. Un brouillon reste 30 minutes au plus dans cet onglet. Les cases sont obligatoires, sauf mention contraire.'),
    ...fields.map(({ row }) => row))],
    [el('button', { type: 'submit', form: `${id}-vous`, class: 'premier' }, 'Relire mon courriel')],
    leave, field ?? fields[0]);
  };
  const check = () => {
    for (const field of fields) field.check();
    list();
    if (report.hidden) return review();
    return report.focus();
  };

  const review = () => {
    const letter = write(card, values());
    const fix = (key) => {
      const field = fields.find((each) => each.key === key);
      return button('Corriger', () => you(field), { ...LINK, 'aria-label': `Corriger : ${field.label}` });
    };
    const empty = fields.filter((field) => !field.answer());
    const list = papers(card);
    show(1, [title('Relisez votre courriel'),
      el('div', { class: 'papier' },
        el('p', {}, el('strong', {}, 'À : '), letter.to),
        el('p', {}, el('strong', {}, typeset('Objet : ')), typeset(letter.subject)),
        ...linesOf(card, values()).filter(({ text }) => text).map(({ text, keys }) =>
          (keys.length ? el('div', { class: 'ligne-lettre' }, el('p', {}, typeset(text)), fix(keys[0])) : el('p', {}, typeset(text))))),
      ...empty.map((field) => el('p', { class: 'vide' }, typeset(`Sans ${field.label[0].toLowerCase()}${field.label.slice(1)}. `), fix(field.key))),
      ...(list.length ? [el('h4', {}, TO_GIVE), ...list] : [])],
    [button('C’est exact, continuer', send, { class: 'premier' })], () => you());
  };

  const send = () => {
    const letter = write(card, values());
    const href = mailto(letter);
    const short = href.length <= LONGEST_LINK;
    const text = el('div', { class: 'papier' }, el('p', {}, letter.body));
    const whole = el('details', {}, el('summary', {}, 'Voir le texte'), text);
    const sent = () => { // the next thing to do is no longer to send
      letGo();
      first.classList.remove('premier');
      done.classList.add('premier');
    };
    const copy = (what, told) => async ({ currentTarget: pressed }) => {
      if (what === letter.body) sent();
      if (await copied(what, view)) {
        did(pressed, 'Copié');
        return stage.tell(told);
      }
      whole.open = true;
      getSelection().selectAllChildren(text);
      return stage.tell('La copie est refusée ici. Le texte est affiché : sélectionnez-le, puis copiez-le.');
    };
    const save = ({ currentTarget }) => {
      download(card.nom, 'message/rfc822', eml(letter));
      sent();
      did(currentTarget, 'Téléchargé');
      stage.tell('Fichier enregistré : ouvrez-le avec votre messagerie.');
    };
    const first = short ? button('Ouvrir dans ma messagerie', () => {
      el('a', { href }).click();
      sent();
      stage.tell('Votre messagerie s’ouvre. Si rien ne se passe, copiez le courriel.');
    }, { class: 'premier' }) : button('Copier le texte', copy(letter.body, 'Texte copié.'), { class: 'premier' });
    const done = button('C’est envoyé, et ensuite ?', () => {
      leave();
      forgetDraft();
      stage.say('/courriel_envoye', 'C’est envoyé, et ensuite ?');
    });
    const line = (name, value, ...buttons) => el('div', { class: 'ligne-lettre' },
      el('p', {}, el('strong', {}, typeset(`${name} : `)), value), ...buttons);
    show(2, [title('Envoyez votre courriel'),
      el('p', {}, short ? 'C’est vous qui l’envoyez, depuis votre messagerie.'
        : 'Ce courriel est trop long pour s’ouvrir d’un clic. Copiez-le dans un nouveau message, ou téléchargez-le.'),
      short ? first : null,
      el('h4', {}, short ? 'Ou copiez-le dans un nouveau message' : 'Dans un nouveau message'),
      line('À', letter.to, button('Copier le destinataire', copy(letter.to, 'Destinataire copié.'), LINK)),
      line('Objet', typeset(letter.subject), button('Copier l’objet', copy(letter.subject, 'Objet copié.'), LINK)),
      el('div', { class: 'ligne-lettre' }, whole, short ? button('Copier le texte', copy(letter.body, 'Texte copié.'), LINK) : first),
      button('Télécharger le courriel (.eml)', save),
      folded(card),
      el('h4', {}, typeset('Et maintenant ?')),
      el('p', {}, 'Gardez une copie du courriel et notez la date. Une fois qu’il est parti, je vous dis quand relancer, et comment.')].filter(Boolean),
    [done], review);
  };

  you();
}

/** Whether a text is in the clipboard; a page in plain HTTP has no other way than the old one. */
async function copied(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const back = place.getRootNode().activeElement;
    const box = el('textarea', { class: 'cache', 'aria-hidden': 'true' });
    box.value = text;
    place.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    back?.focus();
    return done;
  }
}
