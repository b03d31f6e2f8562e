/* The panel's look as the visitor chose it: text size, width, dark; colours that can be read. */

import { LOOK, recall, remember } from './memoire.js';

export const SIZES = [0.875, 1, 1.15, 1.35, 1.6, 2];
const DARK = matchMedia('(prefers-color-scheme: dark)');
const INK = { light: [27, 31, 36], dark: [232, 236, 240] };
const GROUND = { light: [255, 255, 255], dark: [23, 28, 33] };
const LEGIBLE = 4.5; // WCAG 1.4.3
const ON_DARK = 7; // 1.4.6: a blue barely legible tires on black

const parts = (colour) => (colour.match(/[\d.]+/g) ?? [0, 0, 0]).slice(0, 3).map(Number);
const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, n) => {
  const share = colour[n] / 255;
  return sum + weight * (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4);
}, 0.05);
const contrast = (one, other) => Math.max(light(one) / light(other), light(other) / light(one));

/** The colour, or as little nearer to ink as gives words of it this contrast on this ground. */
function legible(colour, ground, ink, least) {
  for (let share = 0; share < 1; share += 0.1) {
    const mixed = colour.map((part, n) => Math.round(part + (ink[n] - part) * share));
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return ink;
}

export class Look {
  /** @param {HTMLElement} frame holds all that is shown @param {HTMLElement} filled has the colours */
  constructor(frame, filled) {
    this.frame = frame;
    this.filled = filled;
    const { size = 1, wide = false, dark } = recall(LOOK);
    this.chosen = { size: SIZES[size] ? size : 1, wide, dark }; // `dark`: as the device until chosen
    DARK.addEventListener('change', () => this.apply());
  }

  get dark() {
    return this.chosen.dark ?? DARK.matches;
  }

  /** @param {object} some {size, wide, dark} */
  choose(some) {
    const size = Math.min(Math.max(some.size ?? this.chosen.size, 0), SIZES.length - 1);
    Object.assign(this.chosen, some, { size });
    remember(LOOK, this.chosen);
    this.apply();
  }

  get percent() {
    return Math.round(SIZES[this.chosen.size] * 100);
  }

  apply() {
    const { frame, dark } = this;
    frame.classList.toggle('sombre', dark);
    frame.classList.toggle('grand', this.chosen.wide);
    frame.style.setProperty('--taille', SIZES[this.chosen.size]);
    const mode = dark ? 'dark' : 'light';
    for (const name of ['--mots', '--sur-c']) frame.style.removeProperty(name);
    const { backgroundColor, color } = getComputedStyle(this.filled);
    const [ground, text] = [parts(backgroundColor), parts(color)];
    frame.style.setProperty('--mots', `rgb(${legible(ground, GROUND[mode], INK[mode], dark ? ON_DARK : LEGIBLE)})`);
    if (contrast(ground, text) < LEGIBLE) {
      frame.style.setProperty('--sur-c', contrast(ground, [0, 0, 0]) > contrast(ground, [255, 255, 255]) ? '#000' : '#fff');
    }
  }
}
