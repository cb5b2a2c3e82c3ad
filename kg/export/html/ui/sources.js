/** Sources: what each supports, what it alone says, and whom it contradicts. */

import { find, h, link, name } from './dom.js';
import { rivalPairs } from './rivals.js';
import { valueText } from './claims.js';
import { capital, count, figure, language } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Source} Source */
/** @typedef {import('./model.js').Fact} Fact */

/** Sources that are told of at first, and added at each wish for more. */
const MOST = 100;

let shown = MOST;

/** @param {App} app */
export function drawSources(app) {
  const { sources } = app.model;
  const list = sources.slice().sort((a, b) => b.claims.length - a.claims.length);
  const rest = list.length - shown;
  const more = () => {
    shown += MOST;
    drawSources(app);
  };
  find('#v-sources').replaceChildren(h('div', { class: 'sheetpage' }, h('h2', {}, 'Who says what'), h('p', {}, `${count(sources.length, 'source')}, each with what it supports and what it contradicts.`), ...list.slice(0, shown).map((s) => article(app, s)), rest > 0 ? h('button', { type: 'button', class: 'button more-rows', onclick: more }, `Show ${Math.min(MOST, rest)} of ${rest.toLocaleString('en')} more`) : ''));
}

/** @param {App} app @param {Source} source */
function article(app, source) {
  const facts = [...new Set(source.claims.map((c) => c.fact).filter(Boolean))].map((f) => /** @type {Fact} */ (f));
  const shown = facts.filter((f) => app.passing.facts[f.i]);
  const against = source.claims.filter((c) => c.more.negated).length;
  const alone = facts.filter((f) => f.claims.every((c) => c.source === source)).length;
  const pairs = rivalPairs(app, facts).filter(([a, b]) => a.source === source || b.source === source);
  const off = app.store.choice.sources.has(source.id);
  const rating = source.raw.reliability ? `reliability ${source.raw.reliability}` : 'not rated';
  const meta = [source.publisherName, source.raw.language && source.raw.language !== document.documentElement.lang ? `in ${language(source.raw.language)}` : '', source.date?.words, rating].filter(Boolean).join(', ');
  return h('article', { id: source.id, class: `src${off ? ' off' : ''}` },
    h('div', {}, h('h3', {}, link(source.raw.url, source.title)), h('p', {}, name(meta)), h('button', { type: 'button', class: 'link', 'aria-pressed': off, onclick: () => app.store.toggle('sources', source.id, off) }, off ? 'Count it again' : 'Leave it out')),
    h('p', {}, `supports ${count(facts.length - against, 'fact')}, ${alone} alone`, against ? `; says of ${against} that it is not so` : '', shown.length < facts.length ? `; ${shown.length} shown` : ''),
    pairs.length ? h('ul', { class: 'd' }, ...pairs.slice(0, 6).map((p) => h('li', {}, difference(app, source, p)))) : h('p', {}, 'contradicts nothing'));
}

/** @param {App} app @param {Source} source @param {[import('./model.js').Claim, import('./model.js').Claim]} pair */
function difference(app, source, [a, b]) {
  const [own, other] = a.source === source ? [a, b] : [b, a];
  const say = (/** @type {typeof own} */ c) => `${c.raw.negated ? 'not ' : ''}${c.fact?.v ? figure(c.fact.v.text) : valueText(/** @type {Fact} */ (c.fact))}`;
  const fact = /** @type {Fact} */ (own.fact);
  const edge = app.edgeOf(fact);
  const words = `≠ ${capital(fact.s.name)}: ${say(own)} against ${say(other)}${other.source === source ? '' : `, ${other.source.publisherName || other.source.title}`}`;
  return h('button', { type: 'button', class: 'd', onclick: () => (edge ? app.selectEdge(edge.id) : app.selectNode(fact.s.id)) }, name(words));
}
