/** A claim as a line of text to hand on: with every doubt that the page shows, since the page is not at hand where it is read. */

import { accounts, modality, quantity, valueText } from './claims.js';
import { saidBy } from './exports.js';
import { dateOf, evidence } from './model.js';
import { negation, unitWord } from './words.js';

/** @typedef {import('./model.js').Fact} Fact */
/** @typedef {import('./claims.js').Account} Account */
/** @typedef {import('./app.js').App} App */

/** One line for each claim and each derived fact, none twice. @param {App} app @param {Fact[]} facts @param {string} [situation] what a situation reads as that is drawn as one line */
export function citations(app, facts, situation = '') {
  const lines = accounts(facts, Boolean(situation)).map((account) => citation(app, account, situation));
  if (!situation) for (const fact of facts) if (!fact.claims.length) lines.push(`Derived from other facts, no source of its own: ${sentence(fact, false)}.`);
  return [...new Set(lines)].join('\n');
}

/** A fact in words. @param {Fact} fact @param {boolean} negated */
function sentence(fact, negated) {
  return `${fact.s.name} ${negated ? negation(fact.reads) : fact.reads} ${valueText(fact)}`;
}

/** What an account says: of an observation its value, in whichever of its facts one meets it. @param {Account} account @param {string} situation */
function statement(account, situation) {
  const [claim] = account.claims;
  const fact = /** @type {Fact} */ (claim.fact);
  const figure = fact.s.facts.find((f) => f.p === 'value' && f.claims.some((c) => c.source === claim.source && (fact.p !== 'value' || f === fact)));
  if (figure) return { text: `${fact.s.name}: ${valueText(figure)}`, claims: figure.claims.filter((c) => c.source === claim.source), prefixed: true };
  if (!situation) return { text: sentence(fact, Boolean(claim.raw.negated)), claims: [claim], prefixed: false };
  const values = account.claims.flatMap((c) => (c.fact?.v ? [`, ${c.fact.reads} ${valueText(c.fact)}`] : []));
  return { text: situation + values.join(''), claims: account.claims, prefixed: true };
}

/** Whether the name of the subject says when, as an observation's does. @param {import('./model.js').Claim} claim @param {string} date */
function named(claim, date) {
  return Boolean(claim.fact?.s.situation && claim.fact.s.name.endsWith(date));
}

/** @param {App} app @param {Account} account @param {string} situation */
function citation(app, account, situation) {
  const { lead } = account;
  const get = (/** @type {string} */ field) => evidence(lead, field);
  const called = (/** @type {string} */ id) => app.model.byId.get(id)?.name || id;
  const { text, claims, prefixed } = statement(account, situation);
  const all = [...new Set([...account.claims, ...claims])];
  const doubts = modality(all, prefixed);
  const amount = get('amount');
  const date = dateOf(lead)?.words || '';
  const parts = [text, amount && [quantity({ ...amount, text: amount.value }), unitWord(amount.unit)].filter(Boolean).join(' '), get('as') && `as ${get('as')}`, named(account.claims[0], date.replace(/^in /, '')) ? '' : date];
  const denied = [...new Set(all.flatMap((c) => c.raw.deniedBy || []))];
  const quotes = get('quotes') || [];
  const notes = get('notes') || [];
  const { source } = lead;
  const likely = get('likelihood');
  return [
    `${doubts === 'Asserted' ? '' : `${doubts}: `}${parts.filter(Boolean).join(', ')}.`,
    denied.length && `Denied by ${denied.map(called).join(', ')}.`,
    all.some((c) => c.fact?.states.has('contested')) && 'Contested.',
    likely && `Likelihood: ${String(likely).toLowerCase()}.`,
    quotes.length ? `“${quotes.join('” “')}”` : notes.length && `Paraphrase: ${notes.join(' ').replace(/\.$/, '')}.`,
    `Said by ${saidBy(app, lead) || source.publisherName || 'the source'}.`,
    `${[source.title, source.publisherName, source.date?.words, source.raw.url].filter(Boolean).join(', ')}.`,
  ].filter(Boolean).join(' ');
}
