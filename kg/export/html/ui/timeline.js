/** The timeline: what happened when, and how surely. Solid is certain, hatch is possible, brackets are one day within. */

import { find, h, s } from './dom.js';
import { colours } from './glyphs.js';
import { sentenceOf } from './edge-panel.js';
import { limits } from './time.js';
import { capital, count, figure } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Entity} Entity */
/** @typedef {import('./model.js').When} When */
/** @typedef {import('./model.js').Group} Group */

/**
 * @typedef {object} Row
 * @property {string} title
 * @property {string} section
 * @property {Group} group
 * @property {When} date
 * @property {boolean} contested
 * @property {boolean} faint only possible in the window
 * @property {{kind: 'node'|'edge', id: string}} target
 * @property {{day: number, text: string}[]} [values] figures of a series
 */

/** Rows that are drawn at first, and added at each wish for more. */
const MOST = 400;

let shown = MOST;

/** @param {App} app */
export function drawTimeline(app) {
  const view = find('#v-timeline');
  const rows = rowsOf(app);
  const top = view.scrollTop;
  const words = rows.length ? `${count(rows.length, 'dated situation')}. Years without dated facts are folded.` : 'No dated facts pass these filters.';
  const svg = s('svg', { class: 'tl', role: 'group', 'aria-label': 'Timeline; the Table tab holds the same facts as text' });
  const rest = rows.length - shown;
  const more = () => {
    shown += MOST;
    drawTimeline(app);
  };
  view.replaceChildren(h('div', { class: 'tlhead' }, h('div', {}, h('h2', {}, 'What happened when, and how surely'), h('p', {}, words)), key()), svg,
    rest > 0 ? h('button', { type: 'button', class: 'button more-rows', onclick: more }, `Show ${Math.min(MOST, rest)} of ${rest.toLocaleString('en')} more`) : '');
  if (rows.length) paintRows(app, svg, rows.slice(0, shown), view.clientWidth);
  view.scrollTop = top;
}

/** Dated situations and dated relations that pass, in sections. @param {App} app @returns {Row[]} */
function rowsOf(app) {
  const { model, drawn, passing } = app;
  /** @type {Row[]} */
  const rows = [];
  for (const entity of model.entities) {
    if (!entity.situation || app.foldedIds.has(entity.id)) continue;
    const date = entity.date || entity.facts.find((f) => f.date)?.date;
    if (!date?.bounds?.some(Boolean) || !passing.nodes[entity.i]) continue;
    const section = entity.kind.up.includes('Event') ? 'Events' : 'Plans, cases and states';
    rows.push({ title: entity.name, section, group: entity.group, date, contested: entity.facts.some((f) => f.states.has('contested')), faint: passing.nodes[entity.i] === 2, target: { kind: 'node', id: entity.id } });
  }
  for (const edge of drawn) {
    if (!passing.edges[edge.i] || !edge.date?.bounds?.some(Boolean)) continue;
    const ends = [model.entities[edge.from], model.entities[edge.to]];
    if (!edge.folded.length && ends.some((e) => e.situation)) continue;
    const values = edge.folded.length > 1 ? figures(edge.folded) : undefined;
    const section = edge.folded.length ? `${capital(edge.folded[0].kind.label)}s` : 'Relations';
    rows.push({
      title: edge.folded.length && !values ? ends.map((e) => e.name).join(', ') : values ? `${capital(ends[0].name)}, ${ends[1].name}` : capital(sentenceOf(app, edge)),
      section, group: ends[0].group, date: edge.date, contested: edge.states.has('contested'), faint: passing.edges[edge.i] === 2, target: { kind: 'edge', id: edge.id }, values,
    });
  }
  const first = (/** @type {Row} */ r) => limits(r.date).find(Number.isFinite) ?? 0;
  const order = ['Tenures', 'Events', 'Plans, cases and states', 'Relations'];
  const rank = (/** @type {Row} */ r) => (order.indexOf(r.section) + 99) % 100;
  return rows.sort((a, b) => rank(a) - rank(b) || a.section.localeCompare(b.section) || first(a) - first(b) || a.title.localeCompare(b.title));
}

/** Figures of a series of observations at their middle day. @param {Entity[]} list */
function figures(list) {
  const out = list.flatMap((entity) => {
    const date = entity.date || entity.facts.find((f) => f.date)?.date;
    if (!date) return [];
    const [se, , , el] = limits(date);
    const values = entity.facts.filter((f) => f.p === 'value' && f.v).map((f) => figure(f.v?.text || ''));
    return values.length && Number.isFinite(se + el) ? [{ day: (se + el) / 2, text: values.join(' or ') }] : [];
  });
  return out.length ? out : undefined;
}

