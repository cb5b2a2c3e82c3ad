/** Where sources differ: rival claims side by side. */

import { h, name } from './dom.js';
import { evidence } from './model.js';
import { valueText } from './claims.js';
import { capital, figure } from './words.js';

/** @typedef {import('./model.js').Claim} Claim */
/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./app.js').App} App */

/** Pairs of claims that contradict one another, each once. @param {App} app @param {Fact[]} facts @returns {[Claim, Claim][]} */
export function rivalPairs(app, facts) {
  /** @type {Map<string, [Claim, Claim]>} */
  const pairs = new Map();
  const put = (/** @type {Claim} */ a, /** @type {Claim|undefined} */ b) => {
    if (b && a !== b && a.fact && b.fact) pairs.set([a.i, b.i].sort().join(' '), /** @type {[Claim, Claim]} */ ([a, b].sort((p, q) => p.id.localeCompare(q.id) || p.i - q.i)));
  };
  for (const fact of facts) {
    let named = false;
    for (const claim of fact.claims) {
      for (const id of claim.raw.contradicts || []) {
        const other = app.model.claims[id];
        if (other) named = true;
        put(claim, other);
      }
    }
    if (!named && fact.claims.length) for (const i of fact.rivals) put(fact.claims[0], app.model.facts[i]?.claims[0]);
  }
  return oneEach([...pairs.values()]);
}

/** Of many pairs between the same two facts only the first: the other claims stand below anyway. @param {[Claim, Claim][]} pairs */
function oneEach(pairs) {
  const seen = new Set();
  return pairs.filter(([a, b]) => {
    const key = a.fact === b.fact ? `${a.i} ${b.i}` : [a.fact?.i, b.fact?.i].sort().join(' ');
    const known = seen.has(key);
    seen.add(key);
    return !known;
  });
}

/** @param {App} app @param {[Claim, Claim]} pair */
export function rivalSection(app, [a, b]) {
  const fact = /** @type {Fact} */ (a.fact);
  const other = /** @type {Fact} */ (b.fact);
  const title = fact.p === other.p && fact.s === other.s ? `${capital(fact.s.name)}: ${fact.label}` : capital(fact.s.name);
  return h('section', { class: 'sec' }, h('h3', {}, name(title), h('small', {}, apart(fact, other))), h('div', { class: 'vs' }, side(app, a, a.fact === b.fact), h('i', { 'aria-label': 'differs from', role: 'img' }), side(app, b, a.fact === b.fact)));
}

/** @param {Fact} a @param {Fact} b */
function apart(a, b) {
  const gap = Math.abs(Number(a.v?.text) - Number(b.v?.text));
  return a.v && b.v && Number.isFinite(gap) && gap > 0 ? `${figure(String(Number(gap.toPrecision(6))))} apart` : 'sources differ';
}

/** @param {App} app @param {Claim} claim @param {boolean} same both claims are about the same statement */
function side(app, claim, same) {
  const fact = /** @type {Fact} */ (claim.fact);
  const value = same ? (claim.raw.negated ? 'It is not so' : 'It is so') : `${claim.raw.negated ? 'not ' : ''}${fact.v ? figure(fact.v.text) : valueText(fact)}`;
  const speakers = (evidence(claim, 'chain') || []).map((/** @type {any} */ hop) => app.model.byId.get(hop.speaker)?.name || hop.speaker);
  const date = claim.source.date?.words;
  const reliability = claim.source.raw.reliability;
  return h('div', {}, h('p', { class: 'v' }, name(value)), h('p', {}, name(speakers.join(' → ') || claim.source.title), date ? `, ${date}` : '',
    reliability && h('span', { class: 'rel', title: `Reliability ${reliability}` }, reliability)));
}
