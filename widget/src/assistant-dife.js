/* <assistant-dife>: an association's assistant on a web page.
 *
 * <script type="module" src="…/assistant/assistant-dife.js"></script>
 * <assistant-dife></assistant-dife>
 *
 * Until it is opened it stores nothing and asks the server for nothing but its own files. The
 * association's name, telephone and colours are those of association.js; colours and place may be
 * changed by custom properties (style.css).
 */

import { Conversation, hasConversation } from './connexion.js';
import { letterCard } from './courriel.js';
import look from './style.css';
import { blocks, dataLink, download, el } from './texte.js';

// Waited for before anything is shown, so that no name or colour changes under the eyes.
const association = await import('./association.js').then((module) => module.default, () => ({
  nom: 'l’association', deNom: 'de l’association', aNom: 'à l’association', debutNom: 'L’association',
  couleur: '#00437a', couleurTexte: '#ffffff',
}));
const BASE = new URL('./', import.meta.url).href;
const LONGEST = 1000; // characters of a message, as the server's
const NARROW = '(max-width: 40rem)';
const SIZES = [0.875, 1, 1.15, 1.35, 1.6, 2]; // rem
const KEYBOARDS = { nombre: 'numeric', montant: 'decimal', telephone: 'tel' };

class AssistantDife extends HTMLElement {
  #conversation = null;
  #entries = new Map(); // key → {element, who, text}, in the order of the screen
  #counts = new Map(); // message id → answers shown
  #typing = 0;
  #size = 1;

