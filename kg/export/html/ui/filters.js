/** Which facts, edges and nodes pass what the person has chosen. */

import { SHOW } from '../renderer/contract.js';
import { marksOf } from './drawn.js';
import { dateOf } from './model.js';
import { ratingOf } from './tally.js';
import { holds } from './time.js';

/** @typedef {import('./case.js').Model} Model */
/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./model.js').Claim} Claim */
/** @typedef {import('./model.js').When} When */
/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {import('./store.js').Choice} Choice */

/**
 * @typedef {object} Passing
 * @property {Uint8Array} nodes SHOW by entity
 * @property {Uint8Array} edges SHOW by drawn edge
 * @property {Uint8Array} facts SHOW by fact
 * @property {number} nodeCount
 * @property {number} edgeCount
 * @property {boolean} guest something is shown only because it is selected
 */

/** @param {Model} model @param {Drawn[]} drawn @param {Choice} choice @returns {Passing} */
export function passing(model, drawn, choice) {
  const open = new Uint8Array(model.entities.length);
  for (const entity of model.entities) open[entity.i] = nodePasses(entity, choice) ? 1 : 0;
  const facts = new Uint8Array(model.facts.length);
  for (const fact of model.facts) facts[fact.i] = factShow(fact, choice, open);
  const edges = new Uint8Array(drawn.length);
  const nodes = new Uint8Array(model.entities.length);
  const within = nearby(model, drawn, choice);
  for (const edge of drawn) {
    if (!open[edge.from] || !open[edge.to]) continue;
    if (within && !(within.has(edge.from) && within.has(edge.to))) continue;
    if (!marksPass(edge.marks, choice) || (choice.single && edge.independent !== 1)) continue;
    let show = edge.many ? 0 : facts[edge.fact.i];
    if (edge.many) for (const fact of edge.many) if (fact.draws) show = best(show, foldedShow(fact, choice));
    if (!show) continue;
    edges[edge.i] = show;
    nodes[edge.from] = best(nodes[edge.from], show);
    nodes[edge.to] = best(nodes[edge.to], show);
  }
  let guest = false;
  if (choice.lone || choice.selection?.kind === 'node' || within) {
    for (const entity of model.entities) {
      if (nodes[entity.i] || !open[entity.i]) continue;
      const chosen = choice.selection?.kind === 'node' && choice.selection.id === entity.id && !entity.situation;
      if (chosen) guest = true;
      if (chosen || (choice.lone && !within && !folded(drawn, entity))) nodes[entity.i] = SHOW.certain;
    }
  }
  const count = (/** @type {Uint8Array} */ list) => list.reduce((n, v) => n + (v ? 1 : 0), 0);
  return { nodes, edges, facts, nodeCount: count(nodes), edgeCount: count(edges), guest };
}

/** @param {number} a @param {number} b */
function best(a, b) {
  return a === SHOW.certain || b === SHOW.certain ? SHOW.certain : a || b;
}

/** @param {Drawn[]} drawn @param {import('./model.js').Entity} entity */
function folded(drawn, entity) {
  return entity.situation && drawn.some((d) => d.folded.includes(entity));
}

/** @param {import('./model.js').Entity} entity @param {Choice} choice */
export function nodePasses(entity, choice) {
  return !choice.groups.has(entity.group.label) && !choice.naming.has(entity.specificity);
}

/** A line is drawn when every row of the doubt legend it belongs to is on, or when it is of the one row asked for. @param {Set<string>} marks @param {Choice} choice */
function marksPass(marks, choice) {
  if (choice.only) return marks.has(choice.only);
  for (const mark of marks) if (choice.marks.has(mark)) return false;
  return true;
}

/** @param {Fact} fact @param {Choice} choice @param {Uint8Array} open entities whose class and naming pass */
function factShow(fact, choice, open) {
  if (fact.s.i < 0 || !open[fact.s.i] || (fact.o && !open[fact.o.i])) return SHOW.hidden;
  if (!marksPass(marksOf(fact.states), choice) || (choice.single && fact.independent !== 1)) return SHOW.hidden;
  return foldedShow(fact, choice);
}

/** Sources, relations and time, without the rows of the legend. @param {Fact} fact @param {Choice} choice */
function foldedShow(fact, choice) {
  if (choice.relations.has(fact.p)) return SHOW.hidden;
  if ((choice.sources.size || choice.ratings.size) && fact.first && fact.claims.every((c) => choice.sources.has(c.source.id) || choice.ratings.has(ratingOf(c.source)))) return SHOW.hidden;
  return timeShow(fact, choice);
}

/** As `kg query --as-of` has it: as surely as the surest of its claims; what has no date always holds or only may hold. @param {Fact} fact @param {Choice} choice */
function timeShow(fact, choice) {
  if (choice.from === null && choice.to === null && choice.undated) return SHOW.certain;
  const to = choice.to ?? Infinity;
  const from = choice.asOf ? to : choice.from ?? -Infinity;
  const undated = fact.timeless ? SHOW.certain : choice.undated ? SHOW.possible : SHOW.hidden;
  const at = (/** @type {When|undefined} */ date) => (date?.bounds?.some(Boolean) ? holds(date, from, to) : undated);
  const own = (/** @type {Claim} */ claim) => at(dateOf(claim) || (fact.s.situation ? fact.s.date : undefined));
  let show = fact.first ? own(fact.first) : at(fact.date);
  for (const claim of fact.others) show = best(show, own(claim));
  return show === SHOW.possible && !choice.possible ? SHOW.hidden : show;
}

/** Nodes that a neighbourhood or a path leaves; null when neither is asked for. @param {Model} model @param {Drawn[]} drawn @param {Choice} choice */
function nearby(model, drawn, choice) {
  if (choice.path) return new Set(choice.path.map((id) => model.byId.get(id)?.i ?? -1));
  const centre = choice.around && model.byId.get(choice.around.id);
  if (!centre || !choice.around) return null;
  let reached = new Set([centre.i]);
  for (let step = 0; step < choice.around.steps; step++) {
    const next = new Set(reached);
    for (const edge of drawn) {
      if (reached.has(edge.from)) next.add(edge.to);
      if (reached.has(edge.to)) next.add(edge.from);
    }
    reached = next;
  }
  return reached;
}
