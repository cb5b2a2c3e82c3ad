/** The data of the page, read once from its columns (pack.py), with the references between them followed. */

import { independent } from './independence.js';
import { Claim, dateOf, Entity, Fact, NOTHING, sharpest, Ties } from './model.js';
import { plainDate } from './words.js';

/** @typedef {import('./model.js').Group} Group */
/** @typedef {import('./model.js').Source} Source */
/** @typedef {import('./model.js').Property} Property */

const FORMAT = 3;

/** The whole case. */
export class Model {
  /** @param {any} packed columns as pack.py writes them */
  constructor(packed) {
    if (packed.kg !== FORMAT) throw new SyntaxError(`data of form ${packed.kg} instead of ${FORMAT}`);
    this.title = packed.title || 'Network';
    /** @type {Group[]} */
    this.groups = [];
    const ties = new Ties(packed.language);
    this.entities = readEntities(packed, this.groups, ties);
    /** places in any unit; null where there is none @type {{x: (number|null)[], y: (number|null)[]}} */
    this.positions = packed.entities;
    this.sources = readSources(packed, this.entities);
    this.claims = readClaims(packed, this.sources);
    this.facts = readFacts(packed, this.entities, this.claims);
    ties.tie(this.facts, this.entities.length);
    for (const fact of this.facts) if (!fact.date && fact.s.situation) fact.date = fact.s.date;
    const { file, line, column, files, usualFile } = packed.claims;
    this.spots = { file, line, column, files, usualFile };
    /** @type {Map<string, Entity>|undefined} */
    this.ids = undefined;
    /** @type {Map<string, Claim>|undefined} */
    this.claimIds = undefined;
  }

  /** Entities by id. */
  get byId() {
    if (!this.ids) this.ids = new Map(this.entities.map((e) => [e.id, e]));
    return this.ids;
  }

  /** By its id; of a hash the first half is known. @param {string} id @returns {Claim|undefined} */
  claimById(id) {
    if (!this.claimIds) this.claimIds = new Map(this.claims.map((c) => [c.id, c]));
    return this.claimIds.get(/^claim\/[0-9a-f]{32}$/.test(id) ? id.slice(0, 22) : id);
  }

  /** Where the fact behind a claim stands: file:line:column. @param {Claim} claim @returns {string|undefined} */
  placeOf(claim) {
    const { file, line, column, files, usualFile } = this.spots;
    const name = files[file[claim.i] ?? usualFile[claim.source.i]];
    return line[claim.i] ? `${name}:${line[claim.i]}:${column[claim.i]}` : name;
  }
}

/** @param {any} packed @param {Group[]} groups filled on the way @param {Ties} ties @returns {Entity[]} */
function readEntities(packed, groups, ties) {
  const { id, name, class: kindOf, classes, more } = packed.entities;
  const kinds = classes.map((/** @type {string} */ word) => readKind(word, packed.classes || {}, groups));
  return id.map((/** @type {string} */ own, /** @type {number} */ i) => {
    const { kind, group } = kinds[kindOf[i]];
    return new Entity(ties, i, own, name[i] || own, kind, group, more[i] || NOTHING);
  });
}

/** @param {string} word @param {Record<string, any>} classes @param {Group[]} groups */
function readKind(word, classes, groups) {
  const kind = Object.hasOwn(classes, word) ? classes[word] : { label: word || 'thing', up: [], color: '#999999', shape: 'disc' };
  const legend = kind.legend || kind.label;
  let group = groups.find((g) => g.label === legend);
  if (!group) {
    group = { i: groups.length, label: legend, shape: kind.shape || 'disc', color: kind.color || '#999999', outline: kind.outline || { light: '#5c5c5c', dark: '#cfcfcf' } };
    groups.push(group);
  }
  return { kind: { id: word, label: kind.label || word, up: kind.up || [], legend }, group };
}