/** @param {App} app @param {SVGElement} svg @param {Row[]} rows @param {number} room */
function paintRows(app, svg, rows, room) {
  const small = room < 700;
  const width = small ? room : Math.max(820, room);
  const [left, right] = small ? [16, width - 16] : [300, width - 24];
  const [step, gap] = small ? [54, 34] : [26, 30];
  const scale = app.time.scale;
  const x = (/** @type {number} */ day) => left + scale.at(day) * (right - left);
  const sections = [...new Set(rows.map((r) => r.section))];
  const height = 34 + sections.length * gap + rows.length * step + 10;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.setAttribute('width', String(width));
  svg.setAttribute('height', String(height));
  svg.append(patterns(rows), ...ground(app, x, left, right, height));
  let y = 34;
  for (const section of sections) {
    svg.append(s('path', { class: 'tl-row', d: `M${small ? 16 : 24} ${y}H${right}` }), s('text', { class: 'tl-g', x: small ? 16 : 24, y: y + 20 }, section));
    y += gap;
    for (const row of rows.filter((r) => r.section === section)) {
      svg.append(paintRow(app, row, { x, y, step, small, left, right }));
      y += step;
    }
  }
}

/** @param {Row[]} rows */
function patterns(rows) {
  const defs = s('defs');
  for (const group of new Set(rows.map((r) => r.group))) {
    defs.append(s('pattern', { id: `h${group.i}`, width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { width: 1.7, height: 5, fill: colours(group).outline })));
  }
  return defs;
}

/** Ticks, folded years, what lies outside the window. @param {App} app @param {(d: number) => number} x @param {number} left @param {number} right @param {number} height */
function ground(app, x, left, right, height) {
  const { scale } = app.time;
  const [a, b] = app.time.ends();
  const out = [];
  if (a > scale.first) out.push(s('rect', { class: 'outw', x: left, y: 26, width: x(a) - left, height: height - 32 }));
  if (b < scale.last) out.push(s('rect', { class: 'outw', x: x(b), y: 26, width: right - x(b), height: height - 32 }));
  for (const seg of scale.segments) {
    if (!seg.folded) continue;
    out.push(s('rect', { class: 'fold', x: x(seg.from), y: 26, width: x(seg.to) - x(seg.from), height: height - 32 }));
    if (x(seg.to) - x(seg.from) > 40) out.push(s('text', { class: 'tl-h', x: (x(seg.from) + x(seg.to)) / 2, y: 18 }, '⋯'));
  }
  for (const tick of scale.ticks(right - left, 42)) out.push(s('text', { class: `tl-h${tick.year ? ' y' : ''}`, x: x(tick.day), y: 18 }, tick.text), s('path', { class: 'tl-grid', d: `M${x(tick.day)} 26V${height - 6}` }));
  out.push(s('path', { class: 'tl-line', d: `M24 26H${right}` }));
  return out;
}

/** @typedef {{x: (d: number) => number, y: number, step: number, small: boolean, left: number, right: number}} Frame */

/** @param {App} app @param {Row} row @param {Frame} f */
function paintRow(app, row, f) {
  const words = row.values ? (row.contested ? 'sources differ' : '') : clipped(row.date.words, 54);
  const open = () => (row.target.kind === 'node' ? app.selectNode(row.target.id) : app.selectEdge(row.target.id));
  const all = s('g', {
    class: `tlrow${row.faint ? ' faint' : ''}`, role: 'button', tabindex: 0, onclick: open,
    onkeydown: (/** @type {KeyboardEvent} */ e) => {
      if (e.key !== 'Enter' && e.key !== ' ') return;
      e.preventDefault();
      open();
    },
  });
  const g = s('g', { 'aria-hidden': 'true' });
  all.append(g);
  const m = f.small ? f.y + 38 : f.y + f.step / 2 - 2;
  g.append(s('rect', { class: 'hit', x: 16, y: f.y - 2, width: f.right - 8, height: f.step - 1 }, s('title', {}, row.title)));
  const title = clipped(row.title, f.small ? Math.floor((f.right - 16) / 6.4) : 41);
  g.append(s('text', { class: 'tl-n', x: f.small ? 16 : 40, y: f.small ? f.y + 10 : m + 4 }, `${title} `));
  const [begin, end, solid] = row.values ? series(g, row, f, m) : bar(g, row, f, m);
  g.append(label(words, row.contested, begin, end, solid, f, m));
  // The visible words come first, so that voice control finds them; then what was cut off.
  const seen = [...g.querySelectorAll('text')].map((t) => t.firstChild?.textContent || '');
  all.setAttribute('aria-label', [seen.join('').trim(), ...(title === row.title ? [] : [row.title]), ...(seen.includes(row.date.words) ? [] : [row.date.words])].join(', '));
  return all;
}

/** @param {string} text @param {number} most */
function clipped(text, most) {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}

