/** The choice in the address after the #, so that links lead to what one sees. */

import { MARKS } from './drawn.js';
import { dayNumber, isoDay } from './time.js';

/** @typedef {import('./store.js').Choice} Choice */
/** @typedef {import('./app.js').App} App */

const VIEWS = ['network', 'timeline', 'table', 'sources'];

/** Filters of many rows: their word in the address, their place in the choice, their rows. @type {[string, 'groups'|'naming'|'marks'|'sources'|'ratings'|'relations', (app: App) => Iterable<any>][]} */
const FILTERS = [
  ['classes', 'groups', (app) => app.model.groups.map((g) => g.label)], ['naming', 'naming', () => [0, 1, 2]], ['doubt', 'marks', () => MARKS],
  ['without', 'sources', (app) => app.model.sources.map((s) => s.id)], ['rated', 'ratings', (app) => app.counts.ratings.keys()],
  ['relations', 'relations', (app) => app.counts.relations.keys()],
];
/** Switches: their word where they are not as usual. @type {[string, 'single'|'lone'|'possible'|'undated'][]} */
const SWITCHES = [['single', 'single'], ['lone', 'lone'], ['certain', 'possible'], ['dated', 'undated']];
const NAMING = ['named', 'collective', 'unnamed'];
const KNOWN = new Set([...VIEWS, ...[...FILTERS, ...SWITCHES].map(([word]) => word), ...'node edge source asof from to around steps path only theme'.split(' ')]);

/** The address for a choice: only what is not as usual. @param {Choice} choice @param {Choice} usual */
export function hashOf(choice, usual) {
  const parts = [];
  if (choice.view !== 'network') parts.push(choice.view);
  if (choice.selection) parts.push(`${choice.selection.kind}=${encode(choice.selection.id)}`);
  if (choice.asOf && choice.to !== null) parts.push(`asof=${isoDay(choice.to)}`);
  if (!choice.asOf && choice.from !== null) parts.push(`from=${isoDay(choice.from)}`);
  if (!choice.asOf && choice.to !== null) parts.push(`to=${isoDay(choice.to)}`);
  if (choice.around) parts.push(`around=${encode(choice.around.id)}`, `steps=${choice.around.steps}`);
  if (choice.path) parts.push(`path=${choice.path.map(encode).join(',')}`);
  if (choice.only) parts.push(`only=${choice.only}`);
  for (const [word, filter] of FILTERS) {
    const less = (/** @type {Set<any>} */ a, /** @type {Set<any>} */ b, sign = '') => [...a].filter((row) => !b.has(row)).map((row) => sign + encode(rowWord(row)));
    const rows = [...less(choice[filter], usual[filter]), ...less(usual[filter], choice[filter], '!')];
    if (rows.length) parts.push(`${word}=${rows.join(',')}`);
  }
  for (const [word, key] of SWITCHES) if (choice[key] !== usual[key]) parts.push(word);
  return parts.length ? `#${parts.join('&')}` : '#network';
}

