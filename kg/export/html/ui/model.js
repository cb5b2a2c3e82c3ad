/**
 * What a case is made of: entities, facts, claims and sources. A large one has hundreds of thousands of facts: what all can
 * share is kept once, what can be looked up is not kept at all.
 *
 * @typedef {object} When
 * @property {string} words
 * @property {(string|null)[]} bounds earliest and latest start, earliest and latest end, ISO days
 * @property {string} [edtf]
 *
 * @typedef {object} Kind a class in use
 * @property {string} id
 * @property {string} label
 * @property {string[]} up
 * @property {string} legend
 *
 * @typedef {object} Group a row of the legend
 * @property {number} i
 * @property {string} label
 * @property {string} shape
 * @property {string} color
 * @property {{light: string, dark: string}} outline
 *
 * @typedef {object} Value
 * @property {string} text
 * @property {string} [datatype]
 * @property {string} [unit]
 * @property {string} [exactness]
 * @property {string} [min]
 * @property {string} [max]
 *
 * @typedef {object} Source
 * @property {number} i
 * @property {string} id
 * @property {string} title
 * @property {Entity|null} publisher
 * @property {string} publisherName
 * @property {When|undefined} date
 * @property {any} raw
 * @property {Claim[]} claims
 *
 * @typedef {object} Property how a relation reads
 * @property {string} p its name
 * @property {string} reads
 * @property {string} label
 * @property {boolean} draws
 * @property {boolean} timeless a statement without a date holds at any time
 */

import { SPECIFICITY } from '../renderer/contract.js';

/** Shared by the many facts and claims that have no state, rival or field of their own; never changed. @type {Set<string>} */
const NONE = new Set();
/** @type {number[]} */
const NO_RIVALS = [];
/** @type {any} */
export const NOTHING = Object.freeze({});
/** @type {Claim[]} */
const NO_CLAIMS = [];

/** What one source says. */
export class Claim {
  /** @param {number} i @param {string} id @param {Source} source @param {any} more its rarer fields */
  constructor(i, id, source, more) {
    this.i = i;
    this.id = id;
    this.source = source;
    this.more = more;
    /** one quote, or several @type {string|string[]|null} */
    this.said = null;
    /** who said it, first speaker first @type {{speaker: string, act?: string}[]|undefined} */
    this.chain = undefined;
    /** its own date @type {When|undefined} */
    this.date = undefined;
    /** @type {Fact|null} */
    this.fact = null;
    /** the class claim whose date and evidence it shares @type {Claim|null} */
    this.node = null;
  }

  /** All its fields as network.json has them. @returns {any} */
  get raw() {
    const { said, chain, date } = this;
    const quotes = typeof said === 'string' ? [said] : said;
    return { ...this.more, ...(quotes && { quotes }), ...(chain && { chain }), ...(date && { date }) };
  }
}

/** A node: an actor, a place, a text, an event. */
export class Entity {
  /** @param {Ties} ties @param {number} i @param {string} id @param {string} name @param {Kind} kind @param {Group} group @param {any} rest */
  constructor(ties, i, id, name, kind, group, rest) {
    this.ties = ties;
    this.i = i;
    this.id = id;
    this.name = name;
    this.kind = kind;
    this.group = group;
    this.rest = rest;
    const word = rest.specificity === 'collective' || rest.specificity === 'unspecified' ? rest.specificity : 'named';
    this.specificity = /** @type {Record<string, number>} */ (SPECIFICITY)[word];
    this.situation = Boolean(rest.situation);
    /** @type {When|undefined} */
    this.date = rest.date;
  }

  /** @returns {{text: string, lang?: string, kind: string}[]} */
  get names() {
    return this.rest.names || [{ text: this.name, lang: this.ties.language, kind: 'name' }];
  }

  /** @returns {{text: string, url?: string}[]} */
  get ids() {
    return this.rest.ids || [];
  }

  /** @returns {string|undefined} */
  get unit() {
    return this.rest.unit;
  }

  /** Facts with this entity as subject. @returns {Fact[]} */
  get facts() {
    return this.ties.facts(this.i);
  }

  /** Facts with this entity as object. @returns {Fact[]} */
  get about() {
    return this.ties.about(this.i);
  }

