/** Saved questions: a list, and for the chosen one a form of its parameters. */

import { find, h } from './dom.js';

/** @typedef {{name: string, kind: string, default: string|null}} Parameter */
/** @typedef {{name: string, title: string, text: string, parameters: Parameter[]}} Question */

const HINTS = { slug: 'a slug, such as daniel-noboa', date: 'a day, such as 2025-02-19', integer: 'a whole number', string: 'text' };

/** @param {Question[]} questions @param {(question: Question) => void} choose */
export function list(questions, choose) {
  const items = questions.map((question) => h('li', { 'data-name': question.name }, h('button', { type: 'button', onclick: () => choose(question) }, question.title || question.name)));
  find('#saved').replaceChildren(...items);
  find('#none').hidden = questions.length > 0;
  find('#filter').addEventListener('input', (/** @type {any} */ event) => {
    const wanted = event.target.value.toLowerCase();
    items.forEach((item, i) => { item.hidden = !`${questions[i].title} ${questions[i].name}`.toLowerCase().includes(wanted); });
  });
}

/** The form of a question; its values are bound into the text, and the question is asked. @param {Question} question @param {Record<string, string>} values @param {any[]} entities @param {() => void} changed */
export function form(question, values, entities, changed) {
  const fields = question.parameters.map((item) => {
    const input = h('input', {
      name: item.name, value: values[item.name] ?? item.default ?? '', required: true, autocomplete: 'off', spellcheck: 'false',
      type: item.kind === 'date' ? 'date' : item.kind === 'integer' ? 'number' : 'text', list: item.kind === 'slug' ? 'slugs' : null, oninput: changed,
      title: HINTS[/** @type {'slug'} */ (item.kind)],
    });
    return h('label', {}, h('span', {}, item.name), input);
  });
  const slugs = h('datalist', { id: 'slugs' }, ...entities.slice(0, 2000).map(([slug, name]) => h('option', { value: slug }, name)));
  find('#form').replaceChildren(...fields, slugs);
  find('#form').hidden = !fields.length;
  for (const item of document.querySelectorAll('#saved li')) {
    item.toggleAttribute('data-chosen', item.getAttribute('data-name') === question.name);
  }
}

/** No saved question is chosen. */
export function noForm() {
  find('#form').hidden = true;
  for (const item of document.querySelectorAll('#saved li')) item.removeAttribute('data-chosen');
}

/** What the form says. @returns {Record<string, string>} */
export function formValues() {
  return Object.fromEntries([...find('#form').querySelectorAll('input')].map((input) => [input.name, input.value]));
}
