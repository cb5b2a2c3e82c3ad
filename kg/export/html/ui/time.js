/** Days as numbers, and whether a date with blurred ends holds in a window. */

/** @typedef {import('./model.js').When} When */

const DAY = 86400000;

/** Bounds that were read before: many facts share a date. @type {WeakMap<When, [number, number, number, number]>} */
const read = new WeakMap();

/** Day number of an ISO day. @param {string} iso */
export function dayNumber(iso) {
  return Math.floor(Date.parse(`${iso}T00:00:00Z`) / DAY);
}

/** ISO day of a day number. @param {number} day */
export function isoDay(day) {
  return new Date(Math.round(day) * DAY).toISOString().slice(0, 10);
}

/**
 * The four bounds as day numbers; an absent bound is without end.
 * @param {When} when @returns {[number, number, number, number]}
 */
export function limits(when) {
  const known = read.get(when);
  if (known) return known;
  const [se, sl, ee, el] = when.bounds || [];
  /** @type {[number, number, number, number]} */
  const days = [se ? dayNumber(se) : -Infinity, sl ? dayNumber(sl) : Infinity, ee ? dayNumber(ee) : -Infinity, el ? dayNumber(el) : Infinity];
  read.set(when, days);
  return days;
}

/**
 * How surely a date falls into a window of days: 0 not, 1 certainly, 2 possibly.
 * @param {When} when @param {number} from @param {number} to
 * @returns {0|1|2}
 */
export function holds(when, from, to) {
  const [se, sl, ee, el] = limits(when);
  if (se > to || el < from) return 0;
  const surelyOn = sl <= ee && sl <= to && ee >= from;
  const whollyWithin = se >= from && el <= to;
  return surelyOn || whollyWithin ? 1 : 2;
}
