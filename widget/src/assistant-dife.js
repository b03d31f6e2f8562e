/* <assistant-dife>: an association's assistant on a web page.
 *
 * <script type="module" src="…/assistant/assistant-dife.js"></script>
 * <assistant-dife></assistant-dife>
 *
 * With the attribute `plein` it is open and takes the whole page. What stands inside the tag is
 * shown where the browser is too old for it, or runs no script.
 * Until it is opened it stores nothing and asks the server for nothing but its own files. The
 * association's name, telephone and colours are those of association.js; colours and place may be
 * changed by custom properties (style.css).
 */

import { Look } from './apparence.js';
import { draft, forgetDraft } from './brouillon.js';
import { Conversation, hasConversation, STORE } from './connexion.js';
import { Line } from './etat.js';
import { Thread } from './fil.js';
import letterLook from './lettre.css';
import { forgetAll, recall, remember, TAB } from './memoire.js';
import { Menu, pageLines, Question } from './menu.js';
import { Tour } from './parcours.js';
import { answerElement } from './reponse.js';
import { Box } from './saisie.js';
import look from './style.css';
import { watchSubjects } from './sujets.js';
import { Head } from './tete.js';
import { el, icon, phoneLink, typeset } from './texte.js';

// Waited for before anything is shown, so that no name or colour changes under the eyes.
const association = await import('./association.js').then((module) => module.default, () => ({
  nom: 'l’association', deNom: 'de l’association', aNom: 'à l’association', debutNom: 'L’association',
  seul: 'DIFE', couleur: '#00437a', couleurTexte: '#ffffff',
}));
const BASE = new URL('./', import.meta.url).href;
const TWICE = 800; // ms: the same words within are a double click
const NARROW = matchMedia('(max-width: 40rem), (max-height: 30rem)');
const TOUCH = matchMedia('(pointer: coarse)');
const TALK = 'M4 5h16v11H10l-4 4v-4H4z'; // of the launcher

class AssistantDife extends HTMLElement {
  #conversation = null;
  #thread = new Thread();
  #line = new Line();
  #tour = new Tour((text, shown) => this.#say(text, shown));
  #unread = 0;
  #last = { text: '', at: 0 };

