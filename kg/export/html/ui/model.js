/**
 * The data of the page, read once: entities, facts, claims and sources, with the references between them followed.
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
 * @typedef {object} Entity
 * @property {number} i
 * @property {string} id
 * @property {string} name
 * @property {{text: string, lang?: string, kind: string}[]} names
 * @property {Kind} kind
 * @property {Group} group
 * @property {number} specificity
 * @property {boolean} situation
 * @property {{text: string, url?: string}[]} ids
 * @property {When|undefined} date
 * @property {string|undefined} unit
 * @property {Fact[]} facts with this entity as subject
 * @property {Fact[]} about with this entity as object
 *
 * @typedef {object} Value
 * @property {string} text
 * @property {string} [datatype]
 * @property {string} [unit]
 * @property {string} [exactness]
 * @property {string} [min]
 * @property {string} [max]
 *
 * @typedef {object} Fact a statement with everything that speaks for and against it
 * @property {number} i
 * @property {Entity} s
 * @property {string} p
 * @property {string} reads how the relation reads
 * @property {string} label of the property
 * @property {boolean} draws
 * @property {Entity|null} o
 * @property {string} oText where the object is no entity of the page
 * @property {Value|null} v
 * @property {boolean} stands
 * @property {boolean} derived
 * @property {Set<string>} states
 * @property {Claim[]} claims
 * @property {number[]} rivals
 * @property {When|undefined} date the sharpest of its claims
 * @property {number} independent sources that do not repeat one another
 *
 * @typedef {object} Claim
 * @property {string} id
 * @property {Source} source
 * @property {Fact|null} fact
 * @property {Claim|null} node the class claim whose date and evidence it shares
 * @property {any} raw
 *
 * @typedef {object} Source
 * @property {string} id
 * @property {string} title
 * @property {Entity|null} publisher
 * @property {string} publisherName
 * @property {When|undefined} date
 * @property {any} raw
 * @property {Claim[]} claims
 *
 * @typedef {object} Model
 * @property {string} title
 * @property {Group[]} groups
 * @property {Entity[]} entities
 * @property {Map<string, Entity>} byId
 * @property {Fact[]} facts
 * @property {Map<string, Claim>} claims
 * @property {Source[]} sources
 * @property {Map<string, string>} places
 * @property {Map<string, number[]>} positions
 */

import { SPECIFICITY } from '../renderer/contract.js';
import { independent } from './independence.js';

/** @param {ReturnType<typeof import('./unpack.js').unpack>} raw the unpacked data @returns {Model} */
export function readModel(raw) {
  const network = raw.network;
  const kinds = new Map(Object.entries(network.classes || {}));
  /** @type {Group[]} */
  const groups = [];
  /** @type {Map<string, Entity>} */
  const byId = new Map();
  const entities = (network.entities || []).map((/** @type {any} */ e, /** @type {number} */ i) => {
    const entity = readEntity(e, i, kinds, groups);
    byId.set(entity.id, entity);
    return entity;
  });
  const sources = (network.sources || []).map((/** @type {any} */ s) => readSource(s, byId));
  const claims = readClaims(network, sources);
  const facts = (network.statements || []).map((/** @type {any} */ f, /** @type {number} */ i) => readFact(f, i, network, byId, claims));
  return {
    title: network.title || 'Network',
    groups, entities, byId, facts, claims, sources,
    places: raw.places, positions: raw.positions,
  };
}

/** @param {any} e @param {number} i @param {Map<string, any>} kinds @param {Group[]} groups @returns {Entity} */
function readEntity(e, i, kinds, groups) {
  const kind = kinds.get(e.class) || { label: e.class || 'thing', up: [], color: '#999999', shape: 'disc' };
  const legend = kind.legend || kind.label;
  const group = groups.find((g) => g.label === legend) || {
    i: groups.length, label: legend, shape: kind.shape || 'disc', color: kind.color || '#999999',
    outline: kind.outline || { light: '#5c5c5c', dark: '#cfcfcf' },
  };
  if (!groups[group.i]) groups.push(group);
  const word = e.specificity === 'collective' || e.specificity === 'unspecified' ? e.specificity : 'named';
  return {
    i, id: e.id, name: e.name || e.id, names: e.names || [], group, situation: Boolean(e.situation), ids: e.ids || [],
    kind: { id: e.class, label: kind.label || e.class, up: kind.up || [], legend },
    specificity: /** @type {Record<string, number>} */ (SPECIFICITY)[word],
    date: e.date, unit: e.unit, facts: [], about: [],
  };
}

