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
    add(panel, "h2", title);
    for (const statement of statements) {
      if (statements.length > 1) add(panel, "p", sentence(statement));
      for (const id of statement.claims ?? []) claim(panel, id);
      if (statement.derived) add(panel, "p", "No source says this itself: it follows from what sources say.");
    }
    panel.scrollTop = 0;
  };

  // vis-network keeps nodes in plain objects, where "constructor" is taken; a slug has no space
  const inner = (id) => (id in {} ? `${id} ` : id);
  const outer = (id) => String(id).trimEnd();
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const ink = (variable) => getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  const fill = (color) => (color === "ink" ? ink("--ink") : color === "none" ? ink("--paper") : color);
  const look = (cls) => network.classes[cls];
  const colors = (cls) => ({ background: fill(look(cls).color), border: look(cls).outline[dark.matches ? "dark" : "light"] });

  const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, id: inner(node.id) })));
  const edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge, from: inner(edge.from), to: inner(edge.to) })));
  const picture = new vis.Network(document.getElementById("network"), { nodes, edges }, data.options);

  /** Colours of the scheme that the reader's system asks for. */
  const paint = () => {
    const font = { color: ink("--ink"), strokeColor: ink("--paper") };
    picture.setOptions({ nodes: { font }, edges: { font } });
    nodes.update(nodes.get().map(({ id }) => {
      const color = colors(entities.get(outer(id)).class);
      return { id, color: { ...color, highlight: color, hover: color }, font };
    }));
    edges.update(edges.get().map(({ id }) => {
      const contested = (network.statements[id].state || []).includes("contested");
      return { id, color: ink(contested ? "--contested" : "--line"), font };
    }));
    legend();
  };

  /** Which colour and shape is what, for the classes in this network. */
  const legend = () => {
    const box = document.getElementById("legend");
    const used = new Map();
    for (const entity of network.entities) used.set(look(entity.class).legend, entity.class);
    box.replaceChildren();
    for (const [label, cls] of [...used].sort()) {
      const item = add(box, "span");
      item.append(mark(data.nodes.find((node) => entities.get(node.id).class === cls).shape, colors(cls)));
      add(item, "span", label);
    }
    if (network.statements.some((statement) => (statement.state || []).includes("contested"))) {
      const item = add(box, "span");
      item.append(mark("line", { border: ink("--contested") }));
      add(item, "span", "contested");
    }
  };
  const outlines = {
    square: "2,2 12,2 12,12 2,12", diamond: "7,1 13,7 7,13 1,7", triangle: "7,1 13,12 1,12", triangleDown: "1,2 13,2 7,13",
    hexagon: "4,1 10,1 13,7 10,13 4,13 1,7", star: "7,1 9,5 13,5 10,8 11,13 7,10 3,13 4,8 1,5 5,5", line: "0,7 14,7",
  };
  const mark = (shape, color) => {
    const draw = (tag, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, text] of Object.entries(attributes)) element.setAttribute(key, text);
      return element;
    };
    const svg = draw("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" });
    const ends = { fill: color.background ?? "none", stroke: color.border, "stroke-width": 1.4 };
    svg.append(outlines[shape] ? draw("polygon", { points: outlines[shape], ...ends }) : draw("circle", { cx: 7, cy: 7, r: 5.5, ...ends }));
    return svg;
  };

  /** Names, and words of lines, of one size on the screen: at each zoom those that have room, the best connected first. */
  const degree = new Map();
  for (const edge of data.edges) for (const id of [edge.from, edge.to]) degree.set(id, (degree.get(id) || 0) + 1);
  const ranked = [...data.nodes].sort((a, b) => (degree.get(b.id) || 0) - (degree.get(a.id) || 0));
  const pen = document.createElement("canvas").getContext("2d");
  const LETTERS = 11, LEADING = 13, DOT = 5;
  pen.font = `${LETTERS}px arial`;
  const lengths = new Map(data.nodes.map((node) => [node.id, Math.max(...node.label.split("\n").map((line) => pen.measureText(line).width))]));
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  let pointed = null;
  const labels = () => {
    const scale = picture.getScale(), near = scale >= 1;
    const size = near ? data.options.nodes.font.size : LETTERS / scale, radius = Math.max(data.nodes[0]?.size ?? 0, DOT / scale);
    const dots = data.nodes.map(({ id, x, y }) => [id, [x * scale - DOT, y * scale - DOT, x * scale + DOT, y * scale + DOT]]);
    const taken = [];
    nodes.update(ranked.map((node) => {
      const x = node.x * scale, top = node.y * scale + radius * scale + 2, half = lengths.get(node.id) / 2 + 2;
      const box = [x - half, top, x + half, top + node.label.split("\n").length * LEADING];
      const wanted = near || node.id === pointed || picture.getSelectedNodes().includes(inner(node.id));
      const fits = wanted || !(taken.some((other) => meet(box, other)) || dots.some(([id, dot]) => id !== node.id && meet(box, dot)));
      if (fits) taken.push(box);
      return { id: inner(node.id), label: fits ? node.label : "", size: radius, font: { size } };
    }));
  };

  /** Words on lines that have no room for them appear while a line, or a node at its end, is chosen or pointed at. */
  const always = new Map(data.edges.filter((edge) => edge.label).map((edge) => [edge.id, edge.label]));
  let named = [];
  const words = (ids) => {
    const size = Math.max(data.options.edges.font.size, 10 / picture.getScale());
    const reads = (id) => network.properties[network.statements[id].p]?.reads ?? "";
    const back = named.filter((id) => !ids.includes(id));
    edges.update([
      ...back.map((id) => ({ id, label: always.get(id) ?? "", font: { size: data.options.edges.font.size } })),
      ...ids.map((id) => ({ id, label: reads(id), font: { size } })),
    ]);
    named = ids;
  };
  const point = (id, lines) => {
    pointed = id;
    labels();
    words([...new Set([...picture.getSelectedEdges(), ...lines])]);
  };
  const fit = () => {
    picture.fit({ maxZoomLevel: 1.5 });
    labels();
  };
  let waiting = 0;
  picture.on("zoom", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => point(pointed, []), 60);
  });
  picture.on("hoverNode", (event) => point(outer(event.node), picture.getConnectedEdges(event.node)));
  picture.on("hoverEdge", (event) => point(null, [event.edge]));
  picture.on("blurNode", () => point(null, []));
  picture.on("blurEdge", () => point(null, []));
  picture.on("click", (event) => {
    point(pointed, []);
    if (event.nodes.length) {
      const id = outer(event.nodes[0]);
      show(name(id), network.statements.filter((statement) => statement.s === id || statement.o === id));
    } else if (event.edges.length) {
      const statement = network.statements[event.edges[0]];
      show(sentence(statement), [statement]);
    }
  });
  paint();
  dark.addEventListener("change", paint);
  addEventListener("resize", fit);
  picture.once("afterDrawing", () => {
    fit(); // the room that names take is known only now
    document.documentElement.dataset.drawn = "true";
  });
  globalThis.picture = picture;
})();