/** Figures as small squares with their values. @param {SVGElement} g @param {Row} row @param {Frame} f @param {number} m @returns {[number, number, number]} */
function series(g, row, f, m) {
  const { fill, outline } = colours(row.group);
  let end = f.left;
  for (const value of row.values || []) {
    const x = f.x(value.day);
    g.append(s('rect', { x: x - 4, y: m - 4, width: 8, height: 8, fill: fill || 'none', stroke: outline }));
    if (x > end) g.append(s('text', { class: `tl-d${value.text.includes(' or ') ? ' doubt' : ''}`, x: x + 8, y: m + 4 }, value.text));
    end = x + 14 + value.text.length * 6;
  }
  return [f.x(row.values?.[0].day ?? 0) - 6, end, f.right];
}

/** The bar of a date with blurred ends; returns where it begins and ends, and where its certain part begins. @param {SVGElement} g @param {Row} row @param {Frame} f @param {number} m @returns {[number, number, number]} */
function bar(g, row, f, m) {
  const { fill, outline } = colours(row.group);
  const [se, sl, ee, el] = limits(row.date);
  const x = (/** @type {number} */ day) => (day === -Infinity ? f.left : day === Infinity ? f.right : f.x(day));
  const hatch = (/** @type {number} */ a, /** @type {number} */ b) => b > a && g.append(s('rect', { x: a, y: m - 5, width: b - a, height: 10, fill: `url(#h${row.group.i})` }));
  const line = (/** @type {string} */ d) => g.append(s('path', { fill: 'none', stroke: outline, 'stroke-width': 1.5, d }));
  if (se === el) {
    g.append(s('path', { fill: fill || 'none', stroke: outline, 'stroke-width': 1.3, d: `M${x(se)} ${m - 7.5}l7 13h-14z` }));
    return [x(se) - 8, x(se) + 10, x(se)];
  }
  const [a, b] = [x(se), Math.max(x(el === Infinity ? el : el + 1), x(se) + 3)];
  if (sl > ee) {
    hatch(a, b);
    line(`${se === -Infinity ? `M${a + 5} ${m - 5}l-5 5 5 5` : `M${a + 4} ${m - 6}h-4v12h4`}${el === Infinity ? '' : `M${b - 4} ${m - 6}h4v12h-4`}`);
    return [a, b + 4, b - 8];
  }
  const [p, q] = [x(sl), Math.max(x(ee + 1), x(sl) + 4)];
  hatch(a, p);
  hatch(q, b);
  g.append(s('rect', { x: p, y: m - 5, width: q - p, height: 10, fill: fill || outline, stroke: outline, 'stroke-width': 1 }));
  if (se === -Infinity) line(`M${a + 1} ${m - 4}l-5 4 5 4`);
  return [a, b + 4, p];
}

/** The words after a bar, before it, or else within its hatch, off its certain part. @param {string} words @param {boolean} contested @param {number} begin @param {number} end @param {number} solid @param {Frame} f @param {number} m */
function label(words, contested, begin, end, solid, f, m) {
  const cls = `tl-d${contested ? ' doubt' : ''}`;
  const width = words.length * 5.8;
  if (f.small) return s('text', { class: cls, x: 16, y: f.y + 25 }, words);
  if (end + width < f.right) return s('text', { class: cls, x: end + 6, y: m + 4 }, words);
  if (begin - width - 14 > f.left) return s('text', { class: cls, x: begin - 12, y: m + 4, 'text-anchor': 'end' }, words);
  const right = Math.max(f.left + width + 30, Math.min(f.right, solid) - 14);
  return s('g', {}, s('rect', { class: 'under', x: right - width - 4, y: m - 7, width: width + 10, height: 14 }), s('text', { class: cls, x: right, y: m + 4, 'text-anchor': 'end' }, words));
}

/** What the marks mean. */
function key() {
  const one = (/** @type {string} */ words, /** @type {SVGElement[]} */ ...marks) => h('span', {}, s('svg', { width: 34, height: 14, 'aria-hidden': 'true' }, ...marks), words);
  const hatch = s('pattern', { id: 'hk', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' }, s('rect', { width: 1.7, height: 5, fill: 'var(--edge)' }));
  return h('div', { class: 'tlkey' },
    one('certain', s('rect', { class: 'k', x: 0, y: 2, width: 34, height: 10 })),
    one('possible', s('defs', {}, hatch), s('rect', { x: 0, y: 2, width: 34, height: 10, fill: 'url(#hk)' })),
    one('one day within', s('rect', { x: 2, y: 2, width: 30, height: 10, fill: 'url(#hk)' }), s('path', { class: 'kl', d: 'M6 1h-4v12h4M28 1h4v12h-4' })),
    one('a day', s('path', { class: 'k', d: 'M17 1l7 12h-14z' })));
}
