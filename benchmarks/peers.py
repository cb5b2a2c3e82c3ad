"""The peers of ``build.py``: each writes the same triples of claims as N-Triples, from a table in which the claims are already named.

They check, resolve and derive nothing and sort nothing. Run by ``build.py``, each in a process (and, where it needs one, an
environment) of its own: ``python peers.py NAME records.csv out.nt``.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

BASE = "https://kg.example.org/generated/"
KGA = "https://w3id.org/kga#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
EDTF = "http://id.loc.gov/datatypes/edtf"
COLUMNS = ("claim", "subject", "property", "object", "source", "date", "quote")
PREDICATES = (f"{RDF}type", f"{RDF}subject", f"{RDF}predicate", f"{RDF}object", f"{KGA}source", f"{KGA}edtf", f"{KGA}quote")


def write_records(graph: Path, records: Path) -> int:
    """Write what the peers start from, read from kg's own graph, and return how many claims there are.

    Claims that an entity is of a class are left out: the peers' work is the statements.
    """
    line = re.compile(rf'<{re.escape(BASE)}claim/([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"\S*) \.\n')
    wanted = {f"{RDF}subject": "subject", f"{RDF}predicate": "property", f"{RDF}object": "object", f"{KGA}source": "source"}
    wanted |= {f"{KGA}edtf": "date", f"{KGA}quote": "quote"}
    count, row = 0, dict.fromkeys(COLUMNS, "")
    with graph.open(encoding="utf-8") as lines, records.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for found in map(line.match, lines):
            if found is None:
                continue
            if found[1] != row["claim"]:
                count += _write(table, row)
                row = dict.fromkeys(COLUMNS, "") | {"claim": found[1]}
            if found[2] in wanted:
                row[wanted[found[2]]] = (found[3] or "").removeprefix(BASE).removeprefix("source/").removeprefix(KGA) or found[4] or ""
        return count + _write(table, row)


def _write(table: csv.DictWriter[str], row: dict[str, str]) -> int:
    if not row["claim"] or row["property"] == f"{RDF}type":
        return 0
    table.writerow(row)
    return 1


def _rows(records: Path) -> Iterator[dict[str, str]]:
    with records.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def rdflib(records: Path, out: Path) -> None:
    """As most people would write it: a Graph, one ``add`` a triple, ``serialize``."""
    from rdflib import Graph, Literal, Namespace, URIRef
    from rdflib.namespace import RDF as R

    base, kga, graph = Namespace(BASE), Namespace(KGA), Graph()
    for row in _rows(records):
        claim = base["claim/" + row["claim"]]
        graph.add((base[row["subject"]], kga[row["property"]], base[row["object"]]))
        graph.add((claim, R.type, kga.Claim))
        graph.add((claim, R.subject, base[row["subject"]]))
        graph.add((claim, R.predicate, kga[row["property"]]))
        graph.add((claim, R.object, base[row["object"]]))
        graph.add((claim, kga.source, base["source/" + row["source"]]))
        if row["date"]:
            graph.add((claim, kga.edtf, Literal(row["date"], datatype=URIRef(EDTF))))
        if row["quote"]:
            graph.add((claim, kga.quote, Literal(row["quote"])))
    graph.serialize(out, format="nt", encoding="utf-8")


def pyoxigraph(records: Path, out: Path) -> None:
    """One object a term, streamed into the serializer."""
    import pyoxigraph as ox

    node = lambda name: ox.NamedNode(BASE + name)  # noqa: E731
    type_, subject, predicate, object_, source, edtf, quote = map(ox.NamedNode, PREDICATES)
    claim_class, edtf_type = ox.NamedNode(KGA + "Claim"), ox.NamedNode(EDTF)

    def triples() -> Iterator[ox.Triple]:
        for row in _rows(records):
            claim, s, p, o = node("claim/" + row["claim"]), node(row["subject"]), ox.NamedNode(KGA + row["property"]), node(row["object"])
            yield ox.Triple(s, p, o)
            yield ox.Triple(claim, type_, claim_class)
            yield ox.Triple(claim, subject, s)
            yield ox.Triple(claim, predicate, p)
            yield ox.Triple(claim, object_, o)
            yield ox.Triple(claim, source, node("source/" + row["source"]))
            if row["date"]:
                yield ox.Triple(claim, edtf, ox.Literal(row["date"], datatype=edtf_type))
            if row["quote"]:
                yield ox.Triple(claim, quote, ox.Literal(row["quote"]))

    ox.serialize(triples(), output=out, format=ox.RdfFormat.N_TRIPLES)


def maplib(records: Path, out: Path) -> None:
    """One template, mapped over columns of IRIs that polars makes."""
    import polars as pl
    from maplib import Model

    iri = lambda column, base: pl.concat_str(pl.lit(base), pl.col(column)).alias(column)  # noqa: E731
    ends = [iri("claim", BASE + "claim/"), iri("source", BASE + "source/"), iri("subject", BASE), iri("object", BASE), iri("property", KGA)]
    table = pl.read_csv(records, infer_schema=False).with_columns(ends)
    model = Model()
    model.add_template(_TEMPLATE)
    model.map(KGA + "Row", table)
    model.write(str(out), format="ntriples")


_TEMPLATE = f"""@prefix kga: <{KGA}> . @prefix rdf: <{RDF}> . @prefix ottr: <http://ns.ottr.xyz/0.4/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kga:Row [ ottr:IRI ?claim, ottr:IRI ?subject, ottr:IRI ?property, ottr:IRI ?object, ottr:IRI ?source,
          ? <{EDTF}> ?date, ? xsd:string ?quote ] :: {{
  ottr:Triple(?subject, ?property, ?object), ottr:Triple(?claim, rdf:type, kga:Claim), ottr:Triple(?claim, rdf:subject, ?subject),
  ottr:Triple(?claim, rdf:predicate, ?property), ottr:Triple(?claim, rdf:object, ?object), ottr:Triple(?claim, kga:source, ?source),
  ottr:Triple(?claim, kga:edtf, ?date), ottr:Triple(?claim, kga:quote, ?quote) }} .
