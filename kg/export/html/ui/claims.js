/** One claim as an article: the words, who said them to whom, and where they stand. */

import { h, link, name } from './dom.js';
import { dateOf, evidence } from './model.js';
import { holds, limits } from './time.js';
import { capital, figure, sentence, stateWord, unitWord } from './words.js';

/** @typedef {import('./model.js').Claim} Claim */
/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./model.js').Source} Source */
/** @typedef {import('./model.js').When} When */
/** @typedef {import('./app.js').App} App */

/**
 * Claims of one source that stand together: one claim, or all it says of one situation.
 * @typedef {object} Account
 * @property {Claim} lead carries the date and the words
 * @property {Claim[]} claims
 */

/** @param {Fact[]} facts @param {boolean} together put all that a source says of one subject into one account @returns {Account[]} newest first */
export function accounts(facts, together) {
  /** @type {Map<string, Account>} */
  const out = new Map();
  for (const fact of facts) {
    for (const claim of fact.claims) {
      const key = together ? `${claim.source.id} ${fact.s.id}` : claim.id;
      const known = out.get(key);
      if (known) known.claims.push(claim);
      else out.set(key, { lead: claim.node || claim, claims: [claim] });
    }
  }
  return [...out.values()].sort((a, b) => published(b).localeCompare(published(a)));
}

/** @param {Account} account */
function published(account) {
  const bounds = account.lead.source.date?.bounds || [];
  return bounds[3] || bounds[0] || '';
}

/** A speaker of a chain: a link into the page, or "withheld". @param {App} app @param {string} id */
export function speaker(app, id) {
  if (id === 'withheld') return h('span', { class: 'un' }, 'withheld');
  const entity = app.model.byId.get(id);
  if (!entity) return name(id);
  const button = h('button', { type: 'button', class: `who${entity.specificity === 2 ? ' un' : ''}`, onclick: () => app.selectNode(id) }, name(entity.name));
  if (entity.specificity === 2) button.append(', unnamed');
  return button;
}

/** Who said it, first speaker first. @param {App} app @param {Claim} claim */
export function chain(app, claim) {
  const hops = evidence(claim, 'chain') || [];
  if (!hops.length) return null;
  return h('ol', { class: 'chain', 'aria-label': 'Said by' }, ...hops.map((/** @type {any} */ hop) => h('li', hop.act === 'republished' ? { title: 'republished' } : {}, speaker(app, hop.speaker))));
}

/** A source in one line: title as a link, publisher, date, reliability. @param {Source} source */
export function sourceLine(source) {
  const { reliability, url, language } = source.raw;
  const rest = [source.publisherName, source.date?.words].filter(Boolean).join(', ');
  return h('span', {}, link(url, source.title), rest && ', ', rest && name(rest), language && language !== document.documentElement.lang ? ` (in ${languageName(language)})` : '',
    reliability && h('span', { class: 'rel', title: `Reliability ${reliability}` }, reliability));
}

/** @param {string} code */
function languageName(code) {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) || code;
  } catch {
    return code;
  }
}

/** The words of a claim: quotes, or a note as a paraphrase. @param {Claim} claim */
function words(claim) {
  const quotes = evidence(claim, 'quotes') || [];
  if (quotes.length) return quotes.map((/** @type {string} */ q) => h('blockquote', {}, '“', name(q), '”'));
  const notes = evidence(claim, 'notes') || [];
  if (notes.length) return notes.map((/** @type {string} */ n) => h('blockquote', { class: 'para' }, name(n), h('span', {}, 'paraphrase')));
  return [h('p', { class: 'noquote' }, 'No words quoted.')];
}

/**
 * One account as an article.
 * @param {App} app @param {Account} account @param {When|undefined} sharpest the narrowest date of the fact, to compare with
 */
export function claimArticle(app, account, sharpest) {
  const claim = account.lead;
  const rows = [
    row('Source', sourceLine(claim.source)),
    row('Says', says(account)),
    row('When', whenLine(claim, sharpest)),
    row('Modality', modality(account.claims)),
    ...details(app, claim),
    row('Fact', place(app, account)),
  ];
  return h('article', { class: 'claim', 'data-claim': claim.id }, ...words(claim), chain(app, account.claims.find((c) => c.raw.chain) || claim), h('dl', { class: 'meta' }, ...rows.flat()));
}

/** @param {string} term @param {Node|string|null|undefined} value @returns {Node[]} */
function row(term, value) {
  return value ? [h('dt', {}, term), h('dd', {}, value)] : [];
}

