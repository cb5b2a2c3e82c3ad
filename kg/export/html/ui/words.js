/** The page's wording: plain words, never the codes of the data. */

/** @type {Record<string, string>} */
const STATES = {
  alleged: 'alleged', charged: 'charged', admitted: 'admitted', found: 'found by a court', planned: 'planned', denied: 'denied',
  negated: 'says it is not so', contested: 'contested', retracted: 'retracted', derived: 'derived', asserted: 'asserted',
};

/** A count with its noun. @param {number} n @param {string} one @param {string} [many] */
export function count(n, one, many = `${one}s`) {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}

/** @param {string} text */
export function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** @param {string} state */
export function stateWord(state) {
  return Object.hasOwn(STATES, state) ? STATES[state] : state;
}

/**
 * A relation that does not hold: "amends" becomes "does not amend", "member of" becomes "not member of".
 * @param {string} reads
 */
export function negation(reads) {
  const [first, ...rest] = reads.split(' ');
  if (!/[a-z]{3,}s$/.test(first) || first.endsWith('ss')) return `not ${reads}`;
  const stem = first.endsWith('ies') ? `${first.slice(0, -3)}y` : first.slice(0, -1);
  return ['does not', stem, ...rest].join(' ');
}

/** Names joined as in a sentence. @param {string[]} list */
export function sentence(list) {
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list[list.length - 1]}`;
}

/** A number of a claim as people write it. @param {string} text */
export function figure(text) {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  return match ? match[1] + match[2].replace(/\B(?=(\d{3})+$)/g, ',') + (match[3] || '') : text;
}

/** A unit as people write it. @param {string|undefined} unit */
export function unitWord(unit) {
  return (unit || '').replace(/\d{4,}/g, (digits) => figure(digits));
}

/** Language names for the codes of names. @param {string|undefined} code */
export function language(code) {
  if (!code || code === 'und') return '';
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) || code;
  } catch {
    return code;
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A day in words. @param {string} iso YYYY-MM-DD @param {boolean} [short] */
export function day(iso, short = false) {
  const [y, m, d] = iso.split('-').map(Number);
  if (!m) return String(y);
  const month = short ? MONTHS[m - 1].slice(0, 3) : MONTHS[m - 1];
  return d ? `${d} ${month} ${y}` : `${month} ${y}`;
}

/** Month names, January first. @param {number} i 0 to 11 */
export function month(i) {
  return MONTHS[i];
}

const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** A day, month or year as a whole date, as pack.py takes it apart. @param {string} edtf @returns {import('./model.js').When} */
export function plainDate(edtf) {
  const [y, m, d] = edtf.split('-').map(Number);
  const last = new Date(Date.UTC(y, m || 12, 0));
  const first = d ? edtf : m ? `${edtf}-01` : `${edtf}-01-01`;
  const end = d ? edtf : `${edtf}${m ? '' : '-12'}-${last.getUTCDate()}`;
  const words = d ? `${WEEKDAYS[new Date(Date.UTC(y, m - 1, d)).getUTCDay()]} ${day(edtf)}` : day(edtf);
  return { edtf, bounds: [first, end, first, end], words };
}
