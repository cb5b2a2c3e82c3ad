/** Observations as a small chart: true heights, rivals side by side, a mark for each source, gaps said. */

import { h, name, s } from './dom.js';
import { evidence } from './model.js';
import { dayNumber } from './time.js';
import { capital, figure, unitWord } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Entity} Entity */
/** @typedef {import('./model.js').Fact} Fact */

/**
 * @typedef {object} Point
 * @property {number} x years
 * @property {number} y
 * @property {string} text
 * @property {string} voice who gives the figure
 * @property {boolean} rival
 */

const WIDTH = 360;
const HEIGHT = 218;
const LEFT = 40;
const RIGHT = 352;
const BASE = 182;
const TOP = 18;

/** Charts of the observations about an entity, one an indicator (or one a place, for an indicator). @param {App} app @param {Entity} entity */
export function observationCharts(app, entity) {
  /** @type {Map<string, Entity[]>} */
  const series = new Map();
  for (const fact of entity.about) {
    const node = fact.s;
    if (!isObservation(node) || !(fact.p === 'of' || fact.p === 'indicator')) continue;
    const other = node.facts.find((f) => f.o && f.o !== entity && (f.p === 'of' || f.p === 'indicator'))?.o;
    if (!other) continue;
    const list = series.get(other.id) || [];
    if (!list.includes(node)) series.set(other.id, [...list, node]);
  }
  const out = [];
  for (const entities of series.values()) {
    const node = observationChart(app, entities);
    if (node) out.push({ entities, node });
  }
  return out;
}

/** @param {Entity} entity */
function isObservation(entity) {
  return entity.kind?.id === 'Observation' || Boolean(entity.kind?.up?.includes('Observation'));
}

/** One chart, or null when the situations carry no dated numbers. @param {App} app @param {Entity[]} entities */
export function observationChart(app, entities) {
  const points = entities.flatMap((e) => pointsOf(app, e)).sort((a, b) => a.x - b.x || a.y - b.y);
  if (!points.length || !entities.every(isObservation)) return null;
  const target = (/** @type {string} */ p) => entities[0].facts.find((f) => f.p === p)?.o;
  const indicator = target('indicator');
  const value = entities[0].facts.find((f) => f.p === 'value');
  const unit = unitWord(value?.v?.unit || indicator?.unit);
  const voices = [...new Set(points.map((p) => p.voice))];
  const svg = s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': describe(indicator, target('of'), points) });
  draw(svg, points, voices);
  const key = h('div', { class: 'key' }, ...voices.map((v, i) => h('span', {}, s('svg', { width: 12, height: 12, 'aria-hidden': 'true' }, mark(i, 6, 6)), name(v))));
  const of = target('of');
  return h('section', { class: 'sec chart' }, h('h3', {}, h('span', {}, name(capital(indicator?.name || 'Observations')), of ? `, ${of.name}` : ''), h('small', {}, unit)), key, svg);
}

/** @param {Entity|null|undefined} indicator @param {Entity|null|undefined} of @param {Point[]} points */
function describe(indicator, of, points) {
  return `${capital(indicator?.name || 'Observations')}${of ? ` of ${of.name}` : ''}: ${points.map((p) => `${p.text} in ${Math.floor(p.x)}, ${p.voice}`).join('; ')}`;
}

/** @param {App} app @param {Entity} entity @returns {Point[]} */
function pointsOf(app, entity) {
  const date = entity.date || entity.facts.find((f) => f.date)?.date;
  const bounds = date?.bounds || [];
  const first = bounds[0] || bounds[1];
  const last = bounds[3] || bounds[2] || first;
  if (!first || !last) return [];
  const middle = (dayNumber(first) + dayNumber(last)) / 2;
  const x = 1970 + middle / 365.2425;
  return entity.facts.filter((f) => f.p === 'value' && f.v && Number.isFinite(Number(f.v.text))).map((f) => ({
    x, y: Number(f.v?.text), text: figure(f.v?.text || ''), voice: voiceOf(app, f), rival: f.states.has('contested'),
  }));
}

/** First speaker and, where another printed it, the publisher. @param {App} app @param {Fact} fact */
function voiceOf(app, fact) {
  const claim = fact.claims[0];
  if (!claim) return 'derived';
  const first = (evidence(claim, 'chain') || [])[0]?.speaker;
  const speaker = app.model.byId.get(first)?.name || first || claim.source.publisherName || claim.source.title;
  const publisher = claim.source.publisherName;
  return publisher && publisher !== speaker ? `${speaker}, by ${publisher}` : String(speaker);
}

