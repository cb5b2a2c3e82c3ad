/** The panel of a path: each step with the relations that make it and the words they rest on. */

import { accounts, chain, sourceLine } from './claims.js';
import { copy } from './copy.js';
import { h, icon, name } from './dom.js';
import { citationsOf, sentenceOf } from './edge-panel.js';
import { lineGlyph } from './glyphs.js';
import { evidence } from './model.js';
import { action, kicker } from './panel-parts.js';
import { count, sentence, stateWord } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @param {App} app @param {string[]} path ids of entities @returns {Node[]} */
export function pathPanel(app, path) {
  const stops = path.map((id) => app.model.byId.get(id)).filter((e) => e !== undefined);
  const steps = stops.slice(1).map((to, k) => between(app, stops[k].i, to.i));
  const weakest = Math.min(...steps.map((edges) => Math.max(0, ...edges.map((e) => e.independent))));
  const end = (/** @type {import('./model.js').Entity} */ e) => h('button', { type: 'button', class: 'end', onclick: () => app.selectNode(e.id) }, name(e.name));
  return [
    h('div', { class: 'ph' },
      kicker(app, `Path, ${count(steps.length, 'step')}`),
      h('h2', { tabindex: -1 }, end(stops[0]), h('em', {}, ' to '), end(stops[stops.length - 1])),
      h('p', { class: 'sum' }, 'The shortest way over what is shown. ', strength(weakest)),
      h('div', { class: 'acts' },
        action('copy', 'Copy as citation', () => copy(steps.flat().map((edge) => citationsOf(app, edge)).join('\n'), 'Citations copied')),
        action('link', 'Copy link', () => copy(location.href, 'Link copied')))),
    ...steps.map((edges, k) => step(app, k, edges)),
  ];
}

/** @param {number} weakest independent sources of the weakest step */
function strength(weakest) {
  if (!weakest) return 'One of its steps has no source of its own.';
  return weakest === 1 ? 'It is as strong as its weakest step, which has one independent source.' : `Each step has at least ${count(weakest, 'independent source')}.`;
}

/** Shown edges between two entities, the best supported first. @param {App} app @param {number} a @param {number} b */
function between(app, a, b) {
  const { scene } = app.renderer;
  const own = [...scene.edgesOf(a)].filter((e) => app.passing.edges[e] && (scene.edges.from[e] === b || scene.edges.to[e] === b));
  return own.map((e) => app.drawn[e]).sort((p, q) => q.independent - p.independent || p.i - q.i);
}

/** @param {App} app @param {number} k @param {Drawn[]} edges */
function step(app, k, edges) {
  return h('section', { class: 'sec' }, h('h3', {}, `Step ${k + 1}`, h('small', {}, edges.length > 1 ? count(edges.length, 'relation') : '')), ...edges.length ? edges.map((edge) => relation(app, edge)) : [h('p', { class: 'note' }, 'No relation between these two is shown now.')]);
}

/** One relation with the words of its first claim. @param {App} app @param {Drawn} edge */
function relation(app, edge) {
  const list = accounts(edge.facts, edge.folded.length > 0);
  const lead = list.find((a) => evidence(a.lead, 'quotes')) || list[0];
  const states = [...edge.states].filter((s) => s !== 'derived').map(stateWord);
  const about = [sentence(states), edge.date?.words || 'undated', edge.states.has('derived') ? 'derived, no source of its own' : count(list.length, 'claim')].filter(Boolean).join(', ');
  const quotes = lead ? evidence(lead.lead, 'quotes') || [] : [];
  return h('article', { class: 'claim' },
    h('button', { type: 'button', class: 'frow', onclick: () => app.selectEdge(edge.id) }, h('span', {}, lineGlyph([...edge.marks][0]), ' ', name(sentenceOf(app, edge))), h('small', {}, icon('chev', 'chev'))),
    h('p', { class: 'note' }, about),
    quotes[0] && h('blockquote', {}, '“', name(quotes[0]), '”'),
    lead && chain(app, lead.lead),
    lead && h('p', { class: 'voice' }, sourceLine(lead.lead.source)));
}
