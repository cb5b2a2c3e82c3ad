/** Asking the endpoint: a question, or a saved one with its values, over the whole graph or a view of it. */

import { readTriples } from './terms.js';

/** @typedef {import('./terms.js').Answer} Answer */
/** @typedef {{asOf: string, possible: boolean, only: string}} View */

/** A refusal by the server: its words, with line and column where it says them. */
export class Refused extends Error {
  /** @param {string} text */
  constructor(text) {
    super(text);
    const place = /^query:(\d+):(\d+): /.exec(text) || /^[^\s:]+\.rq:(\d+):(\d+): /.exec(text);
    this.line = place ? Number(place[1]) : 0;
    this.column = place ? Number(place[2]) : 0;
  }
}

/** @type {AbortController|null} */
let running = null;

/** End the question that runs, if one does. */
export function stop() {
  running?.abort();
}

/** @param {string} query @param {View} view */
export function ask(query, view) {
  return answer('/sparql', { method: 'POST', body: new URLSearchParams({ query, ...parameters(view) }) });
}

/** A saved question is bound by the server, so that a value never becomes a part of the text. @param {string} name @param {Record<string, string>} values @param {View} view */
export function askSaved(name, values, view) {
  return answer(`/questions/${encodeURIComponent(name)}?${new URLSearchParams({ ...values, ...parameters(view) })}`, {});
}

/** What may be mistyped in a question: sentences. @param {string} query @param {Record<string, string>} values @param {View} view @returns {Promise<string[]>} */
export async function notes(query, values, view) {
  const response = await fetch('/notes', { method: 'POST', body: new URLSearchParams({ ...values, query, ...parameters(view) }) });
  return response.ok ? response.json() : [];
}

/** @param {string} address @param {RequestInit} request @returns {Promise<Answer>} */
async function answer(address, request) {
  stop();
  const mine = running = new AbortController();
  const headers = { Accept: 'application/sparql-results+json, application/n-triples;q=0.9' };
  try {
    const response = await fetch(address, { ...request, headers, signal: mine.signal });
    const text = await response.text();
    if (!response.ok) throw new Refused(text.trim());
    if (response.headers.get('content-type')?.startsWith('application/n-triples')) return readTriples(text);
    const found = JSON.parse(text);
    if ('boolean' in found) return { columns: [], rows: [], form: 'boolean', truth: found.boolean, text };
    const columns = found.head.vars;
    const rows = found.results.bindings.map((/** @type {any} */ row) => columns.map((/** @type {string} */ name) => row[name]));
    return { columns, rows, form: 'rows', text };
  } finally {
    if (running === mine) running = null;
  }
}

/** What an address says of a view. @param {View} view @returns {Record<string, string>} */
export function parameters(view) {
  return {
    ...(view.asOf ? { 'as-of': view.asOf, ...(view.possible ? { possible: 'true' } : {}) } : {}),
    ...(view.only ? { only: view.only } : {}),
  };
}
