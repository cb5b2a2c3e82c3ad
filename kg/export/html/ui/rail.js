/** The rail: a legend whose rows are filters, with counts. */

import { announce, find, h, icon, name } from './dom.js';
import { MARKS } from './drawn.js';
import { lineGlyph, nodeGlyph } from './glyphs.js';
import { UNRATED } from './tally.js';
import { capital, count } from './words.js';

/** @typedef {import('./app.js').App} App */

/** Rows of the doubt legend that stand there only where a case has such facts. */
const RARE = new Set(['charged', 'admitted', 'found']);
const NAMING = ['Named', 'Collective', 'Unnamed'];
const GREY = { i: -1, label: '', shape: 'disc', color: '#999999', outline: { light: '#5c5c5c', dark: '#cfcfcf' } };

/** A row: box, picture, words, count; one that counts nothing cannot be changed, unless it is to be kept. @param {{glyph?: Node, text: string, n: number, on: boolean, change: (on: boolean) => void, extra?: Node, keep?: boolean}} row */
function option({ glyph, text, n, on, change, extra, keep = false }) {
  const box = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox', onchange: (/** @type {any} */ e) => change(e.target.checked) }));
  box.checked = on && n > 0;
  box.disabled = n === 0 && !keep;
  return h('div', { class: 'optrow' }, h('label', { class: 'opt' }, box, glyph, h('span', {}, name(text)), ' ', h('b', {}, n.toLocaleString('en'))), extra);
}

/** @param {string} title @param {Node|string|null} aside @param {...Node} rows */
function section(title, aside, ...rows) {
  return h('section', { class: 'grp', 'aria-label': title }, h('h2', {}, title, aside), ...rows);
}

/** Draw the whole rail; it is small enough to be made anew on every change. @param {App} app */
export function drawRail(app) {
  const { store, model, counts } = app;
  const { choice } = store;
  const rail = find('.rail');
  const held = focusKey(rail);
  const groups = model.groups.map((g) => ({ g, n: counts.groups.get(g.label) || 0 })).filter((r) => r.n);
  const any = groups.some(({ g }) => !choice.groups.has(g.label));
  const all = h('button', {
    class: 'link', type: 'button',
    onclick: () => store.change({ groups: choice.groups.size || !any ? new Set() : new Set(groups.map((r) => r.g.label)) }),
  }, choice.groups.size ? 'All' : 'None');
  const order = groupOrder(groups);
  rail.replaceChildren(
    section('Classes', all, ...order.map(({ g, n }) => option({
      glyph: nodeGlyph(g), text: g.label, n, on: !choice.groups.has(g.label), change: (on) => store.toggle('groups', g.label, on),
    }))),
    section('Naming', null, ...NAMING.map((text, i) => option({
      glyph: nodeGlyph(GREY, i), text, n: counts.naming[i], on: !choice.naming.has(i),
      change: (on) => store.toggle('naming', i, on),
    }))),
    section('Doubt', h('small', {}, 'thicker = more sources'), ...MARKS.filter((mark) => !RARE.has(mark) || counts.marks.has(mark)).map((mark) => doubtRow(app, mark)), possibleRow(app)),
    section('Evidence', null, ...evidenceRows(app)),
  );
  rail.querySelectorAll('input,button').forEach((/** @type {Element} */ el, /** @type {number} */ i) => el.setAttribute('data-k', String(i)));
  if (held) rail.querySelector(`[data-k="${held}"]`)?.focus();
  find('.rail-close').hidden = false;
}

/** Order of the legend: as people read a story, actors first, then places, texts, events, things. @param {{g: import('./model.js').Group, n: number}[]} rows */
function groupOrder(rows) {
  const order = ['ring', 'square', 'shield', 'diamond', 'hexagon', 'sheet', 'triangle', 'capsule', 'bubble'];
  const rank = (/** @type {any} */ r) => (r.g.color === 'ink' ? -1 : r.g.shape === 'disc' ? 0.5 : order.indexOf(r.g.shape) + 1);
  return rows.slice().sort((a, b) => rank(a) - rank(b) || a.g.i - b.g.i);
}

/** @param {App} app @param {string} mark */
function doubtRow(app, mark) {
  const { store, counts } = app;
  const { choice } = store;
  const n = counts.marks.get(mark) || 0;
  const only = choice.only === mark;
  const extra = n > 0 && h('button', {
    class: 'only', type: 'button', 'aria-pressed': only, title: only ? 'Show all again' : `Show only ${mark} relations`,
    'aria-label': only ? 'Show all again' : `Only ${mark}`, onclick: () => store.change({ only: only ? '' : mark }),
  }, 'only');
  return option({
    glyph: lineGlyph(mark), text: mark === 'found' ? 'Found by a court' : capital(mark), n, on: choice.only ? only : !choice.marks.has(mark),
    change: (on) => {
      if (choice.only) store.change({ only: '' });
      store.toggle('marks', mark, on);
    }, extra: extra || undefined,
  });
}

