/**
 * What is drawn of the facts: one edge a statement, and one for a state with two ends (a tenure, an observation), whose
 * node would only stand between them.
 */

import { BADGE, HEAD, LINE } from '../renderer/contract.js';
import { sharpest } from './model.js';
import { negation } from './words.js';

/** @typedef {import('./case.js').Model} Model */
/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./model.js').Entity} Entity */

/** Rows of the doubt legend, in the order in which they mark a line. */
export const MARKS = ['asserted', 'contested', 'alleged', 'charged', 'admitted', 'found', 'denied', 'negated', 'planned', 'derived', 'retracted'];

const PREPOSITIONS = new Set('about against by for from in of on to via with'.split(' '));

/** Shared by the many edges that are plainly asserted and fold nothing; never changed. */
const ASSERTED = new Set(['asserted']);
/** @type {Entity[]} */
const UNFOLDED = [];

/** An edge of the picture. */
export class Drawn {
  /** @param {number} i @param {Entity} from @param {Entity} to @param {Fact} fact the one it stands for, or the first @param {Entity[]} folded situations drawn as this edge */
  constructor(i, from, to, fact, folded) {
    this.i = i;
    this.from = from.i;
    this.to = to.i;
    this.fact = fact;
    this.folded = folded;
    /** all it stands for, where a situation is folded @type {Fact[]|null} */
    this.many = null;
    this.states = fact.states;
    /** rows of the doubt legend it belongs to */
    this.marks = ASSERTED;
    this.independent = fact.independent;
    this.date = fact.date;
    /** what is written along the line, where that is more than the relation */
    this.words = '';
  }

  /** Those it stands for. @returns {Fact[]} */
  get facts() {
    return this.many || [this.fact];
  }

  /** For links. */
  get id() {
    const { fact } = this;
    return this.folded.length ? this.folded[0].id : `${fact.s.id} ${fact.p} ${/** @type {Entity} */ (fact.o).id}`;
  }

  get reads() {
    return this.folded.length ? foldedWords(this.folded[0], this.to) : this.fact.reads;
  }

  get label() {
    return this.words || this.reads;
  }
}

/** @param {Model} model @returns {Drawn[]} */
export function drawnEdges(model) {
  /** @type {Drawn[]} */
  const out = [];
  const folds = foldings(model);
  /** @type {Map<string, Drawn>} */
  const shared = new Map();
  for (const fact of model.facts) {
    if (!fact.draws || !fact.o) continue;
    const fold = fact.s.situation ? folds.get(fact.s) : undefined;
    if (!fold) {
      const one = new Drawn(out.length, fact.s, fact.o, fact, UNFOLDED);
      if (fact.states.size || fact.derived) finish(one);
      out.push(one);
      continue;
    }
    const key = `${fold[0].i} ${fold[1].i} ${fact.s.kind.id}`;
    const known = shared.get(key);
    if (known && known.folded.includes(fact.s)) continue;
    if (known) {
      known.many?.push(...fact.s.facts);
      known.folded.push(fact.s);
      continue;
    }
    const made = new Drawn(out.length, fold[0], fold[1], fact, [fact.s]);
    made.many = fact.s.facts;
    shared.set(key, made);
    out.push(made);
  }
  for (const one of shared.values()) finish(one);
  return out;
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
    // an end that reads on, "of Ecuador", comes second, so that the line reads the same way wherever such a state is met
    const reads = (/** @type {Entity} */ e) => Number(PREPOSITIONS.has(roles.find((f) => f.o === e)?.reads || ''));
    const [a, b] = ends.sort((p, q) => reads(p) - reads(q) || weight(p) - weight(q) || roleOf(roles, p).localeCompare(roleOf(roles, q)));
    folds.set(entity, [a, b]);
  }
  return folds;
}

/** How a folded situation reads towards its second end: "tenure of", "operation against". @param {Entity} situation @param {number} end index of the entity */
function foldedWords(situation, end) {
  const reads = situation.facts.find((f) => f.o?.i === end && f.draws)?.reads || '';
  return PREPOSITIONS.has(reads) ? `${situation.kind.label} ${reads}` : situation.kind.label;
}

/** @param {Fact[]} roles @param {Entity} end */
function roleOf(roles, end) {
  return roles.find((f) => f.o === end)?.p || '';
}

/** Gather the states, sources and words of an edge. @param {Drawn} one */
function finish(one) {
  one.states = new Set(one.facts.flatMap((f) => [...f.states]));
  const roles = one.facts.filter((f) => f.draws);
  one.independent = Math.max(0, ...roles.map((f) => f.independent));
  one.date = one.folded.length > 1 ? span(one.folded) : sharpest([...one.facts.map((f) => f.date), ...one.folded.map((e) => e.date)]);
  if (one.facts.every((f) => f.derived)) one.states.add('derived');
  if (one.states.has('negated') && roles.some((f) => f.stands)) one.states.delete('negated');
  one.marks = marksOf(one.states);
  if (one.states.has('negated')) one.words = negation(one.reads);
  else if (one.states.has('denied')) one.words = `${one.reads}, denied`;
  else if (one.states.has('alleged') || one.states.has('charged')) one.words = `${one.reads}, ${one.states.has('charged') ? 'charged' : 'alleged'}`;
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
  };
}
