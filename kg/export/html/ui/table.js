/** The table: every fact that passes, sortable; also the picture's twin for screen readers. */

import { find, h, name } from './dom.js';
import { marksOf } from './drawn.js';
import { lineGlyph, nodeGlyph } from './glyphs.js';
import { valueText } from './claims.js';
import { limits } from './time.js';
import { count, sentence, stateWord } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./model.js').Entity} Entity */

const NAMING = ['', ' collective', ' unnamed'];
const MOST = 500;

/** @type {[string, (f: Fact) => string|number][]} */
const COLUMNS = [
  ['Subject', (f) => f.s.name], ['Relation', (f) => f.reads], ['Object', valueText], ['When', (f) => (f.date ? limits(f.date)[0] : Infinity)],
  ['Modality', (f) => [...marksOf(f.states)].join()], ['Sources', (f) => -f.independent],
];

const sort = { column: 5, down: false, shown: MOST };

/** Facts that pass the filters, in the order of the table. @param {App} app */
export function visibleFacts(app) {
  const [, key] = COLUMNS[sort.column];
  const sign = sort.down ? -1 : 1;
  const { around, path } = app.store.choice;
  const near = (/** @type {Fact} */ f) => !(around || path) || (app.passing.nodes[f.s.i] && (!f.o || app.passing.nodes[f.o.i])) || Boolean(app.passing.edges[app.edges[f.i]]);
  return app.model.facts.filter((f) => app.passing.facts[f.i] && near(f)).sort((a, b) => {
    const [p, q] = [key(a), key(b)];
    const order = typeof p === 'number' && typeof q === 'number' ? (p === q ? 0 : p - q) : String(p).localeCompare(String(q));
    return sign * order || a.i - b.i;
  });
}

/** @param {App} app */
export function drawTable(app) {
  const view = find('#v-table');
  const held = document.activeElement?.getAttribute('data-sort');
  const top = view.scrollTop;
  const facts = visibleFacts(app);
  const body = h('tbody', {}, ...facts.slice(0, sort.shown).map((f) => row(app, f)));
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...COLUMNS.map(([title], i) => header(app, title, i)))), body);
  const more = facts.length > sort.shown && h('button', { type: 'button', class: 'button', onclick: () => { sort.shown += MOST; drawTable(app); } }, `Show ${Math.min(MOST, facts.length - sort.shown)} more`);
  view.replaceChildren(h('div', { class: 'sheetpage' }, h('h2', {}, 'All facts'), h('p', {}, facts.length ? `${count(facts.length, 'fact')}, the same filters and window as the picture.` : 'No facts pass these filters.'), table, more || ''));
  view.scrollTop = top;
  if (held) view.querySelector(`[data-sort="${held}"]`)?.focus();
}

/** @param {App} app @param {string} title @param {number} i */
function header(app, title, i) {
  const on = sort.column === i;
  const state = on ? (sort.down ? 'descending' : 'ascending') : 'none';
  const press = () => {
    sort.down = on ? !sort.down : false;
    sort.column = i;
    drawTable(app);
  };
  const arrow = on ? ((i === 5) !== sort.down ? ' ↓' : ' ↑') : '';
  return h('th', { scope: 'col', 'aria-sort': i === 5 && on ? (sort.down ? 'ascending' : 'descending') : state, class: i === 5 ? 'num' : null }, h('button', { type: 'button', 'data-sort': i, onclick: press }, title + arrow));
}

/** @param {App} app @param {Fact} fact */
function row(app, fact) {
  const edge = app.edgeOf(fact);
  const selection = app.store.choice.selection;
  const chosen = selection?.kind === 'edge' && edge?.id === selection.id;
  const open = () => (edge ? app.selectEdge(edge.id) : app.selectNode(fact.s.id));
  const marks = [...marksOf(fact.states)];
  const states = [...fact.states].filter((s) => s !== 'contested' && s !== 'derived');
  const words = [...(states.length ? states : marks.includes('derived') ? ['derived'] : fact.states.has('contested') ? [] : ['asserted']), ...(fact.states.has('contested') ? ['contested'] : [])];
  const mark = marks.includes('contested') ? 'contested' : marks[0];
  return h('tr', { class: chosen ? 'sel' : null, onclick: open },
    h('td', {}, h('button', { type: 'button', class: 'cell', 'aria-label': `${fact.s.name}${NAMING[fact.s.specificity] || ''} ${fact.reads} ${valueText(fact)}` }, who(fact.s))),
    h('td', { class: 's' }, name(fact.reads)),
    h('td', {}, fact.o ? who(fact.o) : name(valueText(fact))),
    h('td', { class: 's' }, fact.date ? fact.date.words : 'undated'),
    h('td', { class: 's' }, lineGlyph(app.passing.facts[fact.i] === 2 && mark === 'asserted' ? 'possible' : mark), sentence(words.map(stateWord)) + (app.passing.facts[fact.i] === 2 ? ', possible' : '')),
    h('td', { class: 'num' }, fact.derived ? 'none' : String(fact.independent)));
}

/** @param {Entity} entity */
function who(entity) {
  if (entity.i < 0) return name(entity.name);
  return h('span', {}, nodeGlyph(entity.group, entity.specificity), name(entity.name), h('i', {}, NAMING[entity.specificity]));
}
