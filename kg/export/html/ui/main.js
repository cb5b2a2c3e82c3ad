/** Starts the page. */

import { App } from './app.js';
import { find, h } from './dom.js';
import { dataText, unpack } from './unpack.js';

/** @param {string} text the data @param {number} began */
function start(text, began) {
  const app = new App(unpack(JSON.parse(text)));
  app.start();
  find('#data').textContent = '';
  /** @type {any} */ (globalThis).kgPage = { app, renderer: app.renderer, startedIn: performance.now() - began };
}

/** Say what failed and what to do. @param {unknown} error */
function damaged(error) {
  console.error(error);
  const words = error instanceof SyntaxError ? 'The data in this file is damaged.' : 'The page could not be drawn.';
  find('.stage').append(h('div', { class: 'damaged', role: 'alert' }, h('h2', {}, words), h('p', {}, `${error}`), h('p', {}, 'Run kg build again in the folder of the case, then open exports/network.html.')));
}

function main() {
  const began = performance.now();
  try {
    const text = dataText(find('#data'));
    if (typeof text === 'string') start(text, began);
    else text.then((t) => start(t, began)).catch(damaged);
  } catch (error) {
    damaged(error);
  }
}

main();