/** @param {any} raw @param {Map<string, Entity>} byId @returns {Source} */
function readSource(raw, byId) {
  const publisher = byId.get(raw.publisher) || null;
  return { id: raw.id, title: raw.title || raw.id, publisher, publisherName: publisher ? publisher.name : raw.publisher || '', date: raw.date, raw, claims: [] };
}

/** @param {any} network @param {Source[]} sources @returns {Map<string, Claim>} */
function readClaims(network, sources) {
  const bySource = new Map(sources.map((s) => [s.id, s]));
  /** @type {Map<string, Claim>} */
  const claims = new Map();
  for (const raw of network.claims || []) {
    let source = bySource.get(raw.source);
    if (!source) {
      source = { id: raw.source, title: String(raw.source), publisher: null, publisherName: '', date: undefined, raw: {}, claims: [] };
      bySource.set(raw.source, source);
      sources.push(source);
    }
    const claim = { id: raw.id, source, fact: null, node: null, raw };
    source.claims.push(claim);
    claims.set(raw.id, claim);
  }
  for (const claim of claims.values()) claim.node = claims.get(claim.raw.node) || null;
  return claims;
}

/** Shared by the many facts that have no state or rival; never changed. @type {Set<string>} */
const NONE = new Set();
/** @type {number[]} */
const NO_RIVALS = [];

/** @param {any} f @param {number} i @param {any} network @param {Map<string, Entity>} byId @param {Map<string, Claim>} claims @returns {Fact} */
function readFact(f, i, network, byId, claims) {
  const properties = network.properties || {};
  const property = Object.hasOwn(properties, f.p) ? properties[f.p] : {};
  const missing = { i: -1, id: f.s, name: f.s, facts: [], about: [], names: [], ids: [] };
  const subject = byId.get(f.s) || /** @type {any} */ (missing);
  const object = f.p === 'type' ? null : byId.get(f.o) || null;
  /** @type {Fact} */
  const fact = {
    i, s: subject, p: f.p, o: object, v: f.v || null, oText: object || f.o === undefined ? '' : typeText(f, network),
    reads: f.p === 'type' ? 'is a' : property.reads || property.label || f.p, label: property.label || f.p,
    draws: Boolean(property.draws && object && subject.i >= 0 && f.p !== 'type'),
    stands: f.stands !== false, derived: Boolean(f.derived), states: f.state ? new Set(f.state) : NONE,
    claims: (f.claims || []).map((/** @type {string} */ id) => claims.get(id)).filter(Boolean),
    rivals: f.rivals || NO_RIVALS, date: undefined, independent: 0,
  };
  for (const claim of fact.claims) claim.fact = fact;
  fact.date = (fact.claims.length === 1 ? dateOf(fact.claims[0]) : sharpest(fact.claims.map(dateOf))) || (subject.situation ? subject.date : undefined);
  fact.independent = independent(fact.claims);
  subject.facts.push(fact);
  if (object) object.about.push(fact);
  return fact;
}

/** @param {any} f @param {any} network */
function typeText(f, network) {
  const kinds = network.classes || {};
  return f.p === 'type' && Object.hasOwn(kinds, f.o) ? kinds[f.o].label : String(f.o);
}

/** When a claim holds: its own date, or that of the class claim it belongs to. @param {Claim} claim @returns {When|undefined} */
export function dateOf(claim) {
  return claim.raw.date || claim.node?.raw.date;
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