  connectedCallback() {
    if (this.shadowRoot) return this.#moved();
    if (document.querySelector('assistant-dife') !== this) return; // one a page
    this.lang = 'fr'; // whatever the page's own
    if (!('adoptedStyleSheets' in Document.prototype)) { // Safari before 16.4: the telephone at least
      if (!this.childElementCount && association.telephone) this.append(association.debutNom, ' : ', phoneLink(association.telephone));
      return;
    }
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet(); // not inline: a strict policy lets it through
    sheet.replaceSync(`:host { --association: ${association.couleur}; --association-texte: ${association.couleurTexte} }\n${look}${letterLook}`);
    root.adoptedStyleSheets = [sheet];
    this.launcher = el('button', { class: 'lanceur', type: 'button', 'aria-haspopup': 'dialog',
      'aria-expanded': 'false', click: () => this.open() });
    this.frame = el('div', { class: 'cadre' }, this.launcher, this.#panel());
    this.look = new Look(this.frame, this.launcher);
    root.append(this.frame);
    this.#label();
    if (this.showPopover) { // the top layer: over any banner, outside any transform
      this.popover = 'manual';
      this.showPopover();
    }
    this.#applyLook();
    document.addEventListener('keydown', (event) => { // on the page, under the panel
      if (this.dialog.open && event.target !== this) this.#escape(event);
    });
    if (history.state?.dife) history.back(); // reloaded with the panel open
    addEventListener('popstate', () => this.dialog.matches(':modal') && !history.state?.dife && this.close());
    NARROW.addEventListener('change', () => this.dialog.open && this.#showDialog());
    for (const change of ['resize', 'scroll']) visualViewport?.addEventListener(change, () => this.#fit());
    if (this.hasAttribute('plein')) this.open(); // a page of its own
    else if (recall(TAB).open && !NARROW.matches) this.open(false); // as on the page before
    addEventListener('storage', ({ key, newValue }) => { // erased in another tab
      if ((key ?? STORE) !== STORE || newValue) return;
      forgetAll();
      this.#conversation?.forget(true);
      this.#label();
    });
    watchSubjects((payload, title) => {
      this.open();
      if (payload) this.#say(payload, title);
    });
  }

  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#conversation?.close()); // not where it is moved
  }

  /** In another place of the page, or back in it: shown and connected as it was. */
  #moved() {
    if (this.popover) this.showPopover();
    if (this.dialog.open) this.#showDialog();
    this.#thread.back();
    this.#conversation?.open();
  }

  #panel() {
    const say = (text, shown) => this.#say(text, shown);
    this.box = new Box(say, (text) => this.#line.tell(text), BASE);
    this.head = new Head(association, () => this.close());
    this.question = new Question();
    this.menu = new Menu(this.head.menuButton);
    this.call = `Parler ${association.aNom}`;
    const ask = (...words) => (act) => this.question.ask(...words, { over: this.box.form, after: () => this.box.focus(), act });
    const sized = (step) => () => {
      this.look.choose({ size: this.look.chosen.size + step });
      this.#line.tell(`Taille du texte : ${this.look.percent}\u00a0%.`);
    };
    this.menu.fill(
      { text: this.call, act: () => say('/parler_conseiller', this.call) },
      [{ text: 'Texte plus petit', stays: true, act: sized(-1) }, { text: 'Texte plus grand', stays: true, act: sized(1) }],
      [{ text: 'Mode sombre', stays: true, class: 'sombre-bouton', act: () => { this.look.choose({ dark: !this.look.dark }); this.#applyLook(); } },
        { text: 'Agrandir', stays: true, class: 'large', act: () => { this.look.choose({ wide: !this.look.chosen.wide }); this.#applyLook(); } }],
      [{ text: 'Imprimer', act: () => this.#out('print') },
        { text: 'Enregistrer', act: () => this.#out('save') }],
      { text: 'Recommencer', act: () => ask('Reprendre la conversation à zéro ?', 'Oui, recommencer', 'Non, continuer')(
        () => say('/recommencer', 'Recommencer')) },
      ...pageLines(),
      { text: 'Effacer ma conversation', class: 'danger', act: () => ask('Effacer toute cette conversation, ici et chez nous ?', 'Oui, effacer', 'Non, la garder')(
        () => say('/effacer_donnees', 'Effacer ma conversation')) },
    );
    this.#thread.log.addEventListener('click', () => this.menu.toggle(false));
    this.dialog = el('dialog', { class: 'panneau', 'aria-labelledby': 'titre', 'aria-describedby': 'nature',
      keydown: (event) => this.#escape(event), cancel: (event) => { event.preventDefault(); this.close(); } },
    this.head.element, el('div', { class: 'sous-tete' }, this.menu.element), this.head.view, this.#tour.element, this.#thread.log,
    this.#thread.more, this.#line.element, this.question.element, this.box.form);
    return this.dialog;
  }

  /** Open the panel; over the whole page, and held by the browser, on a small screen. */
  open(focus = true) {
    if (this.dialog.open) return;
    this.#showDialog();
    // On a telephone the keyboard would come up over the tiles.
    if (focus) (this.head.lent ? this.head.view.querySelector('input, textarea, h3') : TOUCH.matches ? this.#thread.log : this.box).focus();
    else document.activeElement === this && this.shadowRoot.activeElement?.blur();
    this.launcher.setAttribute('aria-expanded', 'true');
    this.launcher.hidden = true; // it would stand under the panel; after the focus, or its new place is not heard
    this.#unread = 0;
    remember(TAB, { open: true });
    if (this.#conversation) return;
    this.#conversation = this.#listen(new Conversation(BASE));
    this.#line.connecting();
  }

  close() {
    this.dialog.close();
    if (history.state?.dife) history.back();
    this.launcher.hidden = false;
    this.launcher.setAttribute('aria-expanded', 'false');
    remember(TAB, { open: false });
    this.#label();
    this.launcher.focus();
  }

  #showDialog() {
    const focused = this.shadowRoot.activeElement;
    if (this.dialog.open) this.dialog.close();
    if (NARROW.matches && !this.hasAttribute('plein')) {
      this.dialog.showModal();
      if (!history.state?.dife) history.pushState({ ...history.state, dife: 1 }, ''); // « Back » shuts the panel, not the page
    } else this.dialog.show();
    focused?.focus();
    this.#fit();
  }

  /** As high as what the keyboard of a telephone leaves, and where it leaves it. */
  #fit() {
    const { height, offsetTop, scale } = visualViewport ?? {};
    const held = NARROW.matches && height && scale < 1.05; // else the visitor looks closer
    this.dialog.style.height = held ? `${height}px` : '';
    this.dialog.style.top = held ? `${offsetTop}px` : '';
  }

  #label() {
    const news = this.#unread;
    const begun = this.#conversation || hasConversation();
    this.launcher.replaceChildren(icon(TALK), el('span', {}, begun ? 'Reprendre ma conversation' : typeset('Une question sur votre DIFE ?')),
      news ? el('span', { class: 'pastille' }, String(news),
        el('span', { class: 'cache' }, news > 1 ? ' nouvelles réponses' : ' nouvelle réponse')) : '');
  }

  #escape(event) {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation();
    const shut = [this.question, this.menu, this.head].some((each) => each.escape());
    if (!shut && !this.hasAttribute('plein')) this.close();
  }

  /** What a letter does with the panel (lettre.js). */
  get stage() {
    return {
      show: (element, head) => { this.menu.toggle(false); this.head.show(element, head); },
      leave: () => this.head.leave(),
      tell: (text) => this.#line.tell(text),
      say: (text, shown) => this.#say(text, shown),
    };
  }

  #listen(conversation) {
    const on = (type, handle) => conversation.addEventListener(type, ({ detail }) => handle(detail));
    on('session', (session) => this.#restore(session));
    on('answer', (answer) => this.#show(answer));
    on('said', ({ id, text }) => this.#thread.said(id, text, false));
    on('delivered', ({ message, expects, said, erased }) => {
      this.#settled(message.id);
      this.#last.text = ''; // the same words may answer the next question
      if (said) this.#thread.reword(message.id, said);
      this.#tour.said(message.text);
      this.box.expect(expects, this.asked);
      if (!expects && !erased) this.#askOpinion(message.id);
      // The way into a letter stands beside the box too, where an identity would be kept.
      this.#lead(this.#thread.begun(message.id));
    });
    on('refused', (refusal) => this.#refused(refusal));
    on('expects', ({ kind }) => this.box.expect(kind, this.asked));
    on('later', () => this.#line.tell('Vos messages partent un par un, encore quelques secondes.'));
    on('offline', () => this.#line.cut(association.nom, this.phone ?? association.telephone));
    on('ended', (elsewhere) => {
      this.#thread.forget(elsewhere);
      forgetAll();
      forgetDraft(''); // before the letter goes, which says nothing of it
      this.head.leave();
      if (elsewhere) this.#line.tell('Conversation effacée dans un autre onglet.');
      this.box.expect(null);
      this.#tour.end();
    });
    return conversation;
  }

  /** Whether it was taken: the same words at once are a double click; a button waits its answer. */
  #say(text, shown) {
    const now = Date.now();
    const again = this.#last.text === text && now - this.#last.at < TWICE;
    if (!this.#conversation || again || (shown && this.#conversation.pending.some((each) => each.text === text))) return false;
    this.#last = { text, at: now };
    const { id } = this.#conversation.say(text, shown);
    this.#thread.said(id, shown ?? text, true);
    this.#thread.wait(id, () => this.#conversation.ready);
    this.#line.sent(() => this.#conversation.ready);
    if (!TOUCH.matches) this.box.focus();
    return true;
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
    this.asked = answer.question ?? null;
    this.#tour.shown(answer);
    const element = answerElement(answer, { say: (text, shown) => this.#say(text, shown), stage: this.stage,
      base: BASE, call: this.call, phone: association.telephone });
    element.rated = answer.rated !== false;
    // There from the start and silent: what comes into the answer itself later is told with all of it again.
    if (element.rated) element.append(el('div', { 'aria-live': 'off' }));
    element.said = answer.front ?? answer.text;
    return element;
  }

  #settled(id) {
    this.#line.answered();
    this.#thread.settle(id);
  }

  #restore({ history, expects, contact }) {
    this.phone = contact.association_telephone;
    this.#line.arrived();
    const waiting = new Set(this.#conversation.pending.map(({ id }) => id));
    const latest = this.#thread.restore(history, waiting, (answer) => this.#made(answer));
    this.box.expect(expects, this.asked);
    if (Object.keys(draft()).length) this.#lead(this.#thread.begun('')); // one is half filled in
    if (!expects && !waiting.size) this.#askOpinion(latest);
  }

  /** The way into a letter beside the box, in the words of its button. */
  #lead(way) {
    if (way && !this.head.lent) this.box.lead(way.textContent, () => way.click());
  }

  #refused({ message, answer }) {
    this.#line.arrived();
    if (message) this.#settled(message.id);
    if (message && answer.forget) this.#thread.reword(message.id, 'Message effacé');
    else if (message && !message.text.startsWith('/')) this.box.giveBack(answer.said ?? message.text);
    if (answer.why?.text) this.#show({ ...answer.why, answers: message?.id ?? null });
  }

  /** The opinion asked and the reading aloud, each of a script of its own: without it, neither. */
  #askOpinion(id) {
    const element = this.#thread.lastAnswer(id);
    if (!element?.rated) return;
    element.rated = false; // once
    import(`${BASE}avis.js`).then(({ opinion }) => {
      const row = opinion(id, (useful, more) => this.#conversation.rate(id, useful, more),
        `Merci. ${association.debutNom} en tiendra compte.`);
      element.lastChild.append(row);
      return import(`${BASE}ecoute.js`).then(({ listenButton }) => row.append(listenButton(element.said)));
    }).catch(() => {}); // no line, no voice
  }

  /** The conversation on paper or in a file, by a script of its own. @param {'print'|'save'} how */
  async #out(how) {
    try {
      const out = await import(`${BASE}sortie.js`);
      out[how](this.#thread.entries, association);
    } catch {
      this.#line.tell('La connexion manque pour préparer la feuille. Réessayez dans un instant.');
    }
  }

  #applyLook() {
    this.look.apply();
    for (const [name, on] of [['.sombre-bouton', this.look.dark], ['.large', this.look.chosen.wide]]) {
      this.shadowRoot.querySelector(name).setAttribute('aria-pressed', String(on));
    }
  }
}

if (!customElements.get('assistant-dife')) customElements.define('assistant-dife', AssistantDife);
