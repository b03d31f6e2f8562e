/* Links that open a subject: « …#sujet=frais », and any element of the site with
 * ouvrir="frais" or data-dife-ouvrir="frais". What they say is what the tiles of the welcome say. */

const SUBJECTS = {
  __proto__: null, // « constructor » is no subject
  guide: ['/suivre_parcours', 'Être guidé pas à pas'],
  droits: ['/consulter_droits', 'Où voir mes droits ?'],
  frais: ['/calculer_frais', 'Calculer mes frais'],
  'date-limite': ['/calculer_date_limite', 'Calculer ma date limite'],
  connexion: ['/se_connecter', 'Je n’arrive pas à me connecter'],
  courriel: ['/rediger_courriel', 'Écrire à la Caisse des Dépôts'],
  personne: ['/parler_conseiller', 'Parler à une personne'],
};

/** @param {(payload: string|undefined, title: string|undefined) => void} open the panel; on a
 * subject where one is named, as it is where the name is unknown */
export function watchSubjects(open) {
  const from = (name) => open(...(SUBJECTS[name] ?? []));
  const hash = () => {
    const found = location.hash.match(/^#sujet=([\w-]+)$/);
    if (!found) return;
    history.replaceState(history.state, '', location.pathname + location.search); // once
    from(found[1]);
  };
  addEventListener('hashchange', hash);
  addEventListener('click', (event) => {
    const link = event.target.closest?.('[data-dife-ouvrir], [ouvrir]');
    if (!link) return;
    event.preventDefault();
    from(link.dataset.difeOuvrir ?? link.getAttribute('ouvrir'));
  });
  hash();
}
