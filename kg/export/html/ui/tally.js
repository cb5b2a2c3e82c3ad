/** Counts of the whole case, made once: what the rows of the legend say never depends on what is chosen. */

/** @typedef {import('./app.js').App} App */

/**
 * @typedef {object} Counts
 * @property {Map<string, number>} groups by label
 * @property {number[]} naming named, collective, unnamed
 * @property {Map<string, number>} marks edges by row of the doubt legend
 * @property {Map<string, {reads: string, n: number}>} relations edges by property
 * @property {Map<string, number>} ratings claims by reliability of their source
 * @property {number} single edges with one independent source
 * @property {number} lone things without relations
 * @property {number} undated edges that may hold at any time or none
 */

/** The word for a source that nobody has rated. */
export const UNRATED = 'not rated';

/** @param {import('./model.js').Source} source */
export function ratingOf(source) {
  return source.raw.reliability ? String(source.raw.reliability) : UNRATED;
}

/** @param {App} app @returns {Counts} */
export function tally(app) {
  /** @type {Counts} */
  const out = { groups: new Map(), naming: [0, 0, 0], marks: new Map(), relations: new Map(), ratings: new Map(), single: 0, lone: 0, undated: 0 };
  const add = (/** @type {Map<string, number>} */ map, /** @type {string} */ key, n = 1) => map.set(key, (map.get(key) || 0) + n);
  for (const entity of app.model.entities) {
    if (entity.situation && app.foldedIds.has(entity.id)) continue;
    add(out.groups, entity.group.label);
    out.naming[entity.specificity]++;
    if (!app.linked[entity.i]) out.lone++;
  }
  for (const edge of app.drawn) {
    for (const mark of edge.marks) add(out.marks, mark);
    if (edge.independent === 1) out.single++;
    if (!edge.date && !edge.fact.timeless) out.undated++;
    for (const p of edge.many ? new Set(edge.many.filter((f) => f.draws).map((f) => f.p)) : [edge.fact.p]) {
      const known = out.relations.get(p);
      if (known) known.n++;
      else out.relations.set(p, { reads: edge.reads, n: 1 });
    }
  }
  for (const source of app.model.sources) add(out.ratings, ratingOf(source), source.claims.length);
  return out;
}
