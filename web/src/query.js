/** The question page: an editor, saved questions as forms, and the answer as table, chart or network. */

import { Refused, ask, askSaved, notes, stop } from './ask.js';
import { chart } from './chart.js';
import { announce, find } from './dom.js';
import { editor } from './editor.js';
import { form, formValues, list, noForm } from './forms.js';
import { network, retheme } from './network.js';
import { csv, table } from './table.js';
import { know } from './terms.js';

/** @typedef {import('./terms.js').Answer} Answer */
/** @typedef {import('./forms.js').Question} Question */

const FIRST = 'SELECT ?who ?where WHERE {\n  ?who a kga:Actor ; kga:operatesIn ?where .\n}\nORDER BY ?who\n';
const SHOWS = ['table', 'chart', 'network'];

/** @type {{words: any, questions: Question[], chosen: Question|null, edited: boolean, answer: Answer|null, view: import('./ask.js').View, show: string}} */
const state = { words: null, questions: [], chosen: null, edited: false, answer: null, view: { asOf: '', possible: false, only: '' }, show: 'table' };

const edit = editor(find('#editor'), {
  nonce: document.documentElement.dataset.nonce || '',
  run: () => run(),
  changed: () => { edit.mark(0, 0, ''); if (state.chosen && edit.text !== state.chosen.text) { state.edited = true; noForm(); } },
  words: () => state.words,
});

/** The view that the controls name. */
function view() {
  return { asOf: find('#asof').value.trim(), possible: find('#possible').checked, only: find('#only').value.trim() };
}

/** Ask what stands in the editor, or the saved question that it shows. */
async function run() {
  find('#ask').textContent = 'Stop';
  find('#status').textContent = 'Asking …';
  edit.mark(0, 0, '');
  note([], null);
  const began = performance.now();
  const over = view();
  try {
    const saved = state.chosen && !state.edited;
    const answer = saved ? await askSaved(/** @type {Question} */ (state.chosen).name, formValues(), over) : await ask(edit.text, over);
    Object.assign(state, { answer, view: over });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const what = answer.form === 'boolean' ? 'yes or no' : `${answer.rows.length.toLocaleString('en')} ${answer.form === 'graph' ? 'triple' : 'row'}${answer.rows.length === 1 ? '' : 's'}`;
    say(`${what} in ${seconds} s`);
    remember();
    draw();
    notes(edit.text, saved ? formValues() : {}, over).then((texts) => note(texts, answer), () => {});
  } catch (error) {
    if (/** @type {Error} */ (error).name === 'AbortError') say('Stopped.');
    else fail(/** @type {Error} */ (error));
  } finally {
    find('#ask').textContent = 'Ask';
  }
}

/** @param {Error} error */
function fail(error) {
  const refused = error instanceof Refused;
  const text = refused ? error.message : 'The server does not answer. Is it still running?';
  find('#status').textContent = '';
  find('#result').replaceChildren(Object.assign(document.createElement('pre'), { className: 'error', textContent: text }));
  announce(text);
  if (refused) edit.mark(error.line, error.column, text.split('\n')[0].replace(/^\S+:\d+:\d+: /, ''));
}

/** Say what may be mistyped, beside the answer that it belongs to. @param {string[]} texts @param {Answer|null} answer */
function note(texts, answer) {
  if (state.answer !== answer && answer) return;
  find('#notes').textContent = texts.map((text) => text[0].toUpperCase() + text.slice(1)).join(' ');
  find('#notes').hidden = !texts.length;
  if (texts.length) announce(find('#notes').textContent);
}

/** @param {string} text */
function say(text) {
  find('#status').textContent = text;
  announce(text);
}

function draw() {
  document.body.dataset.shows = state.show;
  for (const button of document.querySelectorAll('[data-show]')) button.setAttribute('aria-selected', String(button.getAttribute('data-show') === state.show));
  if (!state.answer) return;
  const made = state.show === 'chart' ? chart(state.answer) : state.show === 'network' ? network(state.answer, state.view, dark() ? 'dark' : 'light') : table(state.answer);
  find('#result').replaceChildren(made);
  find('#downloads').hidden = state.answer.form === 'boolean';
}

/** The address says what is asked, so that it can be passed on. */
function remember() {
  const { asOf, possible, only } = view();
  const parts = new URLSearchParams(state.chosen && !state.edited ? { ask: state.chosen.name, ...formValues() } : { query: edit.text });
  if (asOf) parts.set('as-of', asOf);
  if (asOf && possible) parts.set('possible', 'true');
  if (only) parts.set('only', only);
  if (state.show !== 'table') parts.set('show', state.show);
  history.replaceState(null, '', `#${parts}`);
}

