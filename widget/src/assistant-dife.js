/* <assistant-dife>: an association's assistant on a web page.
 *
 * <script type="module" src="…/assistant/assistant-dife.js"></script>
 * <assistant-dife></assistant-dife>
 *
 * With the attribute `plein` it is open and takes the whole page.
 * Until it is opened it stores nothing and asks the server for nothing but its own files. The
 * association's name, telephone and colours are those of association.js; colours and place may be
 * changed by custom properties (style.css).
 */

import { keepLook, look as chosenLook, readable, SIZES } from './apparence.js';
import { forgetDraft } from './brouillon.js';
import { Conversation, hasConversation } from './connexion.js';
import { Thread } from './fil.js';
import { answerElement, opinion } from './reponse.js';
import { print, save } from './sortie.js';
import letterLook from './lettre.css';
import look from './style.css';
import { watchSubjects } from './sujets.js';
import { dataLink, el, phoneLink } from './texte.js';

// Waited for before anything is shown, so that no name or colour changes under the eyes.
const association = await import('./association.js').then((module) => module.default, () => ({
  nom: 'l’association', deNom: 'de l’association', aNom: 'à l’association', debutNom: 'L’association',
  couleur: '#00437a', couleurTexte: '#ffffff',
}));
const BASE = new URL('./', import.meta.url).href;
const LONGEST = 1000; // characters of a message, as the server's
const TOLD_FROM = 800; // characters from which they are counted
const TWICE = 800; // ms: the same words within are a double click
const PATIENCE = 300; // ms before « L’assistant écrit… »
const NARROW = matchMedia('(max-width: 40rem), (max-height: 30rem)');
const KEYBOARDS = { nombre: 'numeric', montant: 'decimal', telephone: 'tel' };
const WRITING = 'L’assistant écrit…';
const CUT = 'Connexion perdue.';

class AssistantDife extends HTMLElement {
  #conversation = null;
  #thread = new Thread();
  #look = chosenLook();
  #waiting = 0;
  #unread = 0;
  #last = { text: '', at: 0 };
  #back = null; // what « ‹ » does, while a letter has the whole panel
  #stage = { show: (element, head) => this.#showView(element, head), leave: () => this.#leaveView(),
    tell: (text) => this.#tell(text), say: (text, shown) => this.#say(text, shown) };

