/** Making elements. Text always goes in as text; addresses only when they are http or https. */

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node|string|number|null|undefined|false} Kid */

/** @param {Element} el @param {Record<string, any>} attributes @param {Kid[]} kids */
function fill(el, attributes, kids) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) el.addEventListener(name.slice(2), value);
    else el.setAttribute(name, value === true ? '' : String(value));
  }
  for (const kid of kids) if (kid !== null && kid !== undefined && kid !== false) el.append(kid instanceof Node ? kid : String(kid));
  return el;
}

/**
 * An HTML element. Keys that begin with `on` are listeners, never attributes.
 * @param {string} tag @param {Record<string, any>} [attributes] @param {...Kid} kids
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...kids) {
  return /** @type {HTMLElement} */ (fill(document.createElement(tag), attributes, kids));
}

/** An SVG element. @param {string} tag @param {Record<string, any>} [attributes] @param {...Kid} kids @returns {SVGElement} */
export function s(tag, attributes = {}, ...kids) {
  return /** @type {SVGElement} */ (fill(document.createElementNS(SVG, tag), attributes, kids));
}

/** The one element that a selector finds. @param {string} selector @returns {any} */
export function find(selector) {
  return document.querySelector(selector);
}

/** An icon of the page's own set. @param {string} name @param {string} [extra] class */
export function icon(name, extra = '') {
  return s('svg', { class: `ico ${extra}`, 'aria-hidden': 'true', focusable: 'false' }, s('use', { href: `#i-${name}` }));
}

/** A name in its own writing direction. @param {string} text */
export function name(text) {
  return h('bdi', {}, text);
}

/**
 * An address that may become a link: http or https; otherwise null.
 * @param {string|undefined} text
 */
export function webAddress(text) {
  if (!text) return null;
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}

/** A link to another site, or plain text where the address is none. @param {string|undefined} address @param {string} text */
export function link(address, text) {
  const href = webAddress(address);
  return href ? h('a', { href, rel: 'noopener noreferrer', target: '_blank' }, name(text)) : name(text);
}

/** Say something to screen readers. @param {string} text */
export function announce(text) {
  find('#live').textContent = text;
}
