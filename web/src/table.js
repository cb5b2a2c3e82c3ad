/** Rows as a table: short names that lead to pages, numbers to the right, more on demand. */

import { h } from './dom.js';
import { number, page, text } from './terms.js';

/** @typedef {import('./terms.js').Answer} Answer */
/** @typedef {import('./terms.js').Term} Term */

const STEP = 500;

/** @param {Answer} answer */
export function table(answer) {
  if (answer.form === 'boolean') return h('p', { class: 'truth' }, answer.truth ? 'Yes.' : 'No.');
  if (!answer.rows.length) return h('p', { class: 'empty' }, 'Nothing found.');
  const numeric = answer.columns.map((_, i) => answer.rows.every((row) => !row[i] || Number.isFinite(number(row[i]))));
  const order = answer.rows.map((_, i) => i);
  let shown = STEP;
  let by = -1;
  let down = false;
  const body = h('tbody');
  const more = h('button', { type: 'button', class: 'button', onclick: () => { shown += STEP; draw(); } });
  const heads = answer.columns.map((name, i) => h('th', { scope: 'col', class: numeric[i] && 'num', 'aria-sort': 'none' },
    h('button', { type: 'button', onclick: () => sort(i) }, name)));

  function draw() {
    body.replaceChildren(...order.slice(0, shown).map((at) => h('tr', {}, ...answer.rows[at].map((term, i) => h('td', { class: numeric[i] && 'num' }, cell(term))))));
    more.hidden = shown >= answer.rows.length;
    more.textContent = `Show ${Math.min(STEP, answer.rows.length - shown)} more`;
  }

  /** @param {number} column */
  function sort(column) {
    down = by === column ? !down : false;
    by = column;
    const key = (/** @type {number} */ at) => answer.rows[at][column];
    order.sort((a, b) => {
      const [p, q] = [key(a), key(b)];
      const apart = numeric[column] ? (number(p) || 0) - (number(q) || 0) : text(p).localeCompare(text(q));
      return (down ? -apart : apart) || a - b;
    });
    heads.forEach((head, i) => head.setAttribute('aria-sort', i === column ? (down ? 'descending' : 'ascending') : 'none'));
    draw();
  }

  draw();
  return h('div', {}, h('table', {}, h('thead', {}, h('tr', {}, ...heads)), body), more);
}

/** @param {Term|undefined} term */
function cell(term) {
  if (!term) return '';
  const name = h('bdi', { lang: term['xml:lang'] || null }, text(term));
  const href = term.type === 'uri' ? page(term.value) : null;
  return href ? h('a', { href }, name) : name;
}

/** The rows for a spreadsheet: what one would run as a formula gets an apostrophe in front. @param {Answer} answer */
export function csv(answer) {
  const field = (/** @type {string} */ value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const safe = (/** @type {Term|undefined} */ term) => {
    const value = term?.type === 'uri' ? term.value : text(term);
    return field(term?.type === 'literal' && !Number.isFinite(number(term)) && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
  };
  return [answer.columns.map(field), ...answer.rows.map((row) => row.map(safe))].map((row) => row.join(',')).join('\r\n') + '\r\n';
}
