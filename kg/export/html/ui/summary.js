/** What a very large case opens on instead of a hairball: its communities and best connected members as words. It is read before the data. */

import { SPECIFICITY } from '../renderer/contract.js';
import { find, h, name } from './dom.js';
import { nodeGlyph } from './glyphs.js';
import { count } from './words.js';

/** @typedef {import('./app.js').App} App */

/**
 * @typedef {object} Row
 * @property {number} i place among the entities
 * @property {string} name
 * @property {string} [specificity]
 * @property {string} [label] of its class
 * @property {string} [shape]
 * @property {string} [color]
 * @property {{light: string, dark: string}} [outline]
 * @property {number} n
 *
 * @typedef {object} Opening
 * @property {number} entities
 * @property {number} relations
 * @property {Row[]} communities
 * @property {Row[]} top
 */

/** The summary; a choice made before the data is read is remembered. */
export class Summary {
  /** @param {Opening} opening */
  constructor(opening) {
    this.opening = opening;
    /** @type {App|null} */
    this.app = null;
    /** @type {(() => void)|null} */
    this.wish = null;
    this.draw();
  }

  draw() {
    const { entities, relations, communities, top } = this.opening;
    find('.summary').replaceChildren(
      h('h2', {}, `${count(entities, 'actor and thing', 'actors and things')}, ${count(relations, 'relation')}`),
      h('p', {}, 'Too many to read at once. Search for a name, begin with one of these, or ', h('button', { type: 'button', class: 'link', onclick: () => this.want((app) => app.drawWhole()) }, 'draw the whole picture'), '.'),
      h('p', { class: 'reading', role: 'status' }, 'Reading the facts …', h('i', {})),
      h('div', { class: 'columns' },
        h('section', {}, h('h3', {}, 'Communities'), h('ol', {}, ...communities.map((r) => this.row(r, `and ${count(r.n - 1, 'other')} around it`)))),
        h('section', {}, h('h3', {}, 'Best connected'), h('ol', {}, ...top.map((r) => this.row(r, `${r.label || 'thing'}, ${count(r.n, 'relation')}`))))));
    find('.summary').hidden = false;
  }

  /** @param {Row} row @param {string} aside */
  row(row, aside) {
    const group = { i: -1, label: row.label || '', shape: row.shape || 'disc', color: row.color || '#999999', outline: row.outline || { light: '#5c5c5c', dark: '#cfcfcf' } };
    const word = row.specificity === 'collective' || row.specificity === 'unspecified' ? row.specificity : 'named';
    const open = (/** @type {App} */ app) => {
      const { id } = app.model.entities[row.i];
      app.store.change({ around: { id, steps: 1 }, selection: { kind: 'node', id } });
    };
    return h('li', {}, h('button', { type: 'button', onclick: () => this.want(open) }, nodeGlyph(group, /** @type {Record<string, number>} */ (SPECIFICITY)[word]), name(row.name), h('small', {}, aside)));
  }

  /** Do it now, or as soon as the data is there. @param {(app: App) => void} act */
  want(act) {
    const { app } = this;
    if (app) act(app);
    else this.wish = () => act(/** @type {App} */ (this.app));
  }

  /** The data is read. @param {App} app */
  ready(app) {
    this.app = app;
    find('.summary .reading').remove();
    this.wish?.();
  }
}

/** Show the summary where nothing smaller has been asked for; the picture rests meanwhile. @param {App} app */
export function showSummary(app) {
  const { around, path, only } = app.store.choice;
  const on = Boolean(app.summary) && !app.wholePicture && !around && !path && !only;
  app.renderer.rest(on);
  find('.summary').hidden = !on;
}
