/** Taking it along: the picture, and the facts that are visible. */

import { find, h } from './dom.js';
import { openDialog } from './help.js';
import { visibleFacts } from './table.js';
import { valueText } from './claims.js';
import { save } from './copy.js';
import { evidence } from './model.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function exportMenu(app) {
  const item = (/** @type {string} */ title, /** @type {string} */ text, /** @type {() => void} */ act) => h('button', { type: 'button', class: 'item', onclick: () => { find('dialog').close(); act(); } }, h('b', {}, title), h('span', {}, text));
  const facts = visibleFacts(app);
  openDialog('Export', item('PNG', 'the picture as it is seen', () => png(app)),
    item('SVG', 'the picture, to be edited and printed', () => save('network.svg', new Blob([app.renderer.svg()], { type: 'image/svg+xml' }))),
    item('CSV', `${facts.length} visible facts, one line a claim`, () => save('facts.csv', new Blob([csv(app, facts)], { type: 'text/csv' }))),
    item('JSON', `${facts.length} visible facts with their claims`, () => save('facts.json', new Blob([JSON.stringify(plainFacts(app, facts), null, 1)], { type: 'application/json' }))),
    item('Print', 'the picture with the open evidence', () => print()));
}

/** @param {App} app */
function png(app) {
  app.renderer.finish();
  app.renderer.canvas.toBlob((blob) => blob && save('network.png', blob), 'image/png');
}

/** Facts with their claims as plain data. @param {App} app @param {import('./model.js').Fact[]} facts */
export function plainFacts(app, facts) {
  return facts.map((f) => ({
    subject: f.s.id, relation: f.p, object: f.o ? f.o.id : valueText(f), states: [...f.states], derived: f.derived, date: f.date?.edtf,
    claims: f.claims.map((c) => ({ ...c.raw, id: c.id || undefined, source: c.source.id, node: c.node?.id, contradicts: c.raw.contradicts?.map((/** @type {number} */ n) => app.model.claims[n].id), place: app.model.placeOf(c), sourceTitle: c.source.title, url: c.source.raw.url })),
  }));
}

/** A cell that no spreadsheet takes for a formula. @param {unknown} value */
function cell(value) {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Who said it, first speaker first. @param {App} app @param {import('./model.js').Claim} claim */
export function saidBy(app, claim) {
  return (evidence(claim, 'chain') || []).map((/** @type {any} */ hop) => app.model.byId.get(hop.speaker)?.name || hop.speaker).join(' → ');
}

/** @param {App} app @param {import('./model.js').Fact[]} facts */
export function csv(app, facts) {
  const head = ['subject', 'relation', 'object', 'states', 'date', 'source', 'publisher', 'url', 'quote', 'modality', 'place', 'subject id', 'object id', 'said by'];
  const rows = facts.flatMap((f) => {
    const own = [f.s.name, f.reads, valueText(f), [...f.states].join(' '), f.date?.edtf || ''];
    const ends = [f.s.id, f.o ? f.o.id : f.p === 'type' ? f.oText : ''];
    if (!f.claims.length) return [[...own, '', '', '', '', '', '', ...ends, '']];
    return f.claims.map((c) => [...own, c.source.title, c.source.publisherName, c.source.raw.url, (evidence(c, 'quotes') || []).join(' / '), c.raw.modality || '', app.model.placeOf(c), ...ends, saidBy(app, c)]);
  });
  return [head, ...rows].map((r) => r.map(cell).join(',')).join('\r\n');
}
