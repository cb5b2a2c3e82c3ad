/** The address and the choice follow each other; an address that this page cannot follow stays, and is told of. */

import { announce, find, h, name } from './dom.js';
import { choiceOf, hashOf } from './route.js';

/** @typedef {import('./app.js').App} App */

const TIME = /&?(asof|from|to)=[^&]*/g;

/** Write the choice into the address, once for each choice; a handle that is dragged through time is one. @param {App} app */
export function remember(app) {
  const hash = hashOf(app.store.choice, app.usual);
  if (hash === app.dead) return;
  app.dead = null;
  find('.gone').hidden = true;
  if (hash === location.hash || (hash === '#network' && !location.hash)) return;
  const dragged = hash.replace(TIME, '') === (app.written || '').replace(TIME, '');
  const now = performance.now();
  app.written = hash;
  if (dragged && now - app.moved < 1000) location.replace(hash);
  else location.hash = hash;
  app.moved = dragged ? now : -1000;
}

/** Take the choice from the address. @param {App} app @param {boolean} [first] */
export function follow(app, first = false) {
  if (!first && location.hash === app.written) return;
  app.written = location.hash;
  const { theme, part, source, unknown, undatable } = choiceOf(app, first ? app.asked() : location.hash);
  if (theme) app.setTheme(/** @type {'dark'|'light'} */ (theme));
  else if (first) app.setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const { choice } = app.store;
  const words = cannot(unknown, undatable);
  app.dead = words ? hashOf({ ...choice, ...part }, app.usual) : null;
  if (first) {
    Object.assign(choice, part);
    app.update(new Set(['view', 'selection', 'groups', 'around', 'path']));
  } else {
    const before = choice.selection;
    app.store.change(part.selection && before && part.selection.id === before.id ? { ...part, selection: before } : part);
    if (part.selection) app.inSight(part.selection);
  }
  if (source) document.getElementById(source.id)?.scrollIntoView();
  const box = find('.gone');
  box.hidden = !words;
  box.replaceChildren(name(words), h('button', { type: 'button', class: 'link', onclick: () => leave(app) }, 'Close'));
  if (words) announce(words);
}

/** What the page says of the names and dates in an address that lead nowhere. @param {string[]} unknown @param {string[]} undatable */
function cannot(unknown, undatable) {
  const list = (/** @type {string[]} */ texts) => texts.map((text) => `'${text.slice(0, 80)}'`).join(' or ');
  return [unknown.length && `This page has nothing called ${list(unknown)}. It may be from an earlier build.`, undatable.length && `${list(undatable)} is no date such as 2009, 2009-06 or 2009-06-30.`].filter(Boolean).join(' ');
}

/** Put the message away: the address tells what is seen. @param {App} app */
export function leave(app) {
  app.dead = null;
  remember(app);
}
