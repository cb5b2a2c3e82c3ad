/** @typedef {import('./model.js').Claim} Claim */

/**
 * How many of the claims' sources are independent: a source that passes on another source's publisher, or has the same
 * publisher, does not count again. Claims that say it is not so do not count as support.
 * @param {Claim[]} claims
 * @returns {number}
 */
export function independent(claims) {
  if (claims.length < 2) return claims.length;
  const live = claims.filter((c) => !c.more.negated && c.more.status !== 'retracted');
  const counted = live.length ? live : claims;
  if (counted.length < 2) return counted.length;
  const roots = counted.map((_, i) => i);
  const root = (/** @type {number} */ i) => {
    while (roots[i] !== i) i = roots[i];
    return i;
  };
  const speakers = counted.map((c) => new Set((c.chain || []).map((/** @type {any} */ hop) => hop.speaker)));
  for (let i = 0; i < counted.length; i++) {
    for (let j = 0; j < i; j++) {
      if (root(i) === root(j)) continue;
      const a = counted[i].source;
      const b = counted[j].source;
      const same = a === b || (a.publisher && a.publisher === b.publisher);
      if (same || (a.publisher && speakers[j].has(a.publisher.id)) || (b.publisher && speakers[i].has(b.publisher.id))) roots[root(i)] = root(j);
    }
  }
  return counted.filter((_, i) => roots[i] === i).length;
}