/** @param {any} packed @param {Entity[]} entities @returns {Source[]} */
function readSources(packed, entities) {
  return packed.sources.map((/** @type {any} */ raw, /** @type {number} */ i) => {
    const publisher = entities[packed.publishers[i]] || null;
    return { i, id: raw.id, title: raw.title || raw.id, publisher, publisherName: publisher ? publisher.name : raw.publisher || '', date: raw.date, raw, claims: [] };
  });
}

/** @param {any} packed @param {Source[]} sources those no claim was listed under are added @returns {Claim[]} */
function readClaims(packed, sources) {
  const { id, source, more, quote, chain, date, chains, usualChain } = packed.claims;
  const dates = packed.claims.dates.map((/** @type {any} */ d) => (typeof d === 'string' ? plainDate(d) : d));
  /** @type {Map<string, Source>} */
  const unlisted = new Map();
  const claims = source.map((/** @type {number} */ number, /** @type {number} */ i) => {
    const raw = more[i] || NOTHING;
    let from = sources[number];
    if (!from) {
      from = unlisted.get(raw.source) || { i: -1, id: raw.source, title: String(raw.source), publisher: null, publisherName: '', date: undefined, raw: NOTHING, claims: [] };
      if (!unlisted.has(raw.source)) sources.push(from);
      unlisted.set(raw.source, from);
    }
    const claim = new Claim(i, raw.id || id[i] || '', from, raw);
    claim.said = quote[i];
    claim.chain = chains[chain[i] ?? usualChain[number]];
    claim.date = dates[date[i]];
    from.claims.push(claim);
    return claim;
  });
  for (const [i, raw] of Object.entries(more)) if (raw.node !== undefined) claims[Number(i)].node = claims[raw.node] || null;
  return claims;
}

/** @param {any} packed @param {Entity[]} entities @param {Claim[]} claims @returns {Fact[]} */
function readFacts(packed, entities, claims) {
  const { s, p, o, properties, claims: counts, more } = packed.statements;
  const known = properties.map((/** @type {string} */ word) => readProperty(word, packed.properties || {}));
  const out = new Array(s.length);
  let next = 0;
  let at = 0;
  for (let i = 0; i < s.length; i++) {
    at += s[i];
    const rest = more[i] || NOTHING;
    const property = known[p[i]];
    if (rest.o !== undefined) rest.oText = typeText(property, rest.o, packed.classes || {});
    const fact = new Fact(i, entities[at] || missing(rest.s), property, o[i] === null ? null : entities[at + o[i]] || null, rest);
    if (counts[i]) give(fact, claims, next, counts[i]);
    next += counts[i];
    out[i] = fact;
  }
  return out;
}

/** Give a fact its claims. @param {Fact} fact @param {Claim[]} claims @param {number} first @param {number} count */
function give(fact, claims, first, count) {
  fact.first = claims[first];
  if (count === 1) {
    fact.first.fact = fact;
    fact.date = dateOf(fact.first);
    fact.independent = 1;
    return;
  }
  fact.others = claims.slice(first + 1, first + count);
  const all = fact.claims;
  for (const claim of all) claim.fact = fact;
  fact.date = sharpest(all.map(dateOf));
  fact.independent = independent(all);
}

/** @param {Property} property @param {string} o @param {Record<string, any>} classes */
function typeText(property, o, classes) {
  return property.p === 'type' && Object.hasOwn(classes, o) ? classes[o].label : String(o);
}

/** An end that is no entity of the page. @param {string} id @returns {any} */
function missing(id) {
  return { i: -1, id, name: id, facts: [], about: [], names: [], ids: [], situation: false, specificity: 0, kind: { up: [] } };
}

/** @param {string} word @param {Record<string, any>} properties @returns {Property} */
function readProperty(word, properties) {
  const property = Object.hasOwn(properties, word) ? properties[word] : NOTHING;
  const label = property.label || word;
  return { p: word, reads: word === 'type' ? 'is a' : property.reads || label, label, draws: Boolean(property.draws && word !== 'type'), timeless: Boolean(property.timeless) };
}
