/** One scale for slider and timeline: years without dated facts are folded, dense years get room. */

import { limits } from './time.js';
import { month } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').When} When */

/** Empty years in a row before they are folded. */
const FOLD = 3;

/** @typedef {{from: number, to: number, left: number, right: number, folded: boolean}} Segment days and shares of the width */

/** First day of a year. @param {number} year */
export function newYear(year) {
  return Math.floor(Date.UTC(year, 0, 1) / 86400000);
}

/** Year of a day number. @param {number} day */
export function yearOf(day) {
  return new Date(day * 86400000).getUTCFullYear();
}

/** All dates of the case: those of the facts. @param {App} app @returns {When[]} */
export function allDates(app) {
  const seen = new Set();
  /** @type {When[]} */
  const out = [];
  for (const fact of app.model.facts) {
    if (!fact.date || seen.has(fact.date)) continue;
    seen.add(fact.date);
    out.push(fact.date);
  }
  return out;
}

export class TimeScale {
  /** @param {When[]} dates */
  constructor(dates) {
    /** @type {Map<number, number>} */
    const years = new Map();
    for (const date of dates) {
      for (const day of limits(date)) {
        if (!Number.isFinite(day)) continue;
        const year = yearOf(day);
        years.set(year, (years.get(year) || 0) + 1);
      }
    }
    const list = [...years.keys()].sort((a, b) => a - b);
    this.empty = !list.length;
    const first = list[0] ?? 2000;
    const last = list[list.length - 1] ?? 2001;
    this.first = newYear(first);
    this.last = newYear(last + 1) - 1;
    this.segments = segments(first, last, years);
  }

  /** Share of the width, 0 to 1, at which a day stands. @param {number} day */
  at(day) {
    for (const s of this.segments) {
      if (day < s.to) return s.left + ((s.right - s.left) * Math.max(0, day - s.from)) / (s.to - s.from);
    }
    return 1;
  }

  /** The day at a share of the width. @param {number} share */
  dayAt(share) {
    for (const s of this.segments) {
      if (share < s.right) return Math.round(s.from + ((s.to - s.from) * Math.max(0, share - s.left)) / (s.right - s.left));
    }
    return this.last;
  }

  /**
   * Ticks that fit a width: years, and quarters where a year has the room.
   * @param {number} width pixels @param {number} [gap] least pixels between two labels
   * @returns {{day: number, text: string, year: boolean}[]}
   */
  ticks(width, gap = 38) {
    const years = [];
    const quarters = [];
    for (const s of this.segments) {
      if (s.folded) continue;
      const year = yearOf(s.from);
      years.push({ day: s.from, text: String(year), year: true });
      if ((s.right - s.left) * width < 4 * gap) continue;
      for (const q of [3, 6, 9]) quarters.push({ day: Math.floor(Date.UTC(year, q, 1) / 86400000), text: month(q).slice(0, 3), year: false });
    }
    /** @type {{day: number, text: string, year: boolean}[]} */
    const out = [];
    for (const tick of [...years, ...quarters]) {
      const x = this.at(tick.day) * width;
      if (out.every((t) => Math.abs(this.at(t.day) * width - x) >= gap)) out.push(tick);
    }
    return out.sort((a, b) => a.day - b.day);
  }

  /** Bins for density: months in wide years, else years. @param {number} width @returns {{from: number, to: number}[]} */
  bins(width) {
    const out = [];
    for (const s of this.segments) {
      if (s.folded) continue;
      const year = yearOf(s.from);
      if ((s.right - s.left) * width < 120) {
        out.push({ from: s.from, to: s.to });
        continue;
      }
      for (let m = 0; m < 12; m++) out.push({ from: Math.floor(Date.UTC(year, m, 1) / 86400000), to: Math.floor(Date.UTC(year, m + 1, 1) / 86400000) });
    }
    return out;
  }
}

/** @param {number} first @param {number} last @param {Map<number, number>} years @returns {Segment[]} */
function segments(first, last, years) {
  /** @type {(Segment & {weight: number})[]} */
  const out = [];
  for (let year = first; year <= last; year++) {
    let end = year;
    while (!years.has(end) && end <= last) end++;
    if (end - year >= FOLD) {
      out.push({ from: newYear(year), to: newYear(end), left: 0, right: 0, folded: true, weight: 0.7 });
      year = end - 1;
      continue;
    }
    const n = years.get(year) || 0;
    out.push({ from: newYear(year), to: newYear(year + 1), left: 0, right: 0, folded: false, weight: 0.5 + 0.5 * Math.min(n, 80) ** 0.6 });
  }
  const total = out.reduce((sum, s) => sum + s.weight, 0) || 1;
  let at = 0;
  for (const s of out) {
    s.left = at;
    at += s.weight / total;
    s.right = at;
  }
  return out;
}