/** Read the address. Returns whether it names a question. */
function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  find('#asof').value = parts.get('as-of') || '';
  find('#possible').checked = parts.has('possible');
  find('#only').value = parts.get('only') || '';
  state.show = SHOWS.find((name) => name === parts.get('show')) || 'table';
  const saved = state.questions.find((question) => question.name === parts.get('ask'));
  if (saved) choose(saved, Object.fromEntries(parts));
  else setText(parts.get('query') || FIRST);
  const lost = !saved && parts.get('ask');
  if (lost) state.answer = null;
  if (lost) fail(new Refused(`No saved question is called '${lost}'. Those that there are stand at the left.`));
  draw();
  return Boolean(saved || parts.get('query'));
}

/** @param {string} text */
function setText(text) {
  edit.text = text;
  state.edited = true;
  state.chosen = null;
  noForm();
}

/** @param {Question} question @param {Record<string, string>} values */
function choose(question, values = {}) {
  edit.text = question.text;
  state.chosen = question;
  state.edited = false;
  form(question, values, state.words?.entities || [], () => { edit.text = question.text; state.edited = false; });
}

/** @param {string} name @param {string} type @param {string} content */
function download(name, type, content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function listen() {
  find('#ask').addEventListener('click', () => (find('#ask').textContent === 'Stop' ? stop() : run()));
  find('#form').addEventListener('submit', (/** @type {Event} */ event) => { event.preventDefault(); run(); });
  for (const button of document.querySelectorAll('[data-show]')) {
    button.addEventListener('click', () => { state.show = button.getAttribute('data-show') || 'table'; draw(); remember(); });
  }
  find('#csv').addEventListener('click', () => state.answer && download('answer.csv', 'text/csv', csv(state.answer)));
  find('#raw').addEventListener('click', () => state.answer && download(state.answer.form === 'graph' ? 'answer.nt' : 'answer.json', 'application/json', state.answer.text));
  find('#share').addEventListener('click', async () => {
    remember();
    try {
      await navigator.clipboard.writeText(location.href);
      say('The address of this question is copied.');
    } catch {
      say('Copy the address of this page: it holds the question.');
    }
  });
  find('#theme').addEventListener('click', () => theme(dark() ? 'light' : 'dark'));
  find('#help').addEventListener('click', () => find('#keys').showModal());
  addEventListener('hashchange', () => { if (recall()) run(); });
  addEventListener('keydown', keys);
  const events = new EventSource('/events');
  let first = '';
  events.addEventListener('graph', (event) => {
    if (first && first !== event.data) { find('#rebuilt').hidden = false; announce('The graph has been built anew.'); load(); }
    first = event.data;
  });
  find('#again').addEventListener('click', () => { find('#rebuilt').hidden = true; run(); });
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const inside = event.target instanceof Element && event.target.closest('input, textarea, select, .cm-editor');
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && !event.defaultPrevented) run();
  else if (event.altKey && '123'.includes(event.key)) { state.show = SHOWS[Number(event.key) - 1]; draw(); event.preventDefault(); }
  else if (inside || event.ctrlKey || event.metaKey || event.altKey) return;
  else if (event.key === '/') { find('#filter').focus(); event.preventDefault(); }
  else if (event.key === 'e') { edit.focus(); event.preventDefault(); }
  else if (event.key === 't') theme(dark() ? 'light' : 'dark');
  else if (event.key === '?') find('#keys').showModal();
}

function dark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** @param {string} name */
function theme(name) {
  document.documentElement.dataset.theme = name;
  find('#theme').setAttribute('aria-pressed', String(name === 'dark'));
  retheme(name);
  try { localStorage.setItem('kg-theme', name); } catch { /* a browser that keeps nothing */ }
}

async function load() {
  const [words, questions] = await Promise.all(['/vocabulary.json', '/questions'].map(async (address) => (await fetch(address)).json()));
  state.words = words;
  state.questions = questions;
  know(words);
  list(questions, (question) => { choose(question); run(); });
}

try { const kept = localStorage.getItem('kg-theme'); if (kept === 'dark' || kept === 'light') theme(kept); } catch { /* as above */ }
listen();
load().catch((error) => fail(error)).then(() => { if (recall()) run(); document.documentElement.dataset.ready = ''; });
