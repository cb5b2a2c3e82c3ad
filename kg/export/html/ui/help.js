/** The keys, and the switch that turns the letter keys off. */

import { find, h } from './dom.js';

/** @typedef {import('./app.js').App} App */

const KEYS = [
  ['/', 'search names'], ['← ↑ → ↓', 'walk to a neighbour (Shift: move the picture)'], ['Enter', 'read the evidence'], ['Esc', 'close'],
  ['F', 'fit'], ['+ −', 'zoom'], ['P', 'path from the selection'], ['1 2 3 4', 'network, timeline, table, sources'], ['[ ]', 'move time (Shift: a year)'],
  ['Space', 'play through time'], ['N B', 'next, previous claim'], ['C', 'copy as citation'], ['E', 'export'], ['T', 'light or dark'], ['Alt ← →', 'back, forward'], ['?', 'this help'],
];

/** @param {App} app */
export function helpDialog(app) {
  const box = /** @type {HTMLInputElement} */ (h('input', { type: 'checkbox' }));
  box.checked = app.letters;
  box.addEventListener('change', () => { app.letters = box.checked; });
  openDialog('Keys', h('dl', { class: 'keys' }, ...KEYS.flatMap(([key, text]) => [h('dt', {}, ...key.split(' ').flatMap((k, i) => [i ? ' ' : '', h('kbd', {}, k)])), h('dd', {}, text)])), h('label', { class: 'opt' }, box, h('span', {}, 'Letter keys are on')));
}

/** Show a dialog that closes by Esc or its button. @param {string} title @param {...Node} kids */
export function openDialog(title, ...kids) {
  find('dialog')?.remove();
  const dialog = /** @type {HTMLDialogElement} */ (h('dialog', { 'aria-label': title }, h('h2', {}, title), ...kids));
  const close = h('button', { type: 'button', class: 'button', onclick: () => dialog.close() }, 'Close');
  dialog.append(h('div', { class: 'row' }, close));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (e) => {
    if (e.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