/** @param {SVGElement} svg @param {Point[]} points @param {string[]} voices */
function draw(svg, points, voices) {
  const top = nice(Math.max(...points.map((p) => p.y)));
  const low = Math.min(0, ...points.map((p) => p.y));
  const first = Math.floor(points[0].x);
  const last = Math.max(first + 1, Math.floor(points[points.length - 1].x));
  const X = (/** @type {number} */ x) => LEFT + 16 + ((x - first - 0.5) / (last - first)) * (RIGHT - LEFT - 32);
  const Y = (/** @type {number} */ y) => BASE - ((y - low) / (top - low || 1)) * (BASE - TOP);
  for (let i = 0; i <= 5; i++) {
    const v = low + ((top - low) * i) / 5;
    svg.append(s('path', { class: 'grid', d: `M${LEFT} ${Y(v)}H${RIGHT}` }), label(LEFT - 8, Y(v) + 4, short(v), 'end', 'soft'));
  }
  svg.append(s('path', { class: 'base', d: `M${LEFT} ${Y(low)}H${RIGHT}` }));
  years(svg, points, first, last, X, Y(low));
  lines(svg, points, X, Y);
  rivals(svg, points, X, Y);
  const done = new Map();
  for (const p of points) {
    const beside = points.filter((q) => Math.abs(q.x - p.x) < 0.3);
    const shift = (beside.indexOf(p) - (beside.length - 1) / 2) * 12;
    svg.append(mark(voices.indexOf(p.voice), X(p.x) + shift, Y(p.y)));
    const near = beside.length > 1 && !(p.rival && beside.length === 2) && Math.abs(Y(beside[0].y) - Y(beside[beside.length - 1].y)) < 9;
    if (near && done.get(p.x)) continue;
    done.set(p.x, true);
    const text = near ? beside.map((q) => q.text).join(', ') : p.text;
    const above = beside.length === 1 || p === beside[beside.length - 1] || near;
    const half = text.length * 3.2;
    const x = Math.min(RIGHT + 4 - half, Math.max(LEFT + 6 + half, X(p.x) + (near ? 0 : shift)));
    svg.append(label(x, above ? Y(Math.max(...(near ? beside.map((q) => q.y) : [p.y]))) - 10 : Y(p.y) + 19, text, 'middle', p.rival ? 'strong' : 'plain'));
  }
}

/** Years on the axis; "no fact" under those without a figure. @param {SVGElement} svg @param {Point[]} points @param {number} first @param {number} last @param {(x: number) => number} X @param {number} y0 */
function years(svg, points, first, last, X, y0) {
  const step = Math.ceil((last - first + 1) / 8);
  for (let year = first; year <= last; year += step) {
    svg.append(s('path', { class: 'base', d: `M${X(year + 0.5)} ${y0}v4` }), label(X(year + 0.5), y0 + 18, String(year), 'middle', 'soft'));
    if (step === 1 && !points.some((p) => Math.floor(p.x) === year)) svg.append(label(X(year + 0.5), y0 + 31, 'no fact', 'middle', 'soft small'));
  }
}

/** Lines between the figures of one voice, dashed across years without one. @param {SVGElement} svg @param {Point[]} points @param {(x: number) => number} X @param {(y: number) => number} Y */
function lines(svg, points, X, Y) {
  for (const voice of new Set(points.map((p) => p.voice))) {
    const own = points.filter((p) => p.voice === voice);
    for (let i = 1; i < own.length; i++) {
      const gap = own[i].x - own[i - 1].x > 1.5;
      if (own[i].x - own[i - 1].x < 0.3) continue;
      svg.append(s('path', { class: `series${gap ? ' gap' : ''}`, d: `M${X(own[i - 1].x)} ${Y(own[i - 1].y)}L${X(own[i].x)} ${Y(own[i].y)}` }));
    }
  }
}

/** A bracket with ≠ beside rival figures of one time. @param {SVGElement} svg @param {Point[]} points @param {(x: number) => number} X @param {(y: number) => number} Y */
function rivals(svg, points, X, Y) {
  for (const x of new Set(points.filter((p) => p.rival).map((p) => p.x))) {
    const ys = points.filter((p) => p.rival && p.x === x).map((p) => Y(p.y));
    if (ys.length < 2) continue;
    const [high, low] = [Math.min(...ys), Math.max(...ys)];
    const bx = X(x) - 20;
    svg.append(s('path', { class: 'bracket', d: `M${bx + 4} ${high}h-4V${low}h4M${bx} ${(high + low) / 2}h-6` }), s('circle', { class: 'doubt', cx: bx - 14, cy: (high + low) / 2, r: 8 }), s('text', { class: 'q doubt', x: bx - 14, y: (high + low) / 2 + 4 }, '≠'));
  }
}

/** The mark of a source by its number: disc, square, lozenge, triangle, filled before hollow. @param {number} i @param {number} x @param {number} y */
function mark(i, x, y) {
  const cls = `mark m${i % 4}`;
  if (i % 4 === 0) return s('circle', { class: cls, cx: x, cy: y, r: 4.5 });
  if (i % 4 === 1) return s('rect', { class: cls, x: x - 4, y: y - 4, width: 8, height: 8 });
  if (i % 4 === 2) return s('path', { class: cls, d: `M${x} ${y - 5.5}l5.5 5.5-5.5 5.5-5.5-5.5z` });
  return s('path', { class: cls, d: `M${x} ${y - 5}l5 9h-10z` });
}

/** @param {number} x @param {number} y @param {string} text @param {string} anchor @param {string} cls */
function label(x, y, text, anchor, cls) {
  return s('text', { class: cls, x, y, 'text-anchor': anchor }, text);
}

/** A round number not below v. @param {number} v */
function nice(v) {
  const power = 10 ** Math.floor(Math.log10(Math.max(v, 1e-9)));
  return ([1, 2, 2.5, 5, 10].find((m) => m * power >= v * 1.04) || 10) * power;
}

/** @param {number} v */
function short(v) {
  if (Math.abs(v) >= 1e6) return `${Number((v / 1e6).toPrecision(3))}m`;
  return figure(String(Number(v.toPrecision(4))));
}
