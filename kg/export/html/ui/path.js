/** The shortest way between two things over the relations that are shown. */

/** @typedef {import('./drawn.js').Drawn} Drawn */

/**
 * Entity indexes from one end to the other, or null. Breadth first; of equally short ways the one whose relations have
 * more independent sources.
 * @param {Drawn[]} drawn @param {Uint8Array} shown by drawn edge @param {number} count of entities @param {number} from @param {number} to
 * @returns {number[]|null}
 */
export function shortestPath(drawn, shown, count, from, to) {
  /** @type {[number, number][][]} */
  const next = Array.from({ length: count }, () => []);
  for (const edge of drawn) {
    if (!shown[edge.i]) continue;
    next[edge.from].push([edge.to, edge.independent]);
    next[edge.to].push([edge.from, edge.independent]);
  }
  for (const list of next) list.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const back = new Int32Array(count).fill(-1);
  back[from] = from;
  let reached = [from];
  while (reached.length && back[to] < 0) {
    const further = [];
    for (const node of reached) {
      for (const [other] of next[node]) {
        if (back[other] >= 0) continue;
        back[other] = node;
        further.push(other);
      }
    }
    reached = further;
  }
  if (back[to] < 0) return null;
  const way = [to];
  while (way[0] !== from) way.unshift(back[way[0]]);
  return way;
}
