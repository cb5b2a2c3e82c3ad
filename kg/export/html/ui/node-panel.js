/** The panel of an actor, place, text or event: names, class, figures, and all facts by relation. */

import { observationCharts } from './chart.js';
import { citations } from './citation.js';
import { accounts, claimArticle, valueText } from './claims.js';
import { copy } from './copy.js';
import { h, icon, link, name } from './dom.js';
import { nodeGlyph } from './glyphs.js';
import { action, kicker } from './panel-parts.js';
import { rivalPairs, rivalSection } from './rivals.js';
import { capital, count, language, sentence } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Entity} Entity */
/** @typedef {import('./model.js').Fact} Fact */

const NAMING = ['', ' (collective)', ' (unnamed)'];

/** @param {App} app @param {Entity} entity @returns {Node[]} */
export function nodePanel(app, entity) {
  const facts = [...entity.facts.filter((f) => f.p !== 'type'), ...entity.about];
  const types = entity.facts.filter((f) => f.p === 'type');
  const charts = observationCharts(app, entity);
  const hidden = new Set(charts.flatMap((c) => c.entities));
  const own = facts.filter((f) => !hidden.has(f.s));
  const rivals = rivalPairs(app, [...types, ...own, ...charts.flatMap((c) => c.entities.flatMap((e) => e.facts))]);
  return [
    head(app, entity, facts, types),
    ...charts.map((c) => c.node),
    ...rivals.map((pair) => rivalSection(app, pair)),
    ...(types.some((f) => f.claims.length) ? [classSection(app, entity, types)] : []),
    factsSection(app, entity, own),
    voiceSection(app, entity),
  ].filter((n) => n !== null);
}

/** @param {App} app @param {Entity} entity @param {Fact[]} facts @param {Fact[]} types */
function head(app, entity, facts, types) {
  const says = [...new Set(types.flatMap((f) => f.claims.map((c) => c.source.publisherName || c.source.title)))];
  const sources = new Set(facts.flatMap((f) => f.claims.map((c) => c.source)));
  const contested = facts.filter((f) => f.states.has('contested')).length;
  const single = facts.filter((f) => f.independent === 1).length;
  const sum = [`${count(facts.length, 'fact')} from ${count(sources.size, 'source')}`];
  return h('div', { class: 'ph' },
    kicker(app, nodeGlyph(entity.group, entity.specificity), name(`${capital(entity.kind.label)}${NAMING[entity.specificity]}${says.length ? `, says ${sentence(says)}` : ''}`)),
    h('h2', { tabindex: -1 }, name(entity.name)),
    h('p', { class: 'sum' }, sum[0], contested ? h('b', {}, `, ${contested} contested`) : '', single ? `, ${single} from a single source` : '', '.'),
    identity(entity),
    h('div', { class: 'acts' },
      action('copy', 'Copy as citation', () => copy(citations(app, facts), 'Citations copied')),
      action('path', 'Path to', () => app.startPath(entity.id)),
      action('focus', 'Show 1 step', () => app.store.change({ around: { id: entity.id, steps: 1 }, path: null }))));
}

/** Names by language, aliases, ids. @param {Entity} entity */
function identity(entity) {
  const rows = [];
  const text = (/** @type {{text: string, lang?: string}} */ n) => [name(n.text), n.lang ? h('small', { class: 'ref', title: language(n.lang) }, ` ${n.lang}`) : ''];
  const list = (/** @type {string} */ kind) => entity.names.filter((n) => (n.kind === 'alias') === (kind === 'alias')).flatMap((n, i) => [i ? ', ' : '', ...text(n)]);
  const names = list('name');
  const aliases = list('alias');
  if (names.length) rows.push(h('dt', {}, 'Names'), h('dd', {}, ...names));
  if (aliases.length) rows.push(h('dt', {}, 'Also'), h('dd', {}, ...aliases));
  if (entity.date) rows.push(h('dt', {}, 'When'), h('dd', {}, capital(entity.date.words)));
  if (entity.ids.length) rows.push(h('dt', {}, 'Ids'), h('dd', {}, ...entity.ids.flatMap((id, i) => [i ? ', ' : '', link(id.url, id.text)])));
  return rows.length ? h('dl', { class: 'ids' }, ...rows) : null;
}

