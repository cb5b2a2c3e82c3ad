/** The keyboard. Letter keys can be switched off, and never fire while someone types. */

import { find } from './dom.js';

/** @typedef {import('./app.js').App} App */

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {App} app */
export function listenKeys(app) {
  addEventListener('keydown', (e) => {
    const target = /** @type {HTMLElement} */ (e.target);
    if (e.key === 'Escape') {
      app.escape();
      return;
    }
    if (e.altKey && (e.key === 'ArrowLeft' || e.key === 'ArrowRight')) {
      e.preventDefault();
      if (e.key === 'ArrowLeft') history.back();
      else history.forward();
      return;
    }
    const typing = target.matches('input:not([type=checkbox]),textarea,select');
    if (typing || e.ctrlKey || e.metaKey || e.altKey) return;
    if (Object.hasOwn(ARROWS, e.key)) {
      if (target.id === 'net') arrow(app, e);
      return;
    }
    if (target.getAttribute('role') === 'slider') return;
    const act = app.letters || e.key === '/' ? keyOf(app, e.key, target) : undefined;
    if (!act) return;
    e.preventDefault();
    act();
  });
}

/** @param {App} app @param {string} key @param {HTMLElement} target @returns {(() => void)|undefined} */
function keyOf(app, key, target) {
  /** @type {Record<string, () => void>} */
  const acts = {
    '/': () => app.search.open(), '?': () => app.help(), f: () => app.fit(), F: () => app.fit(), t: () => app.toggleTheme(), T: () => app.toggleTheme(),
    '+': () => app.renderer.zoomBy(1.35), '=': () => app.renderer.zoomBy(1.35), '-': () => app.renderer.zoomBy(1 / 1.35),
    p: () => app.startPath(null), P: () => app.startPath(null), e: () => app.exportMenu(), E: () => app.exportMenu(),
    c: () => app.cite(), C: () => app.cite(), n: () => app.claim(1), N: () => app.claim(1), b: () => app.claim(-1), B: () => app.claim(-1),
    '[': () => app.time.move(-1, false), ']': () => app.time.move(1, false), '{': () => app.time.move(-1, true), '}': () => app.time.move(1, true),
  };
  ['network', 'timeline', 'table', 'sources'].forEach((view, i) => {
    acts[String(i + 1)] = () => app.store.change({ view: /** @type {any} */ (view) });
  });
  if (target.id === 'net') {
    acts.Enter = () => app.openPanel();
    acts[' '] = () => app.time.play();
  }
  return Object.hasOwn(acts, key) ? acts[key] : undefined;
}

/** Walk to the neighbour that lies in the direction of the arrow. @param {App} app @param {KeyboardEvent} e */
function arrow(app, e) {
  e.preventDefault();
  const [dx, dy] = /** @type {Record<string, number[]>} */ (ARROWS)[e.key];
  if (e.shiftKey) {
    app.renderer.pan(-dx * 60, -dy * 60);
    return;
  }
  const { scene } = app.renderer;
  const { x, y } = scene.nodes;
  const selection = app.store.choice.selection;
  const edge = selection?.kind === 'edge' ? app.edgeById.get(selection.id) : null;
  const from = selection?.kind === 'node' ? app.model.byId.get(selection.id)?.i ?? -1 : edge ? edge.from : -1;
  if (from < 0 || !scene.nodeShow[from]) {
    const first = app.busiest();
    if (first >= 0) app.selectNode(app.model.entities[first].id);
    return;
  }
  const neighbours = new Set([...scene.edgesOf(from)].filter((i) => scene.edgeShow[i]).map((i) => (scene.edges.from[i] === from ? scene.edges.to[i] : scene.edges.from[i])));
  let best = -1;
  let least = Infinity;
  for (const n of neighbours) {
    const along = (x[n] - x[from]) * dx + (y[n] - y[from]) * dy;
    const across = Math.abs((x[n] - x[from]) * dy) + Math.abs((y[n] - y[from]) * dx);
    if (along <= 0 || n === from) continue;
    const cost = along + 2.2 * across;
    if (cost < least) {
      least = cost;
      best = n;
    }
  }
  if (best >= 0) app.selectNode(app.model.entities[best].id);
}

/** Put the focus on the picture. */
export function focusPicture() {
  find('#net').focus({ preventScroll: true });
}
