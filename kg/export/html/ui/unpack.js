/** The data of the page's own element. */

/**
 * As text, at once where it stands there as it is; otherwise after it was decompressed (base64 of gzip).
 * @param {HTMLElement} element
 * @returns {Promise<string>|string}
 */
export function dataText(element) {
  const text = element.textContent || '';
  return element.dataset.form === 'gzip' ? unpacked(text.trim()) : text;
}

/** @param {string} text */
async function unpacked(text) {
  try {
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  } catch {
    throw new SyntaxError('it cannot be unpacked');
  }
}
