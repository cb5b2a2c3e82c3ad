/** Numbers as a chart: over years as a line for each group, else a bar for each group. */

import { h, s } from './dom.js';
import { number, text } from './terms.js';

/** @typedef {import('./terms.js').Answer} Answer */

const WIDTH = 720;
const HEIGHT = 300;
const [LEFT, RIGHT, TOP, BASE] = [64, 700, 16, 262];
const MOST_BARS = 40;

/** @param {Answer} answer @returns {{year: number, value: number, group: number}|null} columns; -1 for none */
export function plan(answer) {
  const numeric = answer.columns.map((_, i) => answer.rows.some((row) => row[i]) && answer.rows.every((row) => !row[i] || Number.isFinite(number(row[i]))));
  const years = answer.columns.map((name, i) => answer.rows.some((row) => row[i]) && answer.rows.every((row) => !row[i] || yearOf(row[i]) !== null)
    && (!numeric[i] || /year/i.test(name)));
  const year = years.indexOf(true);
  const value = numeric.findLastIndex((is, i) => is && i !== year);
  if (value < 0) return null;
  return { year, value, group: answer.columns.findIndex((_, i) => i !== year && i !== value && !numeric[i]) };
}

/** @param {import('./terms.js').Term|undefined} term */
function yearOf(term) {
  const match = term && /^(-?\d{4})(?:-\d\d(?:-\d\d)?)?(?:T.*)?$/.exec(term.value);
  return match ? Number(match[1]) + (term && term.value.length >= 7 ? (Number(term.value.slice(5, 7)) - 1) / 12 : 0) : null;
}

/** @param {Answer} answer */
export function chart(answer) {
  const columns = plan(answer);
  if (!columns) return h('p', { class: 'empty' }, 'A chart needs a column of numbers. A column of years or days, or of names, says what they belong to.');
  return columns.year >= 0 ? lines(answer, columns) : bars(answer, columns);
}

/** @param {Answer} answer @param {{year: number, value: number, group: number}} columns */
function lines(answer, { year, value, group }) {
  const points = answer.rows.filter((row) => row[year] && row[value]).map((row) => ({ x: /** @type {number} */ (yearOf(row[year])), y: number(row[value]), name: group < 0 ? '' : text(row[group]) }));
  const names = [...new Set(points.map((p) => p.name))];
  const first = Math.floor(Math.min(...points.map((p) => p.x)));
  const last = Math.max(first + 1, Math.ceil(Math.max(...points.map((p) => p.x))));
  const [svg, Y] = frame(points.map((p) => p.y), `${answer.columns[value]} by ${answer.columns[year]}`);
  const X = (/** @type {number} */ x) => LEFT + 16 + ((x - first) / (last - first)) * (RIGHT - LEFT - 32);
  const step = Math.ceil((last - first) / 10);
  for (let at = first; at <= last; at += step) svg.append(s('text', { x: X(at), y: BASE + 20, 'text-anchor': 'middle' }, String(at)));
  names.forEach((name, i) => {
    const own = points.filter((p) => p.name === name).sort((a, b) => a.x - b.x || a.y - b.y);
    const rivals = (/** @type {{x: number, y: number}} */ p) => own.some((other) => other.x === p.x && other.y !== p.y);
    const path = own.map((p, n) => (rivals(p) ? '' : `${n && !rivals(own[n - 1]) ? 'L' : 'M'}${X(p.x)} ${Y(p.y)}`)).join(''); // values that differ at one time are points
    svg.append(s('path', { class: `line c${i % 4}`, d: path }));
    for (const p of own) svg.append(s('g', {}, mark(i, X(p.x), Y(p.y)), s('title', {}, `${name ? `${name}, ` : ''}${Math.floor(p.x)}: ${p.y}`)));
  });
  const key = names.length > 1 && h('ul', { class: 'key' }, ...names.map((name, i) => h('li', {}, s('svg', { width: 14, height: 14, 'aria-hidden': 'true' }, mark(i, 7, 7)), h('bdi', {}, name))));
  return h('figure', {}, svg, key);
}

/** @param {Answer} answer @param {{value: number, group: number}} columns */
function bars(answer, { value, group }) {
  const rows = answer.rows.filter((row) => row[value]).slice(0, MOST_BARS);
  const [svg, Y] = frame(rows.map((row) => number(row[value])), `${answer.columns[value]} by ${group < 0 ? 'row' : answer.columns[group]}`);
  const each = (RIGHT - LEFT) / rows.length;
  rows.forEach((row, i) => {
    const name = group < 0 ? String(i + 1) : text(row[group]);
    const [top, foot] = [Math.min(Y(number(row[value])), Y(0)), Math.max(Y(number(row[value])), Y(0))];
    const x = LEFT + i * each + each * 0.15;
    svg.append(s('rect', { class: 'column', x, y: top, width: each * 0.7, height: Math.max(foot - top, 1) }, s('title', {}, `${name}: ${number(row[value])}`)));
    if (rows.length <= 12) svg.append(s('text', { x: x + each * 0.35, y: BASE + 18 + (i % 2) * 14, 'text-anchor': 'middle' }, name.length > 16 ? `${name.slice(0, 15)}…` : name));
  });
  const left = answer.rows.length - rows.length;
  return h('figure', {}, svg, left > 0 && h('figcaption', {}, `The first ${MOST_BARS} rows; ${left} more are in the table.`));
}

/** Axis and grid. @param {number[]} values @param {string} label @returns {[SVGElement, (y: number) => number]} */
function frame(values, label) {
  const top = nice(Math.max(...values, 0));
  const low = Math.min(0, ...values);
  const Y = (/** @type {number} */ y) => BASE - ((y - low) / (top - low || 1)) * (BASE - TOP);
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `Chart: ${label}. The table has the same numbers.` });
  for (let i = 0; i <= 4; i++) {
    const v = low + ((top - low) * i) / 4;
    svg.append(s('path', { class: 'grid', d: `M${LEFT} ${Y(v)}H${RIGHT}` }), s('text', { x: LEFT - 8, y: Y(v) + 4, 'text-anchor': 'end' }, Number(v.toPrecision(4)).toLocaleString('en')));
  }
  svg.append(s('path', { class: 'zero', d: `M${LEFT} ${Y(0)}H${RIGHT}` }));
  return [/** @type {any} */ (svg), Y];
}

/** @param {number} i @param {number} x @param {number} y */
function mark(i, x, y) {
  const cls = `mark c${i % 4}`;
  if (i % 4 === 0) return s('circle', { class: cls, cx: x, cy: y, r: 4.5 });
  if (i % 4 === 1) return s('rect', { class: cls, x: x - 4, y: y - 4, width: 8, height: 8 });
  if (i % 4 === 2) return s('path', { class: cls, d: `M${x} ${y - 6}l6 6-6 6-6-6z` });
  return s('path', { class: cls, d: `M${x} ${y - 5}l5.5 10h-11z` });
}

/** A round number not below v. @param {number} v */
function nice(v) {
  const power = 10 ** Math.floor(Math.log10(Math.max(v, 1e-9)));
  return ([1, 2, 2.5, 5, 10].find((m) => m * power >= v) || 10) * power;
}
