/** Only a part is shown: a neighbourhood, a path, one row of the doubt legend. What part it is, and the way back. */

import { announce, find, h, name } from './dom.js';
import { shortestPath } from './path.js';
import { everything } from './store.js';
import { count } from './words.js';
import { toast } from './copy.js';

/** @typedef {import('./app.js').App} App */

/** @param {string} text @param {() => void} act */
function button(text, act) {
  return h('button', { type: 'button', class: 'link', onclick: act }, text);
}

/** The line over the picture that tells of it. @param {App} app */
export function drawScope(app) {
  const { around, path, only } = app.store.choice;
  const box = find('.scope');
  if (app.lost) {
    box.hidden = false;
    box.replaceChildren(h('span', {}, 'No path inside this window.'), button('Search all years', () => searchEverything(app)), button('Close', () => giveUp(app)));
    return;
  }
  const words = path ? `Path of ${count(path.length - 1, 'step')}` : around ? `${count(around.steps, 'step')} around ${app.model.byId.get(around.id)?.name}` : only ? `Only ${only}` : '';
  box.hidden = !words;
  const more = around && !path && button('One step more', () => app.store.change({ around: { id: around.id, steps: around.steps + 1 } }));
  box.replaceChildren(name(words), more || '', button('Show all', () => app.store.change({ around: null, path: null, only: '' })));
}

/** Ask for the second end of a path. @param {App} app @param {string|null} id the first end; the selection when null */
export function askPath(app, id) {
  const { selection } = app.store.choice;
  const from = id || (selection?.kind === 'node' ? selection.id : selection ? app.model.entities[app.edgeById.get(selection.id)?.from ?? 0].id : null);
  if (!from) {
    toast('Choose where the path begins, then press P');
    return;
  }
  app.pathFrom = from;
  toast(`Path from ${app.model.byId.get(from)?.name}: choose the other end`);
  if (app.store.choice.view !== 'network') app.store.change({ view: 'network' });
  app.search.open('The other end of the path');
}

/** Show the shortest path to its second end. @param {App} app @param {string} id */
export function endPath(app, id) {
  const from = app.model.byId.get(app.pathFrom || '');
  const to = app.model.byId.get(id);
  app.pathFrom = null;
  if (!from || !to || from === to) return;
  const { path, around } = app.store.choice;
  if (path || around) app.store.change({ path: null, around: null });
  const way = shortestPath(app.drawn, app.passing.edges, app.model.entities.length, from.i, to.i);
  if (!way) {
    app.lost = [from.id, to.id];
    announce('No path inside this window.');
    drawScope(app);
    return;
  }
  app.store.change({ path: way.map((i) => app.model.entities[i].id), around: null, selection: null });
  toast(`${count(way.length - 1, 'step')} from ${from.name} to ${to.name}`);
}

/** Look for the path again with every filter off. @param {App} app */
function searchEverything(app) {
  const [from, to] = app.lost || ['', ''];
  app.lost = null;
  app.store.change({ ...everything(), view: app.store.choice.view });
  app.pathFrom = from;
  endPath(app, to);
  if (!app.lost) return;
  giveUp(app);
  toast(`No path between ${app.model.byId.get(from)?.name} and ${app.model.byId.get(to)?.name} at any time`);
}

/** @param {App} app */
export function giveUp(app) {
  app.lost = null;
  drawScope(app);
}
