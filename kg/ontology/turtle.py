"""Turtle files as one small graph that remembers which file a term comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.model.terms import KGA, OWL, PREFIXES, RDF, SH

TYPE = RDF + "type"
_REST, _FIRST, _NIL = RDF + "rest", RDF + "first", RDF + "nil"
_SHAPE_TYPES = {SH + "NodeShape", SH + "PropertyShape"}
_SHIPPED = KGA.rstrip("#")
_PLACE_IN_MESSAGE = re.compile(r"^Parser error (?:at|between) line .*?: ")

Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node = dict[str, list[Value]]


@dataclass(eq=False)
class TurtleFile:
    """One file, read; never changed afterwards, since the same content is read once (:func:`read_turtle`).

    Args:
        path: where it is.
        nodes: subject to predicate to objects, in the order in which they are written; blank nodes under ``_:label``.
        prefixes: those it declares.
    """

    path: Path
    nodes: dict[str, Node]
    prefixes: Mapping[str, str]

    @property
    def name(self) -> str:
        """The file with its folder, ``ontology/own.ttl``: how messages name it."""
        return _named(self.path)

    @cached_property
    def ontologies(self) -> set[str]:
        """IRIs that the file declares as an owl:Ontology."""
        return {subject for subject, node in self.nodes.items() if OWL + "Ontology" in iris(node, TYPE)}

    @property
    def is_shipped(self) -> bool:
        """True for the vocabulary and rules that come with kg, or a copy of them."""
        return any(ontology.startswith(_SHIPPED) for ontology in self.ontologies)

    @property
    def holds_shapes(self) -> bool:
        """True when the file holds SHACL shapes."""
        return any(not _SHAPE_TYPES.isdisjoint(iris(node, TYPE)) for node in self.nodes.values())

    def place(self, iri: str) -> str:
        """``file:line:column`` of the line that begins with the term, else the file alone."""
        names = [re.escape(f"<{iri}>")]
        names += [re.escape(f"{prefix}:{iri[len(ns) :]}") for prefix, ns in self.prefixes.items() if iri.startswith(ns)]
        found = re.search(rf"^[ \t]*({'|'.join(names)})(?=[\s;.,])", self.path.read_text(encoding="utf-8"), re.MULTILINE)
        if not found:
            return self.name
        line_start = found.string.rfind("\n", 0, found.start(1)) + 1
        return f"{self.name}:{found.string.count(chr(10), 0, found.start(1)) + 1}:{found.start(1) - line_start + 1}"


@dataclass
class TurtleGraph:
    """The files of an ontology together; what a later file says of a term comes after what an earlier one says."""

    files: Sequence[TurtleFile]
    nodes: dict[str, Node] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for file in self.files:
            for subject, node in file.nodes.items():
                here = self.nodes.setdefault(subject, {})
                for predicate, values in node.items():
                    here[predicate] = here.get(predicate, []) + values

    def place(self, iri: str) -> str:
        """Where the term stands, in the last file that speaks of it."""
        for file in reversed(self.files):
            if iri in file.nodes:
                return file.place(iri)
        return ""

    def list_of(self, head: Value) -> list[Value]:
        """The members of an RDF list; empty for anything that is no list."""
        found: list[Value] = []
        key, seen = key_of(head), set[str]()
        while key != _NIL and key in self.nodes and key not in seen:
            seen.add(key)
            found += self.nodes[key].get(_FIRST, [])
            rest = self.nodes[key].get(_REST, [])
            key = key_of(rest[0]) if rest else _NIL
        return found

    @property
    def own_prefixes(self) -> dict[str, str]:
        """Prefixes that the files beside the shipped ones declare, beyond those that every case knows.

        Raises:
            OntologyError: one prefix stands for two namespaces.
        """
        found = dict(PREFIXES)
        for file in self.files:
            for prefix, namespace in file.prefixes.items() if not file.is_shipped else ():
                if prefix and found.setdefault(prefix, namespace) != namespace:
                    raise OntologyError(
                        f"the prefix '{prefix}:' stands for <{namespace}> here and for <{found[prefix]}> elsewhere.",
                        remedy="Use another prefix for one of them.",
                        place=file.name,
                    )
        return {prefix: namespace for prefix, namespace in found.items() if prefix not in PREFIXES}

    @property
    def shipped_namespaces(self) -> set[str]:
        """Namespaces that the shipped files have prefixes for: other people's vocabularies."""
        return {namespace for file in self.files if file.is_shipped for namespace in file.prefixes.values()}