  connectedCallback() {
    if (this.shadowRoot || document.querySelector('assistant-dife') !== this) return; // one a page
    const root = this.attachShadow({ mode: 'open' });
    const css = `:host { --association: ${association.couleur}; --association-texte: ${association.couleurTexte} }\n${look}${letterLook}`;
    if (Array.isArray(root.adoptedStyleSheets) || 'replaceSync' in (CSSStyleSheet.prototype ?? {})) {
      const sheet = new CSSStyleSheet(); // not inline: a strict policy lets it through
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [sheet];
    } else root.append(el('style', {}, css)); // Safari before 16.4
    this.lang = 'fr'; // whatever the page's own
    this.launcher = el('button', { class: 'lanceur', type: 'button', 'aria-haspopup': 'dialog',
      'aria-expanded': 'false', click: () => this.open() });
    this.#label();
    root.append(this.launcher, this.#panel());
    if (this.showPopover) { // the top layer: over any banner, outside any transform
      this.popover = 'manual';
      this.showPopover();
    }
    this.style.setProperty('--lien', readable(getComputedStyle(this.launcher).backgroundColor));
    this.#applyLook();
    NARROW.addEventListener('change', () => this.dialog.open && this.#showDialog());
    visualViewport?.addEventListener('resize', () => this.#fit());
    if (this.hasAttribute('plein')) this.open(); // a page of its own
    watchSubjects((payload, title) => {
      this.open();
      if (payload) this.#say(payload, title);
    });
  }

  disconnectedCallback() {
    this.#conversation?.close();
  }

  #panel() {
    const button = (text, click, more = {}) => el('button', { type: 'button', click, ...more }, text);
    this.#thread.log.addEventListener('click', () => this.#menu(false));
    this.status = el('p', { class: 'etat', role: 'status' });
    this.input = el('textarea', { id: 'message', rows: '1', enterkeyhint: 'send', autocomplete: 'off',
      keydown: (event) => this.#key(event), input: () => this.#grow() });
    this.day = el('input', { id: 'jour', type: 'date' });
    this.dayRow = el('div', { class: 'jour', hidden: true },
      el('label', { for: 'jour' }, 'Choisir une date'), this.day,
      button('Envoyer cette date', () => this.#sendDay()));
    this.quick = el('div', { class: 'rapides', role: 'group', 'aria-label': 'Réponses rapides', hidden: true });
    this.tour = el('div', { class: 'tour', hidden: true });
    this.confirm = el('div', { class: 'confirme', role: 'alertdialog', 'aria-labelledby': 'demande', hidden: true });
    const close = (act) => () => { this.#menu(false); act(); };
    this.menu = el('div', { class: 'menu', id: 'menu', hidden: true },
      button(`Parler ${association.aNom}`, close(() => this.#say('/parler_conseiller', `Parler ${association.aNom}`))),
      el('div', { class: 'gestes' }, button('Texte plus petit', () => this.#resize(-1)),
        button('Texte plus grand', () => this.#resize(1))),
      this.wider = button('Agrandir le panneau', close(() => this.#widen()), { class: 'large' }),
      button('Imprimer', close(() => print(this.#thread.entries, association))),
      button('Enregistrer', close(() => save(this.#thread.entries, association))),
      button('Recommencer', close(() => this.#confirm('Reprendre la conversation à zéro ?', 'Oui, recommencer', 'Non, continuer',
        () => this.#say('/recommencer', 'Recommencer')))),
      button('Effacer', close(() => this.#confirm('Effacer toute cette conversation, ici et chez nous ?', 'Oui, effacer', 'Non, la garder',
        () => this.#say('/effacer_donnees', 'Effacer ma conversation'))), { class: 'danger', 'aria-label': 'Effacer ma conversation' }));
    // A sign and its word; the word is for the ear alone on a small screen.
    const signed = (sign, word, click, more) => el('button', { type: 'button', click, ...more },
      el('span', { 'aria-hidden': 'true' }, sign), el('span', { class: 'mot' }, word));
    this.menuButton = signed('☰ ', 'Menu', () => this.#menu(this.menu.hidden), { class: 'rond ouvre-menu', 'aria-expanded': 'false', 'aria-controls': 'menu' });
    // What it is (AI Act, article 50) is told with the title as the panel opens, and stays in sight.
    this.dialog = el('dialog', { class: 'panneau', 'aria-labelledby': 'titre', 'aria-describedby': 'nature',
      keydown: (event) => this.#escape(event), cancel: (event) => { event.preventDefault(); this.close(); } },
    el('div', { class: 'tete' },
      this.backButton = signed('‹ ', 'Retour', () => this.#back(), { class: 'rond', hidden: true }),
      el('div', { class: 'titre' }, this.heading = el('h2', { id: 'titre' }, `Assistant DIFE ${association.deNom}`),
        this.subtitle = el('p', { hidden: true }),
        el('p', { class: 'nature' }, el('span', { id: 'nature' }, 'Système d’IA : il peut se tromper.'), ' ',
          dataLink('Vos données et vos droits'))),
      this.menuButton, signed('✕ ', 'Fermer', () => this.close(), { class: 'rond fermer' })),
    el('div', { class: 'sous-tete' }, this.menu), this.view = el('div', { class: 'vue', hidden: true }), this.tour, this.#thread.log, this.#thread.more, this.status, this.confirm,
    el('form', { class: 'saisie', submit: (event) => { event.preventDefault(); this.#send(); } },
      this.dayRow, this.quick, el('label', { for: 'message' }, 'Votre message'),
      el('div', { class: 'ligne' }, this.input, el('button', { type: 'submit' }, 'Envoyer'))));
    return this.dialog;
  }

  /** Open the panel; over the whole page, and held by the browser, on a small screen. */
  open() {
    if (this.dialog.open) return;
    this.#showDialog();
    this.launcher.setAttribute('aria-expanded', 'true');
    this.launcher.hidden = true; // it would stand under the panel, in the order of the keyboard
    this.#unread = 0;
    if (this.#back) this.view.querySelector('input, textarea, h3').focus();
    else this.input.focus();
    if (this.#conversation) return;
    this.#conversation = this.#listen(new Conversation(BASE));
    this.connecting = setTimeout(() => this.#tell('Connexion…'), PATIENCE);
  }

  close() {
    this.dialog.close();
    this.launcher.hidden = false;
    this.launcher.setAttribute('aria-expanded', 'false');
    this.#label();
    this.launcher.focus();
  }

  #showDialog() {
    const focused = this.shadowRoot.activeElement;
    if (this.dialog.open) this.dialog.close();
    if (NARROW.matches && !this.hasAttribute('plein')) this.dialog.showModal();
    else this.dialog.show();
    focused?.focus();
    this.#fit();
  }

  /** As high as what the keyboard of a telephone leaves. */
  #fit() {
    const height = visualViewport?.height;
    this.dialog.style.height = height && NARROW.matches ? `${height}px` : '';
  }

  #label() {
    const news = this.#unread ? ` (${this.#unread} ${this.#unread > 1 ? 'nouvelles réponses' : 'nouvelle réponse'})` : '';
    const begun = this.#conversation || hasConversation();
    this.launcher.textContent = begun ? `Reprendre ma conversation${news}` : 'Une question sur votre DIFE ?';
  }

  #menu(open) {
    this.menu.hidden = !open;
    this.menuButton.setAttribute('aria-expanded', String(open));
  }

  #escape(event) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.confirm.hidden) this.confirm.querySelector('.garder').click();
    else if (this.#back) this.#back();
    else if (this.menu.hidden && !this.hasAttribute('plein')) this.close();
    else {
      this.#menu(false);
      this.menuButton.focus();
    }
  }

  #listen(conversation) {
    const on = (type, handle) => conversation.addEventListener(type, ({ detail }) => handle(detail));
    on('session', (session) => this.#restore(session));
    on('answer', (answer) => this.#show(answer));
    on('said', ({ id, text }) => this.#thread.said(id, text, false));
    on('delivered', ({ message, expects, said, erased }) => {
      this.#settled(message.id);
      if (said) this.#thread.reword(message.id, said);
      this.#expect(expects);
      if (!expects && !erased) this.#askOpinion(message.id);
      if (!this.#thread.isLatest(message.id)) return;
      this.#thread.question(); // the rows below took room
      const way = this.#thread.begun(message.id);
      if (way && !this.#back) this.#leadTo(way);
    });
    on('refused', (refusal) => this.#refused(refusal));
    on('later', () => this.#tell('Vos messages partent un par un, encore quelques secondes.'));
    on('typing', () => {}); // a slow line is told by our own clock, from the sending on
    on('offline', () => this.#offline());
    on('ended', () => { forgetDraft(); this.#leaveView(); this.#thread.forget(); this.#expect(null); this.#showTour(null); });
    return conversation;
  }

  // --- what the official does

  #say(text, shown) {
    const now = Date.now();
    if (!this.#conversation || (this.#last.text === text && now - this.#last.at < TWICE)) return;
    this.#last = { text, at: now };
    const { id } = this.#conversation.say(text, shown);
    this.#thread.said(id, shown ?? text, true);
    if (this.status.textContent !== this.offline) this.#tell('');
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#conversation.ready && this.#tell(WRITING), PATIENCE);
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
    this.#say(text);
    this.input.value = '';
    this.#grow();
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

  /** The box as high as its text, up to a third of the panel; a long text is counted. */
  #grow() {
    const { input } = this;
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight + 2, this.dialog.clientHeight / 3)}px`;
    const length = input.value.trim().length;
    if (length > TOLD_FROM) this.#tell(`${length} caractères sur ${LONGEST}.`);
  }

  /** One question at a time; neither a held key nor a double click answers it. */
  #confirm(question, yes, no, act) {
    if (!this.confirm.hidden) return;
    const end = (done) => () => {
      this.confirm.hidden = true;
      this.input.focus();
      done?.();
    };
    const buttons = [el('button', { type: 'button', class: 'garder', disabled: true, click: end() }, no),
      el('button', { type: 'button', class: 'danger', disabled: true, click: end(act) }, yes)];
    this.confirm.replaceChildren(el('p', { id: 'demande' }, question), ...buttons);
    this.confirm.hidden = false;
    setTimeout(() => {
      for (const button of buttons) button.disabled = false;
      buttons[0].focus();
    }, 500);
  }

  // --- what is shown

  #show(answer) {
    this.#thread.answer(answer, (one) => this.#made(one));
    if (!this.dialog.open) {
      this.#unread += 1;
      this.#label();
    }
  }

  #made(answer) {
    if (answer.data?.type === 'etapes') this.#showTour(answer.data);
    const element = answerElement(answer, (text, shown) => this.#say(text, shown), this.#stage, BASE);
    if (answer.rated === false) element.dataset.sansAvis = 'oui';
    if (answer.answers === 'accueil' && answer.buttons.length && association.telephone) {
      element.append(el('p', { class: 'appel' }, `Une personne vous répond aussi, ${association.aNom} : `,
        phoneLink(association.telephone)));
    }
    return element;
  }

  /** The whole panel for an element: the thread and the box are away until it leaves. */
  #showView(element, { title, subtitle, back }) {
    this.#menu(false);
    this.#back = back;
    this.heading.textContent = title;
    this.subtitle.textContent = subtitle;
    this.view.replaceChildren(element);
    this.#viewed(true);
  }

  #leaveView() {
    this.#back = null;
    this.heading.textContent = `Assistant DIFE ${association.deNom}`;
    this.view.replaceChildren();
    this.#viewed(false);
  }

  #viewed(on) {
    this.dialog.classList.toggle('en-vue', on);
    this.view.hidden = this.subtitle.hidden = this.backButton.hidden = !on;
  }

  /** Where the guided tour stands, in sight until it ends. */
  #showTour(data) {
    this.tour.hidden = !data;
    if (!data) return;
    this.tour.replaceChildren(
      el('span', { class: 'etapes', 'aria-hidden': 'true' }, ...Array.from({ length: data.total },
        (_, n) => el('span', { class: n < data.etape ? 'faite' : 'reste' }))),
      el('button', { type: 'button', class: 'discret', click: () => this.#say('/reprendre_parcours', `Reprendre à l’étape ${data.etape}`) },
        `Reprendre à l’étape ${data.etape}`));
  }

  #settled(id) {
    clearTimeout(this.#waiting);
    if (this.status.textContent === WRITING) this.#tell('');
    this.#thread.settle(id);
  }

  #restore({ history, expects, contact }) {
    clearTimeout(this.connecting);
    this.phone = contact.association_telephone;
    this.#tell(this.status.textContent.startsWith(CUT) ? 'Connexion rétablie.' : '');
    const waiting = new Set(this.#conversation.pending.map(({ id }) => id));
    this.#thread.restore(history, waiting, (answer) => this.#made(answer));
    this.#expect(expects);
  }

  #refused({ message, answer }) {
    clearTimeout(this.connecting);
    if (message) this.#settled(message.id);
    if (message && answer.forget) this.#thread.reword(message.id, 'Message effacé');
    else if (message && !this.input.value && !message.text.startsWith('/')) this.input.value = answer.said ?? message.text; // to mend
    if (answer.why?.text) this.#show({ ...answer.why, answers: message?.id ?? null });
  }

  #askOpinion(id) {
    const element = this.#thread.lastAnswer(id);
    if (!element || element.querySelector('.avis') || element.dataset.sansAvis) return;
    element.append(opinion((useful, why) => this.#conversation.rate(id, useful, why ? { why } : {}),
      (text) => this.#tell(text), `Merci. ${association.debutNom} en tiendra compte. Vous pouvez aussi lui téléphoner.`));
  }

  /** The way into a letter stands beside the box, where an identity would be kept, and has the focus.
   * @param {HTMLElement} way the button in the thread */
  #leadTo(way) {
    const lead = el('button', { type: 'button', class: 'premier', click: () => way.click() }, 'Écrire mon courriel');
    this.quick.replaceChildren(lead);
    this.quick.hidden = false;
    if (!this.input.value) lead.focus();
  }

  /** What a form asks for: the calendar, the keyboard, likely answers, a way out. */
  #expect(kind) {
    this.dayRow.hidden = kind !== 'date';
    this.input.inputMode = KEYBOARDS[kind] ?? 'text';
    const quick = (text) => el('button', { type: 'button', click: () => this.#say(text) }, text);
    this.quick.hidden = !kind;
    this.quick.replaceChildren(...(kind === 'nombre' ? ['0', '1', '2', '3'].map(quick) : []),
      ...(KEYBOARDS[kind] ? [el('button', { type: 'button', class: 'discret', click: () => {
        this.input.inputMode = 'text';
        this.input.focus();
      } }, 'Écrire des mots')] : []),
      el('button', { type: 'button', class: 'discret', click: () => this.#say('annuler', 'Annuler') }, 'Annuler'));
  }

  #offline() {
    clearTimeout(this.connecting);
    clearTimeout(this.#waiting);
    const phone = this.phone ?? association.telephone;
    this.offline = `${CUT} Vous pouvez continuer d’écrire : vos messages partiront à son retour.`
      + (phone ? ` En cas d’urgence, ${association.nom} répond au ${phone}.` : '');
    this.#tell(this.offline);
  }

  #tell(text) {
    if (this.status.textContent !== text) this.status.textContent = text; // else it is said again
  }

  #resize(step) {
    this.#look.size = Math.min(Math.max(this.#look.size + step, 0), SIZES.length - 1);
    this.#applyLook();
    keepLook(this.#look);
    this.#tell(`Taille du texte : ${Math.round(SIZES[this.#look.size] * 100)} %.`);
  }

  #widen() {
    this.#look.wide = !this.#look.wide;
    this.#applyLook();
    keepLook(this.#look);
  }

  #applyLook() {
    const { size, wide } = this.#look;
    if (size !== 1) this.style.setProperty('--dife-taille', `calc(max(1rem, 16px) * ${SIZES[size]})`);
    else this.style.removeProperty('--dife-taille');
    this.dialog.classList.toggle('grand', wide);
    this.wider.textContent = wide ? 'Réduire le panneau' : 'Agrandir le panneau';
  }
}

if (!customElements.get('assistant-dife')) customElements.define('assistant-dife', AssistantDife);
