/** Elements made from text: whatever a graph says reaches the page as text, never as markup. */

/** @param {string} tag @param {Record<string, any>} props @param {(Node|string|null|false)[]} children */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG. @param {string} tag @param {Record<string, any>} props @param {(Node|string|null|false)[]} children */
export function s(tag, props = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), props, children);
}

/** @template {Element} E @param {E} node @param {Record<string, any>} props @param {(Node|string|null|false)[]} children @returns {E} */
function fill(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== false).map((child) => /** @type {Node|string} */ (child)));
  return node;
}

/** @param {string} selector @returns {any} */
export const find = (selector) => document.querySelector(selector);

/** Say something to screen readers, and show it. @param {string} text */
export function announce(text) {
  find('#live').textContent = text;
}
