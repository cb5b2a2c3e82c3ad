/** What a very large case opens on instead of a hairball: its communities and best connected actors as words. */

import { find, h, name } from './dom.js';
import { nodeGlyph } from './glyphs.js';
import { count } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Entity} Entity */

/** With more entities than this the page opens on the summary. */
export const LARGE = 20000;

const ROWS = 12;
const ROUNDS = 4;

/** Show the summary where nothing smaller has been asked for; the picture rests meanwhile. @param {App} app */
export function drawSummary(app) {
  const { around, path, only } = app.store.choice;
  const on = app.model.entities.length > LARGE && !app.wholePicture && !around && !path && !only;
  const box = find('.summary');
  app.renderer.rest(on);
  box.hidden = !on;
  if (!on || box.childElementCount) return;
  const { model, drawn } = app;
  const degree = app.renderer.scene.nodes.rank;
  const top = largest(model.entities.filter((e) => app.linked.has(e.i)), (e) => degree[e.i]);
  const open = (/** @type {Entity} */ e) => app.store.change({ around: { id: e.id, steps: 1 }, selection: { kind: 'node', id: e.id } });
  const row = (/** @type {Entity} */ e, /** @type {string} */ aside) => h('li', {}, h('button', { type: 'button', onclick: () => open(e) }, nodeGlyph(e.group, e.specificity), name(e.name), h('small', {}, aside)));
  box.replaceChildren(
    h('h2', {}, `${count(model.entities.length, 'actor and thing', 'actors and things')}, ${count(drawn.length, 'relation')}`),
    h('p', {}, 'Too many to read at once. Search for a name, begin with one of these, or ', h('button', { type: 'button', class: 'link', onclick: () => app.drawWhole() }, 'draw the whole picture'), '.'),
    h('div', { class: 'columns' },
      h('section', {}, h('h3', {}, 'Communities'), h('ol', {}, ...communities(app, degree).map(([e, n]) => row(e, `and ${count(n - 1, 'other')} around it`)))),
      h('section', {}, h('h3', {}, 'Best connected'), h('ol', {}, ...top.map((e) => row(e, `${e.kind.label}, ${count(degree[e.i], 'relation')}`))))));
}

/** @template T @param {T[]} list @param {(item: T) => number} size @returns {T[]} the ROWS largest */
function largest(list, size) {
  return list.slice().sort((a, b) => size(b) - size(a)).slice(0, ROWS);
}

/** The largest communities, each with its best connected member and its size: label propagation in a fixed order. @param {App} app @param {Float32Array} degree @returns {[Entity, number][]} */
function communities(app, degree) {
  const { scene } = app.renderer;
  const n = scene.nodes.count;
  const label = Uint32Array.from({ length: n }, (_, i) => i);
  /** @type {Map<number, number>} */
  const votes = new Map();
  for (let round = 0; round < ROUNDS; round++) {
    for (let i = 0; i < n; i++) {
      votes.clear();
      let best = label[i];
      for (const e of scene.edgesOf(i)) {
        const other = label[scene.edges.from[e] === i ? scene.edges.to[e] : scene.edges.from[e]];
        const v = (votes.get(other) || 0) + 1;
        votes.set(other, v);
        const most = votes.get(best) || 0;
        if (v > most || (v === most && other < best)) best = other;
      }
      label[i] = best;
    }
  }
  const size = new Uint32Array(n);
  const head = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    size[label[i]]++;
    if (head[label[i]] < 0 || degree[i] > degree[head[label[i]]]) head[label[i]] = i;
  }
  const labels = largest(Array.from(size.keys()).filter((l) => size[l] > 2), (l) => size[l]);
  return labels.map((l) => [app.model.entities[head[l]], size[l]]);
}
