"""The peers of ``build.py``: each writes kg's graph as N-Triples, from tables in which everything has been worked out already.

They read two tables, whose cells are the terms of the outcome: what names a claim, the bounds of its date, which triples stand and which
follow from them is given. They check, resolve and derive nothing and sort nothing. Left out are labels (one peer takes no language tag from
a column), the two dozen triples about sources and speakers, and the second listing of what is derived in a graph of its own.

Run by ``build.py``, each in a process (and, where it needs one, an environment) of its own: ``python peers.py NAME tables out.nt``.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

BASE = "https://kg.example.org/generated/"
KGA = "https://w3id.org/kga#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
EDTF, DATE = "http://id.loc.gov/datatypes/edtf", "http://www.w3.org/2001/XMLSchema#date"
LINKS = {"subject": RDF + "subject", "predicate": RDF + "predicate", "object": RDF + "object", "source": KGA + "source"}
"""Columns of claims.csv with an IRI in each row, and the predicate of each."""
BOUNDS = ("startEarliest", "startLatest", "endEarliest", "endLatest")
VALUES = {"date": (KGA + "edtf", EDTF), **{name: (KGA + name, DATE) for name in BOUNDS}, "quote": (KGA + "quote", None)}
"""Columns of claims.csv with a literal in some rows: predicate and datatype (None: plain text)."""
COLUMNS = ("claim", *LINKS, *VALUES)
_LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"\S*) (?:<[^>]*> )?\.\n')
_LEFT_OUT = (BASE + "source/", BASE + "chain/")


def write_tables(graph: Path, folder: Path) -> int:
    """Write claims.csv and links.csv, read from kg's own graph, and return how many triples they hold.

    Raises:
        ValueError: the graph has something that these tables have no place for.
    """
    column = {predicate: name for name, predicate in LINKS.items()} | {predicate: name for name, (predicate, _) in VALUES.items()}
    folder.mkdir(exist_ok=True)
    triples, row = 0, dict.fromkeys(COLUMNS, "")
    with (
        graph.open(encoding="utf-8") as lines,
        (folder / "claims.csv").open("w", encoding="utf-8", newline="") as claims_file,
        (folder / "links.csv").open("w", encoding="utf-8", newline="") as links_file,
    ):
        claims, links = csv.DictWriter(claims_file, COLUMNS), csv.writer(links_file)
        claims.writeheader()
        links.writerow(("s", "p", "o"))
        for line in lines:
            found = _LINE.fullmatch(line)
            if found is None:
                raise ValueError(line)
            s, p, iri, text = found.groups()
            if not is_compared(line.rstrip("\n")):
                continue
            triples += 1
            if s.startswith(BASE + "claim/"):
                if s != row["claim"]:
                    _write(claims, row)
                    row = dict.fromkeys(COLUMNS, "") | {"claim": s}
                if p != RDF + "type":
                    row[column[p]] = iri or text
            elif iri is not None:
                links.writerow((s, p, iri))
            else:
                raise ValueError(line)
        _write(claims, row)
    return triples


def is_compared(line: str) -> bool:
    """True for the lines of kg's graph that a peer writes too."""
    return not (line.endswith(f"<{KGA}derived> .") or f"> <{LABEL}> " in line or line.startswith(tuple("<" + name for name in _LEFT_OUT)))


def _write(table: csv.DictWriter[str], row: dict[str, str]) -> None:
    if row["claim"]:
        table.writerow(row)


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def rdflib(tables: Path, out: Path) -> None:
    """As most people would write it: a Graph, one ``add`` a triple, ``serialize``."""
    from rdflib import Graph, Literal, Namespace, URIRef
    from rdflib.namespace import RDF as R

    kga, graph = Namespace(KGA), Graph()
    for row in _rows(tables / "claims.csv"):
        claim = URIRef(row["claim"])
        graph.add((claim, R.type, kga.Claim))
        for name, predicate in LINKS.items():
            graph.add((claim, URIRef(predicate), URIRef(row[name])))
        for name, (predicate, datatype) in VALUES.items():
            if row[name]:
                graph.add((claim, URIRef(predicate), Literal(row[name], datatype=URIRef(datatype) if datatype else None)))
    for row in _rows(tables / "links.csv"):
        graph.add((URIRef(row["s"]), URIRef(row["p"]), URIRef(row["o"])))
    graph.serialize(out, format="nt", encoding="utf-8")


def pyoxigraph(tables: Path, out: Path) -> None:
    """One object a term, streamed into the serializer."""
    import pyoxigraph as ox

    node = ox.NamedNode
    type_, claim_class = node(RDF + "type"), node(KGA + "Claim")
    links = [(name, node(predicate)) for name, predicate in LINKS.items()]
    values = [(name, node(predicate), node(datatype) if datatype else None) for name, (predicate, datatype) in VALUES.items()]

    def triples() -> Iterator[ox.Triple]:
        for row in _rows(tables / "claims.csv"):
            claim = node(row["claim"])
            yield ox.Triple(claim, type_, claim_class)
            for name, predicate in links:
                yield ox.Triple(claim, predicate, node(row[name]))
            for name, predicate, datatype in values:
                if row[name]:
                    yield ox.Triple(claim, predicate, ox.Literal(row[name], datatype=datatype))
        for row in _rows(tables / "links.csv"):
            yield ox.Triple(node(row["s"]), node(row["p"]), node(row["o"]))

    ox.serialize(triples(), output=out, format=ox.RdfFormat.N_TRIPLES)


