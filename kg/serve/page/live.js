// Told when the graph has been built anew: offers to load the page again. Also the way to the question page.
(() => {
  const make = (name, props, ...children) => { const node = Object.assign(document.createElement(name), props); node.append(...children); return node; };
  const tabs = document.querySelector('.tabs');
  if (tabs) tabs.append(make('a', { href: '/query', textContent: 'Ask' }));
  const told = () => {
    if (document.getElementById('rebuilt')) return;
    const button = make('button', { type: 'button', className: 'button', textContent: 'Load the new graph', onclick: () => location.reload() });
    const note = make('div', { id: 'rebuilt' }, make('span', { textContent: 'The graph has been built anew. ' }), button);
    note.setAttribute('role', 'status');
    Object.assign(note.style, { position: 'fixed', left: '50%', bottom: '16px', transform: 'translateX(-50%)', padding: '8px 12px', zIndex: 9,
      background: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line-2)', borderRadius: 'var(--r2)' });
    document.body.append(note);
  };
  let first = '';
  const events = new EventSource('/events');
  events.addEventListener('graph', (event) => { if (first && event.data !== first) told(); first = first || event.data; });
})();
