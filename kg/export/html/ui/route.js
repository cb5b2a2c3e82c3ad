/** The choice in the address after the #, so that links lead to what one sees. */

import { dayNumber, isoDay } from './time.js';

/** @typedef {import('./store.js').Choice} Choice */
/** @typedef {import('./app.js').App} App */

const VIEWS = ['network', 'timeline', 'table', 'sources'];

/** The address for a choice. @param {Choice} choice */
export function hashOf(choice) {
  const parts = [];
  if (choice.view !== 'network') parts.push(choice.view);
  if (choice.selection) parts.push(`${choice.selection.kind}=${encode(choice.selection.id)}`);
  if (choice.asOf && choice.to !== null) parts.push(`asof=${isoDay(choice.to)}`);
  if (!choice.asOf && choice.from !== null) parts.push(`from=${isoDay(choice.from)}`);
  if (!choice.asOf && choice.to !== null) parts.push(`to=${isoDay(choice.to)}`);
  if (choice.around) parts.push(`around=${encode(choice.around.id)}`, `steps=${choice.around.steps}`);
  if (choice.path) parts.push(`path=${choice.path.map(encode).join(',')}`);
  if (choice.only) parts.push(`only=${choice.only}`);
  return parts.length ? `#${parts.join('&')}` : '#network';
}

/** @param {string} id */
function encode(id) {
  return encodeURIComponent(id).replace(/%2F/g, '/').replace(/%20/g, '+');
}

/** What an address asks for. @param {App} app @param {string} hash @returns {Partial<Choice> & {theme?: string}} */
export function choiceOf(app, hash) {
  const p = new URLSearchParams(hash.replace(/^#/, ''));
  const view = VIEWS.find((v) => p.has(v)) || 'network';
  const around = p.get('around');
  /** @type {Partial<Choice> & {theme?: string}} */
  const out = {
    view: /** @type {Choice['view']} */ (view), selection: selectionOf(app, p), asOf: false, from: null, to: null, only: p.get('only') || '',
    around: around && app.model.byId.has(around) ? { id: around, steps: Math.min(9, Math.max(1, Number(p.get('steps')) || 1)) } : null, path: pathOf(app, hash),
  };
  const asOf = day(p.get('asof'), true);
  if (asOf !== null) Object.assign(out, { asOf: true, to: asOf });
  else Object.assign(out, { from: day(p.get('from'), false), to: day(p.get('to'), true) });
  const theme = p.get('theme');
  if (theme === 'dark' || theme === 'light') out.theme = theme;
  return out;
}

/** The entities of a path, if all are known. @param {App} app @param {string} hash @returns {string[]|null} */
function pathOf(app, hash) {
  const match = /(?:^|[#&])path=([^&]*)/.exec(hash);
  if (!match) return null;
  try {
    const ids = match[1].split(',').map((id) => decodeURIComponent(id.replace(/\+/g, ' ')));
    return ids.length > 1 && ids.every((id) => app.model.byId.has(id)) ? ids : null;
  } catch {
    return null;
  }
}

/** @param {App} app @param {URLSearchParams} p */
function selectionOf(app, p) {
  const node = p.get('node');
  if (node !== null) return app.resolveNode(node);
  const edge = p.get('edge');
  return edge === null ? null : app.resolveEdge(edge);
}

/** A year, month or day as a day number; the last day of it when `end`. @param {string|null} text @param {boolean} end */
function day(text, end) {
  const match = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text || '');
  if (!match) return null;
  const [, y, m, d] = match;
  if (d) return dayNumber(`${y}-${m}-${d}`);
  if (!end) return dayNumber(`${y}-${m || '01'}-01`);
  return m ? Math.floor(Date.UTC(Number(y), Number(m), 0) / 86400000) : dayNumber(`${y}-12-31`);
}