def maplib(tables: Path, out: Path) -> None:
    """One template a table, mapped over its columns."""
    import polars as pl
    from maplib import Model

    model = Model()
    model.add_template(_templates())
    for name in ("claims", "links"):
        table = pl.read_csv(tables / f"{name}.csv", infer_schema=False)
        days = [pl.col(column).str.to_date() for column in BOUNDS if column in table.columns]
        model.map(f"{KGA}{name}", table.with_columns(days))
    model.write(str(out), format="ntriples")


def _templates() -> str:
    parameters = [f"ottr:IRI ?{name}" for name in ("claim", *LINKS)]
    parameters += [f"? {f'<{datatype}>' if datatype else 'xsd:string'} ?{name}" for name, (_, datatype) in VALUES.items()]
    bodies = [f"ottr:Triple(?claim, rdf:type, <{KGA}Claim>)"]
    bodies += [f"ottr:Triple(?claim, <{predicate}>, ?{name})" for name, predicate in LINKS.items()]
    bodies += [f"ottr:Triple(?claim, <{predicate}>, ?{name})" for name, (predicate, _) in VALUES.items()]
    return (
        f"@prefix kga: <{KGA}> . @prefix rdf: <{RDF}> . @prefix ottr: <http://ns.ottr.xyz/0.4/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        f"kga:claims [ {', '.join(parameters)} ] :: {{ {', '.join(bodies)} }} .\n"
        "kga:links [ ottr:IRI ?s, ottr:IRI ?p, ottr:IRI ?o ] :: { ottr:Triple(?s, ?p, ?o) } .\n"
    )


def morph_kgc(tables: Path, out: Path) -> None:
    """An RML mapping, run by its command."""
    renamed = {name: _renamed(tables / f"{name}.csv") for name in ("claims", "links")}
    iri = lambda column: f'rml:reference "c_{column}" ; rr:termType rr:IRI'  # noqa: E731
    typed = lambda name, datatype: f'rml:reference "c_{name}"' + (f" ; rr:datatype <{datatype}>" if datatype else "")  # noqa: E731
    properties = [(f"rr:predicate <{predicate}>", iri(name)) for name, predicate in LINKS.items()]
    properties += [(f"rr:predicate <{predicate}>", typed(name, datatype)) for name, (predicate, datatype) in VALUES.items()]
    maps = [
        _map("claims", renamed["claims"], f"{iri('claim')} ; rr:class <{KGA}Claim>", properties),
        _map("links", renamed["links"], iri("s"), [(f"rr:predicateMap [ {iri('p')} ]", iri("o"))]),
    ]
    mapping, settings = tables / "map.ttl", tables / "morph.ini"
    mapping.write_text("".join(f"@prefix {name}: <http://{iri}#> .\n" for name, iri in _PREFIXES) + "".join(maps), encoding="utf-8")
    lines = ["[CONFIGURATION]", f"output_file={out}", "na_values=", "logging_level=ERROR", "[DataSource]", f"mappings={mapping}"]
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "morph_kgc", str(settings)], check=True)  # noqa: S603 - a benchmark's own command


def _renamed(table: Path) -> Path:
    """The table with column names of its own: one called 'subject', 'predicate' or 'object' is taken for something else."""
    head, rest = table.read_text(encoding="utf-8").split("\n", 1)
    renamed = table.with_name(f"renamed-{table.name}")
    renamed.write_text(",".join(f"c_{name}" for name in head.strip().split(",")) + "\n" + rest, encoding="utf-8")
    return renamed


def _map(name: str, table: Path, subject: str, properties: Iterable[tuple[str, str]]) -> str:
    source = f'rml:logicalSource [ rml:source "{table}" ; rml:referenceFormulation ql:CSV ]'
    said = " ;\n".join(f"rr:predicateObjectMap [ {predicate} ; rr:objectMap [ {value} ] ]" for predicate, value in properties)
    return f"<#{name}> {source} ;\nrr:subjectMap [ {subject} ] ;\n{said} .\n"


_PREFIXES = (("rr", "www.w3.org/ns/r2rml"), ("rml", "semweb.mmlab.be/ns/rml"), ("ql", "semweb.mmlab.be/ns/ql"))
PEERS: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...]]] = {
    "rdflib": (rdflib, ()),
    "pyoxigraph": (pyoxigraph, ()),
    "maplib": (maplib, ("maplib", "polars")),
    "morph-kgc": (morph_kgc, ("morph-kgc",)),
}
"""Name -> how it does the work, and the packages of its own environment (none: kg's)."""

if __name__ == "__main__":
    PEERS[sys.argv[1]][0](Path(sys.argv[2]), Path(sys.argv[3]))
