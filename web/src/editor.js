/** The editor: SPARQL with colours, completion from the case's own words, and errors where they are. */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { HighlightStyle, bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap, setDiagnostics } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { SparqlLanguage } from 'codemirror-lang-sparql';

const KEYWORDS = ('SELECT DISTINCT REDUCED WHERE FILTER OPTIONAL UNION MINUS BIND VALUES GRAPH EXISTS NOT AS ASK CONSTRUCT DESCRIBE FROM NAMED '
  + 'ORDER GROUP BY HAVING ASC DESC LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES REGEX CONTAINS STRSTARTS '
  + 'LCASE UCASE YEAR MONTH DAY BOUND IF COALESCE IN PREFIX BASE').split(' ');

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--accent)', fontWeight: '600' },
  { tag: [tags.string, tags.number, tags.bool, tags.literal], color: 'var(--event-o)' },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: 'var(--doubt)' },
  { tag: [tags.namespace, tags.url, tags.typeName, tags.name], color: 'var(--third)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { fontSize: '14px', backgroundColor: 'var(--surface)', color: 'var(--ink)', height: '100%' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '12px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--sunk) 60%, transparent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent) !important' },
  '.cm-matchingBracket': { backgroundColor: 'var(--mark) !important', color: 'var(--mark-ink)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line-2)', borderRadius: '6px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--sunk)', color: 'var(--ink)', boxShadow: 'inset 2px 0 0 var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)', fontStyle: 'normal', marginLeft: '12px' },
  '.cm-panels': { backgroundColor: 'var(--surface)', color: 'var(--ink)' },
});

/**
 * @param {HTMLElement} parent @param {{nonce: string, run: () => void, changed: () => void, words: () => any}} options
 */
export function editor(parent, { nonce, run, changed, words }) {
  const state = EditorState.create({
    extensions: [
      EditorView.cspNonce.of(nonce),
      Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => { run(); return true; } }])),
      lineNumbers(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
      highlightActiveLine(), highlightSelectionMatches(), SparqlLanguage, syntaxHighlighting(colours), look,
      autocompletion({ override: [(context) => complete(context, words())], icons: false }),
      keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap, ...lintKeymap]),
      EditorView.contentAttributes.of({ 'aria-label': 'Question in SPARQL', spellcheck: 'false' }),
      EditorView.lineWrapping,
      EditorView.updateListener.of((update) => { if (update.docChanged) changed(); }),
    ],
  });
  const view = new EditorView({ state, parent });
  return {
    get text() { return view.state.doc.toString(); },
    /** @param {string} text */
    set text(text) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }); },
    focus: () => view.focus(),
    /** Mark a place, or none. @param {number} line @param {number} column @param {string} message */
    mark(line, column, message) {
      if (!line || line > view.state.doc.lines) {
        view.dispatch(setDiagnostics(view.state, []));
        return;
      }
      const row = view.state.doc.line(line);
      const from = Math.min(row.from + column - 1, row.to);
      const word = /^[^\s(){}]+/.exec(view.state.doc.sliceString(from, row.to));
      view.dispatch(setDiagnostics(view.state, [{ from, to: Math.min(from + (word ? word[0].length : 1), view.state.doc.length), severity: 'error', message }]));
    },
  };
}

/** What can follow: slugs behind ``:``, the ontology's words behind ``kga:``, variables behind ``?``, keywords. @param {any} context @param {any} words */
function complete(context, words) {
  const before = context.matchBefore(/[?$]?[\w-]*:?[\w/%.~-]*/);
  if (!before || (before.from === before.to && !context.explicit)) return null;
  const word = before.text;
  if (word.startsWith('?') || word.startsWith('$')) {
    const names = new Set([...context.state.doc.toString().matchAll(/[?$]\w+/g)].map((m) => m[0]).filter((name) => name !== word));
    return { from: before.from, options: [...names].map((label) => ({ label, type: 'variable' })), validFor: /^[?$]\w*$/ };
  }
  if (!words) return null;
  if (word.startsWith(':')) {
    const options = words.entities.map((/** @type {[string, string]} */ [slug, name]) => ({ label: `:${slug}`, apply: iri(slug, words.base), detail: name }));
    return { from: before.from, options, validFor: /^:[\w/%.~-]*$/ };
  }
  const named = (/** @type {string} */ kind, /** @type {number} */ boost) => (/** @type {string[]} */ [name, label, comment]) => (
    { label: name.includes(':') ? name : `kga:${name}`, detail: label, info: comment || undefined, type: kind, boost });
  const options = [
    ...words.properties.map(named('property', 2)), ...words.classes.map(named('class', 1)), ...words.words.map(named('constant', 0)),
    ...KEYWORDS.map((label) => ({ label, type: 'keyword', boost: word === word.toLowerCase() && word ? -1 : 3 })),
    ...Object.keys(words.prefixes).map((prefix) => ({ label: `${prefix}:`, type: 'namespace', boost: -2 })),
  ];
  return { from: before.from, options, validFor: /^[\w-]*:?[\w-]*$/ };
}

/** A slug as SPARQL writes it: prefixed where it can be. @param {string} slug @param {string} base */
function iri(slug, base) {
  return /^[\w-]+$/.test(slug) ? `:${slug}` : `<${base}${slug}>`;
}
