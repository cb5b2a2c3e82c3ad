/** The things of an answer as a network: the network page cut to them, with the statements of the graph that tie them and their evidence. */

import { parameters } from './ask.js';
import { h } from './dom.js';
import { page, relative } from './terms.js';

/** @typedef {import('./terms.js').Answer} Answer */
/** @typedef {import('./ask.js').View} View */

const MOST = 250;
const LONGEST = 40000; // characters of an address that the server takes

/** The things of this case that an answer names, each once, and in how many columns they stand. @param {Answer} answer @returns {{things: string[], columns: number}} */
export function named(answer) {
  const found = new Set();
  const columns = new Set();
  for (const row of answer.rows) {
    row.forEach((term, i) => {
      if (term?.type !== 'uri' || !page(term.value) || (answer.form === 'graph' && i === 1)) return;
      found.add(relative(term.value));
      columns.add(i);
    });
  }
  return { things: [...found], columns: columns.size };
}

/** @param {Answer} answer @param {View} view @param {string} theme */
export function network(answer, view, theme) {
  const { things, columns } = named(answer);
  if (!things.length) return h('p', { class: 'empty' }, 'A network needs things of this case, and this answer names none.');
  const parts = new URLSearchParams(parameters(view));
  if (columns === 1) parts.set('shared', 'true');
  let [kept, size] = [0, 0];
  while (kept < Math.min(things.length, MOST) && size < LONGEST) {
    parts.append('thing', things[kept]);
    size += encodeURIComponent(things[kept++]).length + 7;
  }
  const address = `/part?${parts}`;
  const frame = h('iframe', { src: `${address}#theme=${theme}`, title: 'Network of the answer. The table names the same things as text.',
    sandbox: 'allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox' });
  const left = things.length - kept;
  const words = `${kept === 1 ? 'The thing' : `The ${left ? 'first ' : ''}${kept} things`} of the answer and the relations that the graph has ${
    columns === 1 ? 'between them and to what they share' : 'between them'}. ${left ? `${left} more are in the table. ` : ''}`;
  return h('figure', { class: 'net' }, frame, h('figcaption', {}, words, h('a', { href: address, target: '_blank', rel: 'noopener' }, 'Open as a page')));
}

/** The drawn network takes the page's theme. @param {string} theme */
export function retheme(theme) {
  for (const frame of document.querySelectorAll('iframe')) frame.src = `${frame.src.split('#')[0]}#theme=${theme}`;
}
