"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const network = data.network;
  const panel = document.getElementById("panel");
  const byId = (list) => new Map((list || []).map((item) => [item.id, item]));
  const entities = byId(network.entities), claims = byId(network.claims), sources = byId(network.sources);
  const name = (id) => entities.get(id)?.name ?? (id === "withheld" ? "withheld" : id);

  /** Text enters the page here and nowhere else, as text. */
  const add = (parent, tag, text) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  const value = (statement) => statement.o !== undefined ? name(statement.o) : [statement.v?.text, statement.v?.unit].filter(Boolean).join(" ");
  const sentence = (statement) => {
    const property = network.properties[statement.p];
    return `${name(statement.s)} ${property ? property.reads : statement.p === "type" ? "is a" : statement.p} ${value(statement)}`;
  };

  const link = (parent, source) => {
    const title = source.title ?? source.id;
    if (!/^https?:\/\//i.test(source.url ?? "")) return add(parent, "span", title);
    const anchor = add(parent, "a", title);
    anchor.href = source.url;
    anchor.rel = "noopener noreferrer";
    anchor.target = "_blank";
    return anchor;
  };

  const claim = (parent, id) => {
    const said = claims.get(id);
    if (!said) return;
    const shared = claims.get(said.node) ?? said;
    const box = add(parent, "article");
    for (const quote of said.quotes ?? shared.quotes ?? []) add(box, "blockquote", `“${quote}”`);
    add(box, "p", (said.chain ?? []).map((hop) => name(hop.speaker)).join(" → "));
    const source = sources.get(said.source);
    if (source) {
      const line = add(box, "p");
      link(line, source);
      add(line, "span", `, ${[name(source.publisher), source.date?.words].filter(Boolean).join(", ")}`);
    }
    const date = said.date ?? shared.date;
    const words = [date?.words, said.modality, said.negated ? "says it is not so" : "", (said.deniedBy ?? []).map((who) => `denied by ${name(who)}`).join(", ")];
    if (words.some(Boolean)) add(box, "p", words.filter(Boolean).join("; "));
  };

  const show = (title, statements) => {
    panel.replaceChildren();
    add(panel, "h1", title);
    for (const statement of statements) {
      if (statements.length > 1) add(panel, "p", sentence(statement));
      for (const id of statement.claims ?? []) claim(panel, id);
      if (statement.derived) add(panel, "p", "No source says this itself: it follows from what sources say.");
    }
    panel.scrollTop = 0;
  };

  const nodes = new vis.DataSet(data.nodes), edges = new vis.DataSet(data.edges);
  const picture = new vis.Network(document.getElementById("network"), { nodes, edges }, data.options);
  picture.on("click", (event) => {
    if (event.nodes.length) {
      const id = event.nodes[0];
      show(name(id), network.statements.filter((statement) => statement.s === id || statement.o === id));
    } else if (event.edges.length) {
      const statement = network.statements[event.edges[0]];
      show(sentence(statement), [statement]);
    }
  });
  picture.once("afterDrawing", () => { document.documentElement.dataset.drawn = "true"; });
  picture.fit();
  globalThis.picture = picture;
})();
