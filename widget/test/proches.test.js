/* What is proposed while somebody types: the subject wanted stands among the five. */

import assert from 'node:assert/strict';
import test from 'node:test';
import { index, nearest, slips, words } from '../src/proches.js';

const TITLES = ['Qu\'est-ce que le DIFE ?', 'Où voir le montant de mes droits ?', 'J\'ai oublié mon mot de passe',
  'Mon compte a été vidé', 'Quels justificatifs garder ?', 'Comment me faire rembourser ?', 'En combien de temps suis-je remboursé ?',
  'Calculer mes indemnités repas et nuits', 'Comment annuler mon inscription ?', 'Faut-il un téléphone récent ?',
  'Puis-je choisir une formation à distance ?', 'Le guide imprimé est-il encore juste ?'];
const TOWNS = ['Montargis (45)', 'Orléans (45)', 'Saint-Jean-de-Braye (45)', 'Saint-Jean-de-la-Ruelle (45)', 'Sens (89)',
  'Montauban (82)', 'Œuilly (02)', 'Paris (75)', 'L\'Haÿ-les-Roses (94)'];
const titles = index(TITLES);
const towns = index(TOWNS, true);

for (const [typed, wanted] of [
  ['mot de pa', 2], ['mot de passe oublie', 2], ['mdp oublié', 2], ['remboursement', 5], ['me faire rembouser', 5], ['DISTANCE', 10],
  ['l’inscription', 8], ['justif', 4], ['telephonne', 9], ['j\'ai perdu mon mot de passe', 2], ['montan droit', 1], ['dife', 0],
]) test(`« ${typed} »`, () => assert.ok(nearest(typed, titles).includes(TITLES[wanted]), nearest(typed, titles).join(' | ')));

for (const typed of ['', 'm', 'de', 'je ne', 'bonjour', 'xyzzy', 'le chat du voisin mange des souris', '????', '\u0000']) {
  test(`nothing for « ${typed} »`, () => assert.deepEqual(nearest(typed, titles), []));
}

for (const [typed, wanted] of [
  ['montarg', 0], ['montragis', 0], ['orleans', 1], ['ORLÉ', 1], ['st jean de b', 2], ['saint jean de la', 3], ['sen', 4], ['oeui', 6],
  ['l\'hay', 8], ['hay les roses', 8],
]) test(`town « ${typed} »`, () => assert.equal(nearest(typed, towns)[0], TOWNS[wanted]));

// In the order in which the server gives them: the most populous first.
const LARGE = index(['Paris (75)', 'Toulouse (31)', 'Strasbourg (67)', 'Tours (37)', 'Saint-Étienne (42)', 'Tourcoing (59)', 'Toulon (83)',
  'Le Tampon (974)', 'La Tour-du-Pin (38)', 'Tournefeuille (31)', 'Saint-Tour (45)', 'Parthenay (79)', 'Seyssinet-Pariset (38)', 'Parempuyre (33)',
  'Tourtoirac (24)', 'Toury (28)'], true);
for (const [typed, wanted] of [
  ['Tou', ['Toulouse (31)', 'Tours (37)', 'Tourcoing (59)', 'Toulon (83)', 'La Tour-du-Pin (38)']],
  ['Tours', ['Tours (37)']], // none that is only like it
  ['tour', ['Tours (37)', 'Tourcoing (59)', 'La Tour-du-Pin (38)', 'Tournefeuille (31)', 'Tourtoirac (24)']], // an article is no beginning
  ['toury', ['Toury (28)']],
  ['Par', ['Paris (75)', 'Parthenay (79)', 'Parempuyre (33)', 'Seyssinet-Pariset (38)']],
  ['pin', ['La Tour-du-Pin (38)']],
  ['st', ['Strasbourg (67)', 'Saint-Étienne (42)', 'Saint-Tour (45)']],
  ['st e', ['Saint-Étienne (42)']],
  ['tampon', ['Le Tampon (974)']],
  ['tuolouse', ['Toulouse (31)']],
  ['toulose', ['Toulouse (31)', 'Toulon (83)']],
]) test(`towns « ${typed} », in order`, () => assert.deepEqual(nearest(typed, LARGE), wanted));

test('a town is not proposed for another', () => assert.deepEqual(nearest('Villetrouvée', towns), []));
test('five at most', () => assert.equal(nearest('test', index(Array.from({ length: 40 }, (_, n) => `Test ${n}`))).length, 5));
test('slips are counted', () => {
  assert.deepEqual([slips('chat', 'chat', 2), slips('caht', 'chat', 2), slips('cha', 'chat', 2), slips('ch', 'maison', 2)], [0, 1, 1, 3]);
});
test('words lose their accents', () => assert.deepEqual(words('L’Œuvre d\'été, déjà !'), ['l', 'oeuvre', 'd', 'ete', 'deja']));
