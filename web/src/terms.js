/** RDF terms as the answers hold them, and their short forms. */

/** @typedef {{type: string, value: string, datatype?: string, 'xml:lang'?: string}} Term */
/** @typedef {{columns: string[], rows: (Term|undefined)[][], form: 'rows'|'boolean'|'graph', truth?: boolean, text: string}} Answer */

/** @type {Record<string, string>} */
let prefixes = {};
let base = '';

/** @param {{prefixes: Record<string, string>, base: string}} vocabulary */
export function know(vocabulary) {
  ({ prefixes, base } = vocabulary);
}

/** An IRI relative to the base, prefixed, or whole. @param {string} iri */
export function short(iri) {
  if (base && iri.startsWith(base) && iri.length > base.length) return iri.slice(base.length);
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    if (prefix && iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length))) return `${prefix}:${iri.slice(namespace.length)}`;
  }
  return iri;
}

/** The page of a thing of this case; null for anything else. @param {string} iri */
export function page(iri) {
  if (!base || !iri.startsWith(base) || iri.length === base.length) return null;
  return `/entity/${iri.slice(base.length).split('/').map(encodeURIComponent).join('/')}`;
}

/** An IRI of this case without its base. @param {string} iri */
export function relative(iri) {
  return iri.slice(base.length);
}

/** What a person reads. @param {Term|undefined} term */
export function text(term) {
  return !term ? '' : term.type === 'uri' ? short(term.value) : term.value;
}

/** A literal's number; NaN for anything else. @param {Term|undefined} term */
export function number(term) {
  return term && term.type === 'literal' && /#(integer|decimal|double|float|gYear)$/.test(term.datatype || '') ? Number(term.value) : NaN;
}

/** The triples of an answer in N-Triples, as rows of three columns. @param {string} nt @returns {Answer} */
export function readTriples(nt) {
  const term = /<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([\w-]+))?|(_:\S+)/g;
  const rows = nt.split('\n').filter(Boolean).map((line) => [...line.matchAll(term)].slice(0, 3).map((m) => (
    m[1] !== undefined ? { type: 'uri', value: unescape(m[1]) } : m[5] ? { type: 'bnode', value: m[5] }
      : { type: 'literal', value: unescape(m[2]), ...(m[3] ? { datatype: m[3] } : {}), ...(m[4] ? { 'xml:lang': m[4] } : {}) })));
  return { columns: ['subject', 'property', 'object'], rows, form: 'graph', text: nt };
}

/** @param {string} value */
function unescape(value) {
  const plain = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' };
  return value.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, u, U, c) => (c ? plain[/** @type {'t'} */ (c)] ?? c : String.fromCodePoint(parseInt(u || U, 16))));
}