/** Who gives a thing its class. @param {App} app @param {Entity} entity @param {Fact[]} types */
function classSection(app, entity, types) {
  const articles = types.flatMap((f) => accounts([f], false).map((a) => claimArticle(app, a, f.date)));
  return details(`Why “${types[0].oText}”`, count(articles.length, 'claim'), articles, articles.length <= 1 || entity.situation);
}

/** @param {string} title @param {string} aside @param {Node[]} kids @param {boolean} open */
function details(title, aside, kids, open) {
  return h('details', { class: 'sec', open }, h('summary', {}, h('h3', {}, title, h('small', {}, aside))), ...kids);
}

/** Facts grouped by relation, those about this thing after its own. @param {App} app @param {Entity} entity @param {Fact[]} facts */
function factsSection(app, entity, facts) {
  /** @type {Map<string, Fact[]>} */
  const groups = new Map();
  for (const fact of facts) {
    const key = fact.s === entity ? `1 ${fact.reads}` : `2 ${fact.reads}`;
    groups.set(key, [...(groups.get(key) || []), fact]);
  }
  const section = h('section', { class: 'sec' }, h('h3', {}, 'Facts', h('small', {}, 'grouped by relation')));
  if (!facts.length) section.append(h('p', { class: 'note' }, 'No facts besides its class. It appears as a source or a speaker.'));
  for (const [key, list] of [...groups].sort((a, b) => a[0][0].localeCompare(b[0][0]) || b[1].length - a[1].length)) {
    const own = key[0] === '1';
    section.append(h('p', { class: 'pn' }, own ? name(list[0].reads) : h('span', {}, name(list[0].reads), ' ', h('bdi', {}, entity.name)), `, ${list.length}`));
    for (const fact of list) section.append(factRow(app, fact, own));
  }
  return section;
}

/** @param {string} words */
function brief(words) {
  return words.length > 44 ? `${words.slice(0, 42).trimEnd()}…` : words;
}

/** What it published, and in how many claims it is a speaker. @param {App} app @param {Entity} entity */
function voiceSection(app, entity) {
  const published = app.model.sources.filter((s) => s.publisher === entity);
  const spoken = app.model.claims.filter((c) => (c.chain || []).some((hop) => hop.speaker === entity.id)).length;
  if (!published.length && !spoken) return null;
  const rows = published.map((s) => h('p', { class: 'voice' }, link(s.raw.url, s.title), `, ${[s.date?.words, count(s.claims.length, 'claim')].filter(Boolean).join(', ')}`));
  return h('section', { class: 'sec' }, h('h3', {}, 'As a voice', h('small', {}, spoken ? `speaks in ${count(spoken, 'claim')}` : '')), ...rows);
}

/** One fact: opens its relation, or its claims on the spot. @param {App} app @param {Fact} fact @param {boolean} own */
export function factRow(app, fact, own) {
  const other = own ? fact.o : fact.s;
  const words = other ? h('span', {}, name(other.name), h('em', {}, NAMING[other.specificity])) : h('span', {}, name(valueText(fact)));
  const sources = fact.derived ? 'derived' : count(fact.independent || fact.claims.length, 'source');
  const marks = [...fact.states].filter((s) => s !== 'derived');
  const aside = h('small', {}, fact.states.has('contested') ? h('b', { class: 'd' }, '≠ ') : '', [...marks.filter((m) => m !== 'contested'), sources, brief(fact.date?.words || 'undated')].join(', '));
  const edge = app.edgeOf(fact);
  if (edge) return h('button', { class: 'frow', type: 'button', onclick: () => app.selectEdge(edge.id) }, words, aside);
  const list = accounts([fact], false).map((a) => claimArticle(app, a, fact.date));
  return h('details', { class: 'fact' }, h('summary', { class: 'frow' }, words, aside, icon('chev', 'chev')), ...list);
}
