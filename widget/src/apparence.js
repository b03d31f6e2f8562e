/* What the visitor chose of the look, kept in this browser once chosen: text size, width. */

const STORE = 'assistant-dife-apparence';
export const SIZES = [0.875, 1, 1.15, 1.35, 1.6, 2];

export function look() {
  try {
    return { size: 1, wide: false, ...JSON.parse(localStorage.getItem(STORE) ?? '{}') };
  } catch {
    return { size: 1, wide: false };
  }
}

export function keepLook(chosen) {
  try {
    localStorage.setItem(STORE, JSON.stringify(chosen));
  } catch { /* storage is forbidden: chosen for this page */ }
}

/** The colour of words and edges on white: the site's, or ink where it is too pale to be read
 * (less than 4.5 : 1). @param {string} colour as the browser computes it, « rgb(0, 67, 122) » */
export function readable(colour) {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? [0, 0, 0]).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (light + 0.05) >= 4.5 ? colour : '#1b1f24';
}
