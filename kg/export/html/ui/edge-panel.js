/** The panel of a relation: every claim behind it. */

import { observationChart } from './chart.js';
import { citations } from './citation.js';
import { accounts, claimArticle, speaker } from './claims.js';
import { copy } from './copy.js';
import { h, name } from './dom.js';
import { lineGlyph } from './glyphs.js';
import { action, kicker } from './panel-parts.js';
import { rivalPairs, rivalSection } from './rivals.js';
import { capital, count, negation, sentence, stateWord } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./drawn.js').Drawn} Drawn */

/** @param {App} app @param {Drawn} edge @returns {Node[]} */
export function edgePanel(app, edge) {
  const list = accounts(edge.facts, edge.folded.length > 0);
  const sources = new Set(list.map((a) => a.lead.source));
  const kind = edge.folded.length ? capital(edge.folded[0].kind.label) : 'Relation';
  const pairs = rivalPairs(app, edge.facts);
  const head = h('div', { class: 'ph' },
    kicker(app, edge.states.has('derived') ? 'Derived from other facts, no source of its own' : `${kind}, ${count(list.length, 'claim')} from ${count(sources.size, 'source')}`),
    title(app, edge),
    h('p', { class: 'sum' }, ...summary(app, edge)),
    chips(app, edge, list),
    h('div', { class: 'acts' },
      action('copy', 'Copy as citation', () => copy(citationsOf(app, edge), 'Citation copied')),
      action('link', 'Copy link', () => copy(location.href, 'Link copied')),
      app.model.entities[edge.from] && action('focus', 'Show 1 step', () => app.store.change({ around: { id: app.model.entities[edge.from].id, steps: 1 }, path: null }))));
  const chart = edge.folded.length > 1 ? observationChart(app, edge.folded) : null;
  return [head, ...(chart ? [chart] : []), ...pairs.map((p) => rivalSection(app, p)), claimsSection(app, edge, list)];
}

/** The relation as a sentence. @param {App} app @param {Drawn} edge */
export function sentenceOf(app, edge) {
  const { entities } = app.model;
  return `${entities[edge.from].name} ${edge.states.has('negated') ? negation(edge.reads) : edge.reads} ${entities[edge.to].name}`;
}

/** Every claim behind a relation, to hand on. @param {App} app @param {Drawn} edge */
export function citationsOf(app, edge) {
  return citations(app, edge.facts, edge.folded.length ? sentenceOf(app, edge) : '');
}

/** @param {App} app @param {Drawn} edge */
function title(app, edge) {
  const { entities } = app.model;
  const end = (/** @type {number} */ i) => h('button', { type: 'button', class: 'end', onclick: () => app.selectNode(entities[i].id) }, name(entities[i].name));
  return h('h2', { tabindex: -1 }, end(edge.from), ' ', h('em', {}, edge.states.has('negated') ? negation(edge.reads) : edge.reads), ' ', end(edge.to));
}

/** @param {App} app @param {Drawn} edge @returns {(Node|string)[]} */
function summary(app, edge) {
  const status = [...edge.states].filter((s) => s !== 'contested' && s !== 'denied').map(stateWord);
  const out = [`${capital(sentence(status.length ? status : ['asserted']))}, `, edge.date ? h('b', {}, edge.date.words) : 'undated', '.'];
  for (const i of new Set([edge.from, edge.to])) {
    const entity = app.model.entities[i];
    if (entity.specificity === 2) out.push(' ', name(capital(entity.name)), ': not named.');
  }
  if (edge.independent === 1 && !edge.states.has('derived')) out.push(' One independent source.');
  else if (edge.independent > 1) out.push(` ${capital(count(edge.independent, 'independent source'))}.`);
  return out;
}

/** @param {App} app @param {Drawn} edge @param {import('./claims.js').Account[]} list */
function chips(app, edge, list) {
  const deniers = [...new Set(list.flatMap((a) => a.claims.flatMap((c) => c.raw.deniedBy || [])))];
  const out = [];
  if (edge.states.has('contested')) out.push(h('span', { class: 'tag d' }, '≠ Contested'));
  for (const mark of edge.marks) if (mark !== 'contested' && mark !== 'denied') out.push(h('span', { class: 'tag' }, lineGlyph(mark), capital(stateWord(mark))));
  if (deniers.length) out.push(h('span', { class: 'tag' }, 'Denied by ', ...deniers.flatMap((id, i) => [i ? ', ' : '', speaker(app, id)])));
  else out.push(h('span', { class: 'tag' }, edge.states.has('denied') ? 'Denied' : 'No denial'));
  return h('div', { class: 'tags' }, ...out);
}

/** @param {App} app @param {Drawn} edge @param {import('./claims.js').Account[]} list */
function claimsSection(app, edge, list) {
  const articles = list.map((a) => claimArticle(app, a, edge.folded.length > 1 ? undefined : edge.date));
  if (!list.length) return h('section', { class: 'sec' }, h('h3', {}, 'Claims', h('small', {}, 'none')), h('p', { class: 'note' }, 'No source says this in so many words. It follows from other facts by the rules of the ontology.'));
  return h('section', { class: 'sec' }, h('h3', {}, 'Claims', h('small', {}, list.length > 1 ? 'newest first' : '')), ...articles);
}
