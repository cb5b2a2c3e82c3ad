/** The other side of pack.py: columns become records again, with ids instead of numbers. */

const FORMAT = 2;

/**
 * The data of the page's own element as text; large data is compressed (gzip, base64).
 * @param {HTMLElement} element
 * @returns {Promise<string>|string}
 */
export function dataText(element) {
  const text = element.textContent || '';
  if (element.dataset.form !== 'gzip') return text;
  const raw = atob(text.trim());
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
}

/**
 * A packed network as readModel takes it.
 * @param {any} packed
 * @returns {{network: any, places: Map<string, string>, positions: Map<string, number[]>}}
 */
export function unpack(packed) {
  if (packed.kg !== FORMAT) throw new SyntaxError(`data of form ${packed.kg} instead of ${FORMAT}`);
  const { entities, statements, claims, sources } = packed;
  /** @type {Map<string, number[]>} */
  const positions = new Map();
  const things = entities.id.map((/** @type {string} */ id, /** @type {number} */ i) => {
    const name = entities.name[i];
    if (entities.x[i] !== null) positions.set(id, [entities.x[i], entities.y[i]]);
    const thing = { id, name, class: entities.classes[entities.class[i]], names: [{ text: name, lang: packed.language, kind: 'name' }] };
    return entities.more[i] ? Object.assign(thing, entities.more[i]) : thing;
  });
  /** @type {Map<string, string>} */
  const places = new Map();
  let next = 0;
  const triples = statements.s.map((/** @type {number} */ s, /** @type {number} */ i) => {
    const first = next;
    next += statements.claims[i];
    const o = statements.o[i];
    const triple = { s: entities.id[s], p: statements.properties[statements.p[i]], o: o >= 0 ? entities.id[o] : undefined, claims: claims.id.slice(first, next) };
    return statements.more[i] ? Object.assign(triple, statements.more[i]) : triple;
  });
  const said = claims.id.map((/** @type {string} */ id, /** @type {number} */ i) => {
    const place = claims.place[i];
    if (place) places.set(id, typeof place === 'string' ? place : `${claims.files[place[0]]}:${place[1]}:${place[2]}`);
    return claim(claims, sources, id, i);
  });
  return { network: { title: packed.title, language: packed.language, classes: packed.classes, properties: packed.properties, sources, entities: things, statements: triples, claims: said }, places, positions };
}

/** @param {any} claims @param {any[]} sources @param {string} id @param {number} i */
function claim(claims, sources, id, i) {
  const more = claims.more[i];
  /** @type {any} */
  const out = { id, source: sources[claims.source[i]]?.id };
  if (!more) return out;
  Object.assign(out, more);
  if (more.chain !== undefined) out.chain = claims.chains[more.chain];
  if (more.date !== undefined) out.date = claims.dates[more.date];
  if (more.node !== undefined) out.node = claims.id[more.node];
  if (more.contradicts) out.contradicts = more.contradicts.map((/** @type {number} */ n) => claims.id[n]);
  return out;
}