  connectedCallback() {
    if (this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet(); // not inline: a strict policy lets it through
    sheet.replaceSync(`:host { --association: ${association.couleur}; --association-texte: ${association.couleurTexte} }
${look}`);
    root.adoptedStyleSheets = [sheet];
    this.launcher = el('button', { class: 'lanceur', type: 'button', 'aria-haspopup': 'dialog',
      'aria-expanded': 'false', click: () => this.open() },
    hasConversation() ? 'Reprendre ma conversation' : 'Une question sur votre DIFE ?');
    root.append(this.launcher, this.#panel());
  }

  disconnectedCallback() {
    this.#conversation?.close();
  }

  #panel() {
    const button = (text, click, more = {}) => el('button', { type: 'button', click, ...more }, text);
    this.list = el('ol');
    this.log = el('div', { class: 'fil', role: 'log', 'aria-live': 'polite', tabindex: '0',
      'aria-label': 'Conversation' }, this.list);
    this.status = el('p', { class: 'etat', role: 'status' });
    this.input = el('textarea', { id: 'message', rows: '2', enterkeyhint: 'send',
      autocomplete: 'off', keydown: (event) => this.#key(event) });
    this.day = el('input', { id: 'jour', type: 'date' });
    this.dayRow = el('div', { class: 'jour', hidden: true },
      el('label', { for: 'jour' }, 'Choisir une date'), this.day,
      button('Envoyer cette date', () => this.#sendDay()));
    const more = el('details', { class: 'plus' }, el('summary', {}, 'Plus'),
      el('div', { class: 'gestes' },
        button('Texte plus petit', () => this.#resize(-1)),
        button('Texte plus grand', () => this.#resize(1)),
        button('Imprimer', () => this.#print()),
        button('Enregistrer', () => download('conversation-dife.txt', 'text/plain;charset=utf-8', this.#transcript()))));
    // What it is (AI Act, article 50) is told with the title as the panel opens, and stays in sight.
    this.dialog = el('dialog', { class: 'panneau', 'aria-labelledby': 'titre', 'aria-describedby': 'nature',
      keydown: (event) => { if (event.key === 'Escape') { event.preventDefault(); this.close(); } },
      cancel: (event) => { event.preventDefault(); this.close(); } },
    el('div', { class: 'tete' },
      el('div', { class: 'titre' }, el('h2', { id: 'titre' }, `Assistant DIFE ${association.deNom}`),
        el('p', {}, el('span', { id: 'nature' }, 'Système d’IA : il peut se tromper.'), ' ',
          dataLink('Vos données et vos droits'))),
      button('Fermer', () => this.close(), { class: 'fermer' })),
    el('div', { class: 'barre', role: 'group', 'aria-label': 'Conversation : actions' },
      button(`Parler ${association.aNom}`, () => this.#say('/parler_conseiller', `Parler ${association.aNom}`)),
      button('Recommencer', () => this.#say('/recommencer', 'Recommencer')),
      button('Effacer', () => this.#confirmErasure(), { 'aria-label': 'Effacer ma conversation' }), more),
    this.log, this.status,
    el('form', { class: 'saisie', submit: (event) => { event.preventDefault(); this.#send(); } },
      this.dayRow, el('label', { for: 'message' }, 'Votre message'),
      el('div', { class: 'ligne' }, this.input, el('button', { type: 'submit' }, 'Envoyer'))));
    return this.dialog;
  }

  /** Open the panel; over the whole page, and held by the browser, on a small screen. */
  open() {
    if (this.dialog.open) return;
    if (matchMedia(NARROW).matches) this.dialog.showModal();
    else this.dialog.show();
    this.launcher.setAttribute('aria-expanded', 'true');
    this.input.focus();
    this.#conversation ??= this.#listen(new Conversation(BASE));
  }

  close() {
    this.dialog.close();
    this.launcher.setAttribute('aria-expanded', 'false');
    this.launcher.focus();
  }

  #listen(conversation) {
    const on = (type, handle) => conversation.addEventListener(type, ({ detail }) => handle(detail));
    on('session', (session) => this.#restore(session));
    on('answer', (answer) => this.#show([answer]));
    on('said', ({ id, text }) => this.#showSaid(id, text, false));
    on('delivered', ({ message, expects, said }) => {
      const entry = this.#entries.get(message.id);
      entry?.element.classList.remove('attente');
      if (entry && said) this.#reword(entry, said);
      this.#expect(expects);
      if (!expects) this.#askOpinion(message.id);
    });
    on('refused', (refusal) => this.#refused(refusal));
    on('later', () => this.#tell('Vos messages partent un par un, encore quelques secondes.'));
    on('typing', (typing) => this.#type(typing));
    on('offline', () => this.#offline());
    on('ended', () => this.#forget());
    return conversation;
  }

  // --- what the official does

  #say(text, shown) {
    if (!this.#conversation) return;
    const { id } = this.#conversation.say(text, shown);
    this.#showSaid(id, shown ?? text, true);
    if (!matchMedia('(pointer: coarse)').matches) this.input.focus();
  }

  #send() {
    const text = this.input.value.trim();
    if (!text && this.day.value && !this.dayRow.hidden) this.#sendDay();
    if (!text || !this.#conversation) return;
    if (text.length > LONGEST) {
      this.#tell(`Votre message est long de ${text.length} caractères. Raccourcissez-le à ${LONGEST} au plus : rien n’est perdu.`);
      return;
    }
    this.input.value = '';
    this.#say(text);
  }

  #sendDay() {
    if (!this.day.value) {
      this.#tell('Choisissez d’abord une date.');
      return;
    }
    this.#say(this.day.value.split('-').reverse().join('/'));
    this.day.value = '';
  }

  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #confirmErasure() {
    const element = el('li', { class: 'assistant' },
      el('div', { class: 'bulle' }, el('p', {}, 'Effacer toute cette conversation, ici et chez nous ?')));
    const answer = (done) => () => { element.remove(); done?.(); this.input.focus(); };
    element.append(el('ul', { class: 'choix' },
      el('li', {}, el('button', { type: 'button', click: answer(() => this.#say('/effacer_donnees', 'Effacer ma conversation')) }, 'Oui, effacer')),
      el('li', {}, el('button', { type: 'button', click: answer() }, 'Non, la garder'))));
    this.list.append(element);
    this.log.scrollTop = this.log.scrollHeight;
    element.querySelector('button').focus();
  }

  // --- what is shown

  #add(key, who, text, element) {
    this.#entries.set(key, { who, text, element });
    this.list.append(element);
  }

  #showSaid(id, text, waiting) {
    if (this.#entries.has(id)) return;
    this.#add(id, 'Vous', text, el('li', { class: waiting ? 'elu attente' : 'elu' },
      el('span', { class: 'cache' }, 'Vous : '), el('div', { class: 'bulle' }, el('p', {}, text))));
    this.log.scrollTop = this.log.scrollHeight;
  }

  /** Answers in order; those already on the screen are left as they are. */
  #show(answers) {
    for (const answer of answers) {
      const count = this.#counts.get(answer.answers) ?? 0;
      this.#counts.set(answer.answers, count + 1);
      const element = el('li', { class: 'assistant' }, el('span', { class: 'cache' }, 'L’assistant : '),
        ...blocks(answer.text));
      const card = this.#card(answer.data);
      if (answer.data?.type === 'tableau') element.querySelector('.bulle').after(card); // by its sum
      else if (answer.data?.type === 'etapes') element.querySelector('.bulle').prepend(card);
      else if (card) element.append(card);
      if (answer.buttons.length) {
        element.append(el('ul', { class: 'choix' }, ...answer.buttons.map(({ title, payload }) =>
          el('li', {}, el('button', { type: 'button', click: () => this.#say(payload, title) }, title)))));
      }
      this.#add(`${answer.answers} ${count}`, 'Assistant', answer.text, element);
    }
    this.#scroll();
  }

  /** The latest question at the top, its answer under it. */
  #scroll() {
    const asked = [...this.list.querySelectorAll('.elu')].pop();
    this.log.scrollTop = asked ? asked.offsetTop : 0;
  }

  #card(data) {
    if (data?.type === 'courriel') return letterCard(data, (text) => this.#tell(text));
    if (data?.type === 'agenda') {
      return el('div', { class: 'gestes' }, el('button', { type: 'button',
        click: () => download(data.nom, 'text/calendar;charset=utf-8', data.ics) }, 'Ajouter à mon agenda'));
    }
    if (data?.type === 'etapes') { // its text says « Étape 2 sur 6 »: to the eye only
      return el('div', { class: 'etapes', 'aria-hidden': 'true' }, ...Array.from({ length: data.total },
        (_, n) => el('span', { class: n < data.etape ? 'faite' : 'reste' })));
    }
    if (data?.type !== 'tableau') return null;
    const row = (cells, first, last) => el('tr', {}, ...cells.map((cell, n) =>
      el(n ? last : first, n ? {} : { scope: first === 'th' && last === 'td' ? 'row' : 'col' }, cell)));
    return el('div', { class: 'defile', tabindex: '0', role: 'region', 'aria-label': data.titre },
      el('table', {}, el('caption', {}, data.titre),
        el('thead', {}, row(data.colonnes.map((head) => head || 'Part'), 'th', 'th')),
        el('tbody', {}, ...data.lignes.map((cells) => row(cells, 'th', 'td'))),
        el('tfoot', {}, row(data.total, 'th', 'td'))));
  }

  #restore({ history, expects, contact }) {
    this.phone = contact.association_telephone;
    this.#tell('');
    const waiting = new Set(this.#conversation.pending.map(({ id }) => id));
    const counts = new Map();
    const keys = history.map((entry) => {
      if (entry.id) return entry.id;
      const count = counts.get(entry.answers) ?? 0;
      counts.set(entry.answers, count + 1);
      return `${entry.answers} ${count}`;
    });
    const known = new Set(keys);
    // A letter half filled in stays: only what the server does not know is taken away.
    for (const [key, { element }] of this.#entries) {
      if (known.has(key)) element.classList.remove('attente'); // only its receipt was lost
      if (known.has(key) || waiting.has(key)) continue;
      element.remove();
      this.#entries.delete(key);
    }
    this.log.setAttribute('aria-live', 'off');
    history.forEach((entry, n) => {
      if (this.#entries.has(keys[n])) return;
      if (entry.id) this.#showSaid(entry.id, entry.text, false);
      else {
        this.#counts.set(entry.answers, Number(keys[n].split(' ').pop()));
        this.#show([entry]);
      }
    });
    this.#counts = counts;
    for (const id of waiting) this.list.append(this.#entries.get(id).element);
    this.#expect(expects);
    setTimeout(() => this.log.setAttribute('aria-live', 'polite'), 500);
  }

  #refused({ message, answer }) {
    const entry = message && this.#entries.get(message.id);
    entry?.element.classList.remove('attente');
    if (entry && answer.forget) this.#reword(entry, 'Message effacé');
    else if (entry && !this.input.value && !message.text.startsWith('/')) this.input.value = answer.said ?? message.text; // to mend
    if (answer.why?.text) this.#show([{ ...answer.why, answers: `refus ${message?.id}` }]);
  }

  /** What was masked on the server is not left on the screen either. */
  #reword(entry, text) {
    entry.text = text;
    entry.element.querySelector('p').textContent = text;
  }

  #forget() {
    const last = [...this.#entries].pop();
    this.list.replaceChildren();
    this.#entries.clear();
    this.#counts.clear();
    if (last) this.#add('adieu', last[1].who, last[1].text, last[1].element);
  }

  #askOpinion(id) {
    const answers = [...this.#entries].filter(([key]) => key.startsWith(`${id} `));
    const element = answers.pop()?.[1].element;
    if (!element || element.querySelector('.avis')) return;
    const row = el('div', { class: 'avis', role: 'group', 'aria-label': 'Votre avis sur cette réponse' },
      'Cette réponse vous aide ?');
    const choice = (text, sign, useful) => el('button', { type: 'button', 'aria-pressed': 'false', click: async ({ currentTarget }) => {
      if (!await this.#conversation.rate(id, useful)) {
        this.#tell('Votre avis n’a pas pu être envoyé. Réessayez dans un instant.');
        return;
      }
      for (const button of row.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === currentTarget));
      this.#tell(useful ? 'Merci de votre avis.' : `Merci. ${association.debutNom} en tiendra compte. Vous pouvez aussi lui téléphoner.`);
    } }, el('span', { 'aria-hidden': 'true' }, sign), ` ${text}`);
    row.append(choice('Oui', '👍', true), choice('Non', '👎', false));
    element.append(row);
  }

  #expect(kind) {
    this.dayRow.hidden = kind !== 'date';
    this.input.inputMode = KEYBOARDS[kind] ?? 'text';
    this.#scroll(); // the date's row leaves less room
  }

  #type(on) {
    clearTimeout(this.#typing);
    if (on) this.#typing = setTimeout(() => this.#tell('L’assistant écrit…'), 400);
    else if (this.status.textContent === 'L’assistant écrit…') this.#tell('');
  }

  #offline() {
    this.#type(false);
    const phone = this.phone ?? association.telephone;
    this.#tell('Connexion perdue. Vous pouvez continuer d’écrire : vos messages partiront à son retour.'
      + (phone ? ` En cas d’urgence, ${association.nom} répond au ${phone}.` : ''));
  }

  #tell(text) {
    this.status.textContent = text;
  }

  #resize(step) {
    this.#size = Math.min(Math.max(this.#size + step, 0), SIZES.length - 1);
    this.style.setProperty('--dife-taille', `${SIZES[this.#size]}rem`);
    this.#tell(`Taille du texte : ${Math.round(SIZES[this.#size] * 100)} %.`);
  }

  #transcript() {
    const lines = [...this.#entries.values()].map(({ who, text }) => `${who} : ${text.replaceAll('**', '')}`);
    return `Conversation avec l’assistant DIFE ${association.deNom}, le ${new Date().toLocaleDateString('fr-FR')}\n\n${lines.join('\n\n')}\n`;
  }

  #print() {
    const frame = el('iframe', { hidden: true, title: 'Impression' });
    document.body.append(frame);
    const page = frame.contentDocument;
    page.documentElement.lang = 'fr';
    for (const part of this.#transcript().split('\n')) {
      page.body.append(Object.assign(page.createElement('p'), { textContent: part }));
    }
    frame.contentWindow.addEventListener('afterprint', () => frame.remove());
    frame.contentWindow.print();
  }
}

if (!customElements.get('assistant-dife')) customElements.define('assistant-dife', AssistantDife);
