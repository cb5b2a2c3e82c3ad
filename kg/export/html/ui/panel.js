/** The evidence panel: opens with the selection, closes with it. */

import { find, h } from './dom.js';
import { edgePanel } from './edge-panel.js';
import { nodePanel } from './node-panel.js';
import { pathPanel } from './path-panel.js';

/** @typedef {import('./app.js').App} App */

/** @param {App} app */
export function drawPanel(app) {
  const panel = find('.panel');
  const { selection } = app.store.choice;
  const root = document.documentElement;
  const content = contentOf(app);
  root.toggleAttribute('data-panel', Boolean(content));
  panel.hidden = !content;
  if (!content) return;
  panel.setAttribute('aria-label', !selection ? 'Evidence for the path' : selection.kind === 'edge' ? 'Evidence for the selected relation' : 'Evidence for the selected thing');
  const held = panel.contains(document.activeElement);
  panel.replaceChildren(grab(), ...content);
  panel.scrollTop = 0;
  if (held) panel.querySelector('h2')?.focus();
}

/** @param {App} app @returns {Node[]|null} */
function contentOf(app) {
  const { selection } = app.store.choice;
  if (!selection) return app.store.choice.path ? pathPanel(app, app.store.choice.path) : null;
  if (selection.kind === 'edge') {
    const edge = app.edgeById.get(selection.id);
    return edge ? edgePanel(app, edge) : null;
  }
  const entity = app.model.byId.get(selection.id);
  return entity ? nodePanel(app, entity) : null;
}

/** On a phone the panel is a sheet with three heights. */
function grab() {
  return h('button', {
    class: 'grab', type: 'button', 'aria-label': 'Resize the evidence panel',
    onclick: () => {
      const root = document.documentElement;
      root.dataset.sheet = root.dataset.sheet === 'full' ? 'half' : root.dataset.sheet === 'peek' ? 'half' : 'full';
    },
  });
}
