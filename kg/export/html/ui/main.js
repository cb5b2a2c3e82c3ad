/** Starts the page: a picture at once, or for a very large case first its summary and then, behind it, the data. */

import { App } from './app.js';
import { find, h } from './dom.js';
import { Summary } from './summary.js';
import { dataText } from './unpack.js';

/** @param {string} text the data @param {Summary|null} summary @param {number} began */
function start(text, summary, began) {
  const app = new App(JSON.parse(text), summary);
  app.start();
  find('#data').textContent = '';
  summary?.ready(app);
  /** @type {any} */ (globalThis).kgPage = { app, renderer: app.renderer, startedIn: performance.now() - began };
  if (!summary) afterPaint(() => performance.mark('first draw'));
}

/** Say what failed and what to do. @param {unknown} error */
function damaged(error) {
  console.error(error);
  const words = error instanceof SyntaxError ? 'The data in this file is damaged.' : 'The page could not be drawn.';
  find('.summary').hidden = true;
  find('.stage').append(h('div', { class: 'damaged', role: 'alert' }, h('h2', {}, words), h('p', {}, `${error}`), h('p', {}, 'Run kg build again in the folder of the case, then open exports/network.html.')));
}

/** When what is there now has been painted; in a tab that nobody sees, soon. @param {() => void} act */
function afterPaint(act) {
  let done = false;
  const once = () => {
    if (!done) act();
    done = true;
  };
  requestAnimationFrame(() => setTimeout(once));
  setTimeout(once, 250);
}

/** @param {Summary|null} summary @param {number} began */
async function read(summary, began) {
  try {
    const text = dataText(find('#data'));
    start(typeof text === 'string' ? text : await text, summary, began);
  } catch (error) {
    damaged(error);
  }
}

function main() {
  const began = performance.now();
  const opening = JSON.parse(find('#summary').textContent || 'null');
  if (!opening) {
    read(null, began);
    return;
  }
  if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.dataset.theme = 'dark';
  const summary = new Summary(opening);
  afterPaint(() => {
    performance.mark('first draw');
    read(summary, began);
  });
}

main();
