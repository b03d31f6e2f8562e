/* What the widget says of the association, filled in from its folder each time this is asked for. */
export default {
  nom: "{association}",
  seul: "{association.seul}",
  deNom: "{association.de}",
  aNom: "{association.a}",
  debutNom: "{association.debut}",
  telephone: "{association_telephone}",
  couleur: "{association_couleur}",
  couleurTexte: "{association_couleur_texte}",
};