/** @param {string|number} row */
function rowWord(row) {
  return typeof row === 'number' ? NAMING[row] : row.replace(/^source\//, '');
}

/** @param {string} id */
function encode(id) {
  return encodeURIComponent(id).replace(/%2F/g, '/').replace(/%20/g, '+').replace(/!/g, '%21');
}

/** What an address asks for, and what of it this page does not have. @param {App} app @param {string} hash @returns {{part: Partial<Choice>, source: import('./model.js').Source|null, theme: string|null, unknown: string[], undatable: string[]}} */
export function choiceOf(app, hash) {
  const p = new URLSearchParams(hash.replace(/^#/, ''));
  const unknown = [...p].filter(([key]) => !KNOWN.has(key)).map(([key, value]) => (value ? `${key}=${value}` : key));
  /** @type {string[]} */
  const undatable = [];
  const day = (/** @type {string} */ key, /** @type {boolean} */ end) => {
    const found = dayOf(p.get(key), end);
    if (found === null && p.has(key)) undatable.push(p.get(key) || '');
    return found;
  };
  /** What is asked for by a name, if there is such a thing. @template T @param {string} key @param {(id: string) => T|null|undefined} look @returns {T|null} */
  const get = (key, look) => {
    const id = p.get(key);
    const found = id === null ? null : look(id) ?? null;
    if (id !== null && !found) unknown.push(id);
    return found;
  };
  const steps = Math.min(9, Math.max(1, Number(p.get('steps')) || 1));
  const source = get('source', (id) => app.model.sources.find((s) => rowWord(s.id) === rowWord(id)));
  /** @type {Partial<Choice>} */
  const part = {
    view: /** @type {Choice['view']} */ (VIEWS.find((v) => p.has(v)) || (source ? 'sources' : 'network')),
    selection: get('node', (id) => app.resolveNode(id)) || get('edge', (id) => app.resolveEdge(id)),
    only: get('only', (mark) => MARKS.find((m) => m === mark)) || '',
    around: get('around', (id) => app.model.byId.has(id) && { id, steps }) || null, path: pathOf(app, hash, unknown),
  };
  const asOf = day('asof', true);
  Object.assign(part, asOf === null ? { asOf: false, from: day('from', false), to: day('to', true) } : { asOf: true, from: null, to: asOf });
  for (const [word, filter, all] of FILTERS) Object.assign(part, { [filter]: rowsOf(app, hash, word, filter, all, unknown) });
  for (const [word, key] of SWITCHES) part[key] = p.has(word) !== app.usual[key];
  const theme = p.get('theme');
  return { part, source, theme: theme === 'dark' || theme === 'light' ? theme : null, unknown, undatable };
}

/** The words of a list, of which each may have a comma. @param {string} hash @param {string} key */
function wordsOf(hash, key) {
  const match = new RegExp(`(?:^|[#&])${key}=([^&]*)`).exec(hash);
  return match ? match[1].split(',').filter(Boolean) : [];
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

/** Rows of a filter that are off; the same set as before if it is as before. @param {App} app @param {string} hash @param {string} word @param {typeof FILTERS[0][1]} filter @param {typeof FILTERS[0][2]} all @param {string[]} unknown @returns {Set<any>} */
function rowsOf(app, hash, word, filter, all, unknown) {
  const rows = new Set(/** @type {Set<any>} */ (app.usual[filter]));
  const asked = wordsOf(hash, word);
  const known = asked.length ? new Map([...all(app)].map((row) => [rowWord(row), row])) : new Map();
  for (const text of asked) {
    const name = decode(text.replace(/^!/, ''));
    if (!known.has(name)) unknown.push(name);
    else if (text.startsWith('!')) rows.delete(known.get(name));
    else rows.add(known.get(name));
  }
  const before = /** @type {Set<any>} */ (app.store.choice[filter]);
  return before.size === rows.size && [...rows].every((row) => before.has(row)) ? before : rows;
}

/** The entities of a path, if all are known. @param {App} app @param {string} hash @param {string[]} unknown @returns {string[]|null} */
function pathOf(app, hash, unknown) {
  const ids = wordsOf(hash, 'path').map(decode);
  const missing = ids.filter((id) => !app.model.byId.has(id));
  unknown.push(...missing);
  return ids.length > 1 && !missing.length ? ids : null;
}

/** A year, month or day as a day number; the last day of it when `end`. @param {string|null} text @param {boolean} end */
function dayOf(text, end) {
  const match = /^(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?$/.exec(text || '');
  if (!match) return null;
  const [, y, m, d] = match;
  if (d) return dayNumber(`${y}-${m}-${d}`);
  if (!end) return dayNumber(`${y}-${m || '01'}-01`);
  return m ? Math.floor(Date.UTC(Number(y), Number(m), 0) / 86400000) : dayNumber(`${y}-12-31`);
}
