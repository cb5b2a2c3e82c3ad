/** Pieces that both panels use. */

import { h, icon } from './dom.js';

/** @typedef {import('./app.js').App} App */

/** The first line of a panel with its close button. @param {App} app @param {...(Node|string)} words */
export function kicker(app, ...words) {
  const close = h('button', { class: 'x', type: 'button', 'aria-label': 'Close the panel', title: 'Close (Esc)', onclick: () => (app.store.choice.selection ? app.select(null) : app.store.change({ path: null })) }, icon('x'));
  return h('div', { class: 'kick' }, h('span', {}, ...words), close);
}

/** A text button of the panel. @param {string} picture @param {string} text @param {() => void} act */
export function action(picture, text, act) {
  return h('button', { type: 'button', onclick: act }, icon(picture), text);
}