def read_turtle(path: Path) -> TurtleFile:
    """The triples of a Turtle file; of one that was read before and has not changed, the same object again.

    Raises:
        OntologyError: the file cannot be opened, or is no Turtle (with line and column).
    """
    try:
        return _parsed(path, path.read_bytes())
    except OSError as error:
        raise OntologyError(f"cannot be read: {error.strerror}.", place=_named(path)) from error


@lru_cache(maxsize=16)
def _parsed(path: Path, content: bytes) -> TurtleFile:
    try:
        parser = ox.parse(content, format=ox.RdfFormat.TURTLE)
        nodes = _nodes(parser)
    except (SyntaxError, ValueError) as error:
        line, column = (error.lineno, error.offset) if isinstance(error, SyntaxError) else (None, None)
        message = _PLACE_IN_MESSAGE.sub("", error.msg if isinstance(error, SyntaxError) else str(error))
        raise OntologyError(
            f"this is not Turtle: {message}.",
            remedy="See https://www.w3.org/TR/turtle/ for the syntax.",
            place=f"{_named(path)}:{line}:{column}" if line else _named(path),
        ) from error
    return TurtleFile(path, nodes, parser.prefixes)


def _nodes(quads: Iterable[ox.Quad]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    last, node = None, Node()
    for quad in quads:
        subject = quad.subject
        if subject != last:  # lines about one subject mostly stand together
            last, node = subject, nodes.setdefault(key_of(subject), {})
        node.setdefault(quad.predicate.value, []).append(quad.object)
    return nodes


def read_folders(folders: Iterable[Path]) -> TurtleGraph:
    """All ``*.ttl`` files of the folders, by name within each; a missing folder holds none.

    A file is left out when a later one declares the same owl:Ontology, so that a copy of the shipped vocabulary
    in a case's own folder takes the place of the shipped one.

    Raises:
        OntologyError: as :func:`read_turtle`; a folder cannot be read; a link leads out of its folder.
    """
    paths = dict.fromkeys(_inside(path) for folder in folders for path in _turtle_files(folder))
    files = [read_turtle(path) for path in paths]
    last = {ontology: file for file in files for ontology in file.ontologies}
    return TurtleGraph([file for file in files if all(last[ontology] is file for ontology in file.ontologies)])


def _turtle_files(folder: Path) -> list[Path]:
    """The ``*.ttl`` files of a folder by name; asked so that a closed folder is not taken for an empty one."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".ttl" and not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except NotADirectoryError as error:
        raise OntologyError("this is no folder.", remedy="Put the Turtle files into a folder of this name.", place=folder.name) from error
    except OSError as error:
        raise OntologyError(f"cannot be read: {error.strerror}.", remedy="Check its permissions.", place=folder.name) from error


def _inside(path: Path) -> Path:
    if not path.resolve().is_relative_to(path.parent.resolve()):
        raise OntologyError("this link leaves the case.", remedy="Copy the file in its place.", place=_named(path))
    return path.resolve()


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def key_of(value: Value) -> str:
    """The IRI of a named node, ``_:label`` of a blank one, else the text of a literal."""
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value.value
    return str(value)


def iris(node: Node, predicate: str) -> list[str]:
    """IRIs of the objects that are named nodes, each once."""
    return list(dict.fromkeys(value.value for value in node.get(predicate, ()) if isinstance(value, ox.NamedNode)))


def literals(node: Node, predicate: str) -> list[str]:
    """Texts of the objects that are literals."""
    return [value.value for value in node.get(predicate, ()) if isinstance(value, ox.Literal)]


def english(node: Node, predicate: str) -> str:
    """The last English text, else the last without a language, else the last of all; empty when there is none."""
    texts = [value for value in node.get(predicate, ()) if isinstance(value, ox.Literal)]
    for language in ("en", None):
        for value in reversed(texts):
            if value.language == language:
                return value.value
    return texts[-1].value if texts else ""
