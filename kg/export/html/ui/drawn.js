/**
 * What is drawn of the facts: one edge a statement, and one for a state with two ends (a tenure, an observation), whose
 * node would only stand between them.
 *
 * @typedef {object} Drawn an edge of the picture
 * @property {number} i
 * @property {string} id for links
 * @property {number} from
 * @property {number} to
 * @property {string} reads
 * @property {string} label as written along the line
 * @property {Fact[]} facts those it stands for
 * @property {Entity[]} folded situations drawn as this edge
 * @property {Set<string>} states
 * @property {Set<string>} marks rows of the doubt legend it belongs to
 * @property {number} independent
 * @property {import('./model.js').When|undefined} date
 */

import { BADGE, HEAD, LINE } from '../renderer/contract.js';
import { sharpest } from './model.js';
import { negation } from './words.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./model.js').Entity} Entity */

/** Rows of the doubt legend, in the order in which they mark a line. */
export const MARKS = ['asserted', 'contested', 'alleged', 'denied', 'negated', 'planned', 'derived', 'retracted'];

const PREPOSITIONS = new Set('about against by for from in of on to via with'.split(' '));

/** @param {Model} model @returns {Drawn[]} */
export function drawnEdges(model) {
  /** @type {Drawn[]} */
  const out = [];
  const folds = foldings(model);
  /** @type {Map<string, Drawn>} */
  const shared = new Map();
  for (const fact of model.facts) {
    if (!fact.draws || !fact.o) continue;
    const fold = folds.get(fact.s);
    if (!fold) {
      out.push(edge(out.length, `${fact.s.id} ${fact.p} ${fact.o.id}`, fact.s.i, fact.o.i, fact.reads, [fact], UNFOLDED));
      continue;
    }
    const key = `${fold[0].i} ${fold[1].i} ${fact.s.kind.id}`;
    const known = shared.get(key);
    if (known && known.folded.includes(fact.s)) continue;
    if (known) {
      known.facts.push(...fact.s.facts);
      known.folded.push(fact.s);
      continue;
    }
    const made = edge(out.length, fact.s.id, fold[0].i, fold[1].i, foldedWords(fact.s, fold[1]), [...fact.s.facts], [fact.s]);
    shared.set(key, made);
    out.push(made);
  }
  for (const one of out) finish(one);
  return out;
}

/** Shared by the many edges that are plainly asserted and fold nothing; never changed. */
const ASSERTED = new Set(['asserted']);
/** @type {Entity[]} */
const UNFOLDED = [];

/** @param {number} i @param {string} id @param {number} from @param {number} to @param {string} reads @param {Fact[]} facts @param {Entity[]} folded @returns {Drawn} */
function edge(i, id, from, to, reads, facts, folded) {
  return { i, id, from, to, reads, label: reads, facts, folded, states: facts[0].states, marks: ASSERTED, independent: 0, date: undefined };
}

/** States with exactly two ends that nothing else points to, with the two ends in reading order. @param {Model} model */
function foldings(model) {
  /** @type {Map<Entity, [Entity, Entity]>} */
  const folds = new Map();
  for (const entity of model.entities) {
    if (!entity.situation || entity.kind.up.includes('Event') || entity.kind.id === 'Event' || entity.about.some((f) => f.draws)) continue;
    const roles = entity.facts.filter((f) => f.draws && !f.derived);
    const ends = [...new Set(roles.map((f) => /** @type {Entity} */ (f.o)))];
    if (ends.length !== 2 || ends.includes(entity) || roles.some((f) => f.states.has('negated'))) continue;
    const weight = (/** @type {Entity} */ e) => (e.kind.id === 'Person' ? 0 : e.kind.up.includes('Actor') ? 1 : 2);
    const [a, b] = ends.sort((p, q) => weight(p) - weight(q) || roleOf(roles, p).localeCompare(roleOf(roles, q)));
    folds.set(entity, [a, b]);
  }
  return folds;
}

/** How a folded situation reads towards its second end: "tenure of", "operation against". @param {Entity} situation @param {Entity} end */
function foldedWords(situation, end) {
  const reads = situation.facts.find((f) => f.o === end && f.draws)?.reads || '';
  return PREPOSITIONS.has(reads) ? `${situation.kind.label} ${reads}` : situation.kind.label;
}

/** @param {Fact[]} roles @param {Entity} end */
function roleOf(roles, end) {
  return roles.find((f) => f.o === end)?.p || '';
}

/** Gather the states, sources and words of an edge. @param {Drawn} one */
function finish(one) {
  if (one.facts.length === 1 && !one.facts[0].states.size && !one.facts[0].derived) {
    one.independent = one.facts[0].independent;
    one.date = one.facts[0].date;
    return;
  }
  one.states = new Set(one.facts.flatMap((f) => [...f.states]));
  const roles = one.facts.filter((f) => f.draws);
  one.independent = Math.max(0, ...roles.map((f) => f.independent));
  one.date = one.folded.length > 1 ? span(one.folded) : sharpest([...one.facts.map((f) => f.date), ...one.folded.map((e) => e.date)]);
  if (one.facts.every((f) => f.derived)) one.states.add('derived');
  if (one.states.has('negated') && roles.some((f) => f.stands)) one.states.delete('negated');
  one.marks = marksOf(one.states);
  if (one.states.has('negated')) one.label = negation(one.reads);
  else if (one.states.has('denied')) one.label = `${one.reads}, denied`;
  else if (one.states.has('alleged') || one.states.has('charged')) one.label = `${one.reads}, ${one.states.has('charged') ? 'charged' : 'alleged'}`;
}

/** Rows of the doubt legend for a set of states. @param {Set<string>} states @returns {Set<string>} */
export function marksOf(states) {
  if (!states.size) return ASSERTED;
  const marks = new Set(MARKS.filter((m) => states.has(m)));
  if (states.has('charged')) marks.add('alleged');
  if (!marks.size) marks.add('asserted');
  return marks;
}

/** The time that several situations cover together. @param {Entity[]} situations */
function span(situations) {
  const bounds = situations.map((e) => e.date || sharpest(e.facts.map((f) => f.date))).filter(Boolean).map((d) => /** @type {any} */ (d).bounds);
  const days = bounds.flat().filter(Boolean).sort();
  if (!days.length) return undefined;
  const [first, last] = [days[0], days[days.length - 1]];
  const years = first.slice(0, 4) === last.slice(0, 4) ? `in ${first.slice(0, 4)}` : `${first.slice(0, 4)} to ${last.slice(0, 4)}`;
  return { words: years, bounds: [first, first, last, last] };
}

/** How an edge's states look. @param {Drawn} one */
export function lookOf(one) {
  const has = (/** @type {string} */ state) => one.states.has(state);
  const line = has('negated') ? LINE.dots
    : has('alleged') || has('charged') || has('denied') || has('retracted') ? LINE.dash
      : has('planned') ? LINE.planned : has('derived') ? LINE.derived : LINE.solid;
  return {
    line,
    rail: has('contested') ? 1 : 0,
    head: has('negated') && !has('contested') ? HEAD.bar : line === LINE.planned || line === LINE.derived ? HEAD.open : HEAD.filled,
    badge: has('contested') ? BADGE.differs : has('negated') || has('retracted') ? BADGE.not : has('denied') ? BADGE.slash : BADGE.none,
    width: Math.min(2, Math.max(0, one.independent - 1)),
  };
}