/** What only may hold in the chosen window. @param {App} app */
function possibleRow(app) {
  const { store, passing } = app;
  const n = passing.edges.reduce((sum, v) => sum + (v === 2 ? 1 : 0), 0);
  const row = option({ glyph: lineGlyph('possible'), text: 'Possible in this window', n, on: store.choice.possible, keep: !store.choice.possible, change: (on) => store.change({ possible: on }) });
  row.classList.add('possible');
  return row;
}

/** Draw the one row anew that depends on the window. @param {App} app */
export function drawPossible(app) {
  const row = find('.rail .possible');
  if (row && !row.contains(document.activeElement)) row.replaceWith(possibleRow(app));
}

/** @param {App} app @returns {Node[]} */
function evidenceRows(app) {
  const { store, model, counts } = app;
  const { choice } = store;
  const rows = [
    option({ text: 'Only facts with one source', n: counts.single, on: choice.single, change: (on) => store.change({ single: on }) }),
    option({ text: 'Things without relations', n: counts.lone, on: choice.lone, change: (on) => store.change({ lone: on }) }),
  ];
  rows.push(fold(app, 'sources', 'Sources', `${model.sources.length - choice.sources.size} of ${model.sources.length}`, () => model.sources.map((source) => option({
    text: source.title, n: source.claims.length, on: !choice.sources.has(source.id), change: (on) => store.toggle('sources', source.id, on),
  }))));
  const ratings = [...counts.ratings].sort((a, b) => (a[0] === UNRATED ? 1 : b[0] === UNRATED ? -1 : a[0].localeCompare(b[0])));
  rows.push(fold(app, 'ratings', 'Reliability', `${ratings.length - choice.ratings.size} of ${ratings.length}`, () => ratings.map(([rating, n]) => option({
    text: rating === UNRATED ? capital(UNRATED) : `Rated ${rating}`, n, on: !choice.ratings.has(rating), change: (on) => store.toggle('ratings', rating, on),
  }))));
  const relations = [...counts.relations].sort((a, b) => a[1].reads.localeCompare(b[1].reads));
  rows.push(fold(app, 'relations', 'Relations', String(relations.length - choice.relations.size), () => relations.map(([p, { reads, n }]) => option({
    text: reads, n, on: !choice.relations.has(p), change: (on) => store.toggle('relations', p, on),
  }))));
  return rows;
}

/** A row that opens a list of further rows. @param {App} app @param {string} key @param {string} title @param {string} aside @param {() => Node[]} rows */
function fold(app, key, title, aside, rows) {
  const open = app.open.has(key);
  const button = h('button', {
    class: 'more', type: 'button', 'aria-expanded': open,
    onclick: () => {
      if (open) app.open.delete(key);
      else app.open.add(key);
      drawRail(app);
    },
  }, title, h('small', {}, aside, icon('chev', open ? 'chev down' : 'chev')));
  return h('div', {}, button, open && h('div', { class: 'sub' }, ...rows()));
}

/** @param {HTMLElement} rail */
function focusKey(rail) {
  const el = document.activeElement;
  return el && rail.contains(el) ? el.getAttribute('data-k') : null;
}

/** Say to screen readers what a filter or a window leaves. @param {App} app @param {Set<string>} changed */
export function tellShown(app, changed) {
  const { edgeCount, nodeCount } = app.passing;
  const { only } = app.store.choice;
  const time = ['asOf', 'from', 'to'].some((k) => changed.has(k)) && app.time.words();
  const left = edgeCount + nodeCount ? `${edgeCount.toLocaleString('en')} of ${count(app.drawn.length, 'relation')}` : 'No facts pass these filters.';
  if (document.documentElement.dataset.ready) announce([time, only && `only ${only}`, left].filter(Boolean).join(': '));
}

/** The line above the picture: how much is shown. @param {App} app */
export function drawStatus(app) {
  const { nodeCount, edgeCount } = app.passing;
  const total = app.model.entities.length - app.foldedIds.size;
  find('.status').replaceChildren(h('b', {}, nodeCount.toLocaleString('en')), ` of ${count(total, 'actor and thing', 'actors and things')}, `, h('b', {}, edgeCount.toLocaleString('en')), edgeCount === 1 ? ' relation' : ' relations');
  find('.shown').textContent = `${nodeCount.toLocaleString('en')} shown`;
  const empty = find('.empty');
  empty.hidden = edgeCount + nodeCount > 0;
}
