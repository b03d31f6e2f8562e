/* The letter in the browser says what dife/ says: the vectors of tests/support/letter.json, which
 * tests/widget/test_letter.py holds to Python. `npm test` runs it. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { dayOf, eml, fault, kept, linesOf, mailto, sentence, write } from '../src/courriel.js';

const file = new URL('../../tests/support/letter.json', import.meta.url);
const { answers, card, days, letters, sentences, today } = JSON.parse(readFileSync(file, 'utf8'));
const field = (key) => card.champs.find((each) => each.cle === key);

for (const vector of answers) {
  const text = vector.text.repeat(vector.times ?? 1) + (vector.then ?? '');
  test(`${vector.field}: ${JSON.stringify(text.slice(0, 60))}`, () => {
    assert.equal(fault(card, field(vector.field), text, today), vector.fault ?? '');
    if (vector.fault) return;
    assert.equal(kept(field(vector.field), text), vector.kept === true ? text : vector.kept);
  });
}

for (const vector of sentences) {
  test(vector.said, () => {
    assert.equal(sentence(card, field(vector.field), vector.fault), vector.said);
  });
}

for (const [n, { values, subject, body }] of letters.entries()) {
  test(`letter ${n + 1}`, () => {
    const letter = write(card, values);
    assert.deepEqual(letter, { to: card.destinataire, subject, body });
    assert.ok(mailto(letter).startsWith(`mailto:${card.destinataire}?subject=`));
    const [head, content] = eml(letter).split('\r\n\r\n');
    assert.equal(head.split('\r\n').filter((line) => /^\S/.test(line)).length, 6);
    assert.equal(Buffer.from(content, 'base64').toString(), body.replace(/\n/g, '\r\n'));
  });
}

for (const { typed, day } of days) {
  test(`three fields ${JSON.stringify(typed)}`, () => {
    const said = dayOf(typed, today);
    if (day) assert.equal(said, day);
    else assert.equal(fault(card, field('naissance'), said, today), 'date');
  });
}

test('three empty fields are an empty answer', () => {
  assert.equal(dayOf(['', ' ', ''], today), '');
});

test('each line names the fields that stand in it, a signature none', () => {
  const lines = linesOf(card, letters[0].values);
  assert.deepEqual(lines.find(({ text }) => text.startsWith('Nom :')).keys, ['nom']);
  assert.deepEqual(lines.at(-1).keys, []);
});

test('nothing wrong is said of a right answer, and there are vectors', () => {
  assert.ok(answers.length > 50 && days.length && sentences.length && letters.length);
  assert.equal(sentence(card, field('nom'), ''), '');
});
