/** Starts the page. */

import { App } from './app.js';
import { find, h } from './dom.js';

function main() {
  const began = performance.now();
  try {
    const app = new App(JSON.parse(find('#data').textContent));
    app.start();
    /** @type {any} */ (globalThis).kgPage = { app, renderer: app.renderer, startedIn: performance.now() - began };
  } catch (error) {
    console.error(error);
    const words = error instanceof SyntaxError ? 'The data in this file is damaged.' : 'The page could not be drawn.';
    find('.stage').append(h('div', { class: 'damaged', role: 'alert' }, h('h2', {}, words), h('p', {}, `${error}`), h('p', {}, 'Run kg build again in the folder of the case, then open exports/network.html.')));
  }
}

main();
