/* The letter in the thread. */

import { letterCard } from './courriel.js';

/** @param {object} data the card of the server @param {object} stage {show, leave, tell, say} */
export const letterStart = (data, stage) => letterCard(data, stage.tell);
