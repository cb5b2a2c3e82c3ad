/** Text on the canvas: widths, and two lines at most. */

/** @type {Map<string, number>} */
const widths = new Map();

/** Width of a text in CSS pixels. @param {CanvasRenderingContext2D} ctx @param {string} font @param {string} text */
export function measure(ctx, font, text) {
  const key = font + text;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 20000) widths.clear();
    ctx.font = font;
    width = ctx.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/**
 * A label as one or two lines, broken near 18 characters; what is longer ends in an ellipsis.
 * @param {string} text
 * @returns {string[]}
 */
export function wrap(text) {
  const clean = text.slice(0, 200).replace(/\s+/g, ' ').trim();
  if (clean.length <= 20) return [clean];
  const words = clean.split(' ');
  let best = 0;
  let least = Infinity;
  let length = 0;
  for (let i = 1; i < words.length; i++) {
    length += words[i - 1].length + 1;
    const longest = Math.max(length - 1, clean.length - length);
    if (longest < least) {
      least = longest;
      best = i;
    }
  }
  if (!best) return [shorten(clean, 26)];
  if (least <= 26) return [words.slice(0, best).join(' '), words.slice(best).join(' ')];
  let first = 1;
  while (first < words.length && words.slice(0, first + 1).join(' ').length <= 22) first++;
  return [shorten(words.slice(0, first).join(' '), 26), shorten(words.slice(first).join(' '), 24)];
}

/** @param {string} text @param {number} most */
function shorten(text, most) {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join('').trimEnd()}…` : text;
}