  /** How many facts it is in. */
  get size() {
    return this.ties.count(this.i);
  }
}

/** A statement with everything that speaks for and against it. */
export class Fact {
  /** @param {number} i @param {Entity} s @param {Property} property @param {Entity|null} o @param {any} rest its rarer parts */
  constructor(i, s, property, o, rest) {
    this.i = i;
    this.s = s;
    this.property = property;
    this.o = o;
    this.rest = rest;
    this.states = rest.state ? new Set(rest.state) : NONE;
    /** @type {Claim|null} */
    this.first = null;
    this.others = NO_CLAIMS;
    /** the sharpest of its claims @type {When|undefined} */
    this.date = undefined;
    /** sources that do not repeat one another */
    this.independent = 0;
  }

  get p() {
    return this.property.p;
  }

  /** How the relation reads. */
  get reads() {
    return this.property.reads;
  }

  get label() {
    return this.property.label;
  }

  get draws() {
    return this.property.draws && this.o !== null && this.s.i >= 0;
  }

  /** @returns {Value|null} */
  get v() {
    return this.rest.v || null;
  }

  /** Without a date it holds at any time; of a situation nothing does. */
  get timeless() {
    return this.property.timeless && !this.s.situation;
  }

  /** Where the object is no entity of the page. @returns {string} */
  get oText() {
    return this.rest.oText || '';
  }

  get stands() {
    return this.rest.stands !== false;
  }

  get derived() {
    return Boolean(this.rest.derived);
  }

  /** @returns {number[]} */
  get rivals() {
    return this.rest.rivals || NO_RIVALS;
  }

  /** @returns {Claim[]} */
  get claims() {
    return this.first ? [this.first, ...this.others] : NO_CLAIMS;
  }
}

/** Which facts an entity is in, looked up only when asked: offsets into one list for subjects, one for objects. */
export class Ties {
  /** @param {string|undefined} language */
  constructor(language) {
    this.language = language;
    /** @type {Fact[]} */
    this.all = [];
    this.starts = [new Uint32Array(1), new Uint32Array(1)];
    this.lists = [new Uint32Array(0), new Uint32Array(0)];
  }

  /** @param {Fact[]} facts @param {number} entities */
  tie(facts, entities) {
    this.all = facts;
    [(/** @type {Fact} */ f) => f.s.i, (/** @type {Fact} */ f) => (f.o ? f.o.i : -1)].forEach((end, side) => {
      const starts = new Uint32Array(entities + 1);
      for (const fact of facts) if (end(fact) >= 0) starts[end(fact) + 1]++;
      for (let i = 0; i < entities; i++) starts[i + 1] += starts[i];
      const fill = starts.slice();
      const list = new Uint32Array(starts[entities]);
      for (const fact of facts) if (end(fact) >= 0) list[fill[end(fact)]++] = fact.i;
      this.starts[side] = starts;
      this.lists[side] = list;
    });
  }

  /** @param {number} side @param {number} i */
  of(side, i) {
    return Array.from(this.lists[side].subarray(this.starts[side][i], this.starts[side][i + 1]), (f) => this.all[f]);
  }

  /** @param {number} i */
  facts(i) {
    return this.of(0, i);
  }

  /** @param {number} i */
  about(i) {
    return this.of(1, i);
  }

  /** @param {number} i */
  count(i) {
    return this.starts.reduce((sum, starts) => sum + starts[i + 1] - starts[i], 0);
  }
}

/** When a claim holds: its own date, or that of the class claim it belongs to. @param {Claim} claim @returns {When|undefined} */
export function dateOf(claim) {
  return claim.date || claim.node?.date;
}

/** A field of a claim, or of the class claim it belongs to. @param {Claim} claim @param {string} field */
export function evidence(claim, field) {
  return claim.raw[field] ?? claim.node?.raw[field];
}

/** The narrowest of several dates. @param {(When|undefined)[]} dates */
export function sharpest(dates) {
  /** @type {When|undefined} */
  let best;
  let least = Infinity;
  for (const date of dates) {
    if (!date) continue;
    const [se, , , el] = date.bounds || [];
    const span = se && el ? Date.parse(el) - Date.parse(se) : 1e15;
    if (span < least) {
      least = span;
      best = date;
    }
  }
  return best;
}