/** What a source says of a situation, role by role. @param {Account} account */
function says(account) {
  if (account.claims.length < 2) return null;
  const parts = account.claims.filter((c) => c.fact && c.fact.p !== 'type').map((c) => {
    const fact = /** @type {Fact} */ (c.fact);
    return h('span', { class: 'part' }, `${fact.label} `, h('b', {}, fact.o ? name(fact.o.name) : valueText(fact)));
  });
  return parts.length ? h('span', { class: 'parts' }, ...parts) : null;
}

/** The object of a fact as text. @param {Fact} fact */
export function valueText(fact) {
  if (fact.o) return fact.o.name;
  if (!fact.v) return fact.oText;
  const number = /decimal|integer|double/.test(fact.v.datatype || '');
  const unit = unitWord(fact.v.unit);
  return `${number ? quantity(fact.v) : fact.v.text}${unit ? ` ${unit}` : ''}`;
}

/** A number with how exact it is: "at least 12", "5,000 to 7,000". @param {{text: string, exactness?: string, min?: string, max?: string}} v */
export function quantity(v) {
  if (v.exactness === 'range' && v.min && v.max) return `${figure(v.min)} to ${figure(v.max)}`;
  const words = { approximate: 'about ', 'at-least': 'at least ', 'at-most': 'at most ' };
  return (/** @type {Record<string, string>} */ (words)[v.exactness || ''] || '') + figure(v.text);
}

/** @param {Claim} claim @param {When|undefined} sharpest */
function whenLine(claim, sharpest) {
  const date = dateOf(claim);
  const reported = evidence(claim, 'reported');
  const lag = evidence(claim, 'lag');
  let text = date ? capital(date.words || '') : lag ? '' : 'Undated';
  if (date && sharpest && sharpest !== date && sharpest.words !== date.words && inside(sharpest, date)) text += `; ${sharpest.words} lies within it`;
  if (lag) text += `${text ? '; ' : ''}lag: ${lag}`;
  if (reported) text += `; said ${reported.words}`;
  return text;
}

/** Whether a narrower date lies wholly within a wider one. @param {When} narrow @param {When} wide */
function inside(narrow, wide) {
  const [se, , , el] = limits(wide);
  return holds(narrow, se, el) === 1 && limits(narrow)[0] >= se && limits(narrow)[3] <= el;
}

/** How claims say it, in words. @param {Claim[]} claims @param {boolean} [negations] say of a negated one that it is */
export function modality(claims, negations = true) {
  const raws = claims.map((c) => c.raw);
  const list = new Set(raws.map((r) => r.modality).filter(Boolean).map((m) => stateWord(String(m).toLowerCase())));
  if (negations && raws.some((r) => r.negated)) list.add('says it is not so');
  const rank = raws.find((r) => r.rank)?.rank;
  if (rank) list.add(rank === 'deprecated' ? 'set aside by the desk' : 'preferred by the desk');
  if (raws.some((r) => r.status === 'retracted')) list.add('retracted');
  return capital(sentence(list.size ? [...list] : ['asserted']));
}

/** The rarer fields of a claim. @param {App} app @param {Claim} claim @returns {Node[][]} */
function details(app, claim) {
  const get = (/** @type {string} */ field) => evidence(claim, field);
  const denied = claim.raw.deniedBy || [];
  const quotes = get('quotes') || [];
  const amount = get('amount');
  return [
    row('Denied by', denied.length ? h('span', {}, ...denied.flatMap((/** @type {string} */ id, /** @type {number} */ i) => [i ? ', ' : '', speaker(app, id)])) : null),
    row('At', (get('at') || []).join(', ')),
    row('As', get('as')),
    row('Where', get('where') && speaker(app, get('where'))),
    row('Amount', amount && [quantity({ ...amount, text: amount.value }), unitWord(amount.unit)].filter(Boolean).join(' ')),
    row('Likelihood', get('likelihood') && String(get('likelihood')).toLowerCase()),
    row('Credibility', get('credibility') && String(get('credibility'))),
    row('Note', quotes.length ? (get('notes') || []).join(' ') : ''),
    row('Cites', (get('cites') || []).length ? h('span', {}, ...get('cites').flatMap((/** @type {string} */ u, /** @type {number} */ i) => [i ? ', ' : '', link(u, u)])) : null),
  ];
}

/** File and line of the facts. @param {App} app @param {Account} account */
function place(app, account) {
  const places = [...new Set([account.lead, ...account.claims].map((c) => app.model.placeOf(c)).filter(Boolean))];
  return places.length ? h('span', { class: 'ref' }, name(/** @type {string} */ (places[0]))) : null;
}