"""


def morph_kgc(records: Path, out: Path) -> None:
    """An RML mapping, run by its command."""
    folder = out.parent
    source = f'rml:logicalSource [ rml:source "{records}" ; rml:referenceFormulation ql:CSV ] ;'
    claim = f'rr:subjectMap [ rr:template "{BASE}claim/{{claim}}" ; rr:class <{KGA}Claim> ] ;'
    maps = [
        (RDF + "subject", f'rr:template "{BASE}{{subject}}"'),
        (RDF + "predicate", f'rr:template "{KGA}{{property}}"'),
        (RDF + "object", f'rr:template "{BASE}{{object}}"'),
        (KGA + "source", f'rr:template "{BASE}source/{{source}}"'),
        (KGA + "edtf", f'rml:reference "date" ; rr:datatype <{EDTF}>'),
        (KGA + "quote", 'rml:reference "quote"'),
    ]
    # Column names of its own: a column called 'subject', 'predicate' or 'object' is taken for something else.
    renamed = folder / "records-renamed.csv"
    header, rest = records.read_text(encoding="utf-8").split("\n", 1)
    renamed.write_text(",".join(f"c_{name}" for name in header.strip().split(",")) + "\n" + rest, encoding="utf-8")
    own = lambda text: re.sub(r"\{(\w+)\}", r"{c_\1}", text.replace(str(records), str(renamed))).replace('reference "', 'reference "c_')  # noqa: E731
    properties = " ;\n".join(f"rr:predicateObjectMap [ rr:predicate <{p}> ; rr:objectMap [ {value} ] ]" for p, value in maps)
    plain = (
        f'rr:subjectMap [ rr:template "{BASE}{{subject}}" ] ; rr:predicateObjectMap [ '
        f'rr:predicateMap [ rr:template "{KGA}{{property}}" ] ; rr:objectMap [ rr:template "{BASE}{{object}}" ] ]'
    )
    prefixes = "".join(f"@prefix {name}: <http://{iri}#> .\n" for name, iri in _PREFIXES)
    mapping = folder / "map.ttl"
    mapping.write_text(prefixes + own(f"<#claims> {source} {claim} {properties} .\n<#plain> {source} {plain} .\n"), encoding="utf-8")
    settings = folder / "morph.ini"
    lines = ["[CONFIGURATION]", f"output_file={out}", "na_values=", "logging_level=ERROR", "[DataSource]", f"mappings={mapping}"]
    settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "morph_kgc", str(settings)], check=True)  # noqa: S603 - a benchmark's own command


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
