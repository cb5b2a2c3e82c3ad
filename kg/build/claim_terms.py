"""What the graph says of a claim: each predicate with the column of ``claim_line`` it is made of, as SQL for terms and for lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.terms import EDTF, KGA, PREFIXES, XSD, expand

_BASE = "getvariable('base')"


@dataclass(frozen=True)
class ClaimTerm:
    """One predicate of claims.

    Args:
        predicate: shortened; the column of its terms is called so.
        text: SQL of a text, or of a sorted list of texts, null where a claim has none.
        before, after: SQL of what stands around the text in N-Triples.
        many: a claim may have several.
    """

    predicate: str
    text: str
    before: str
    after: str
    many: bool = False

    def term(self) -> str:
        """SQL of the term as in N-Triples, or of the list of terms."""
        return self._around(f"{self.before}, {{}}, {self.after}")

    def lines(self) -> str:
        """SQL of the triples as N-Quads of the subject ``s``, each after a line feed; null where there is none."""
        iri = expand(self.predicate, PREFIXES)
        return self._around(f"chr(10), s, ' <{iri}> ' || {self.before}, {{}}, {self.after} || ' .'", join="array_to_string({}, '')")

    def count(self) -> str:
        """SQL of how many triples of it some claims have together."""
        return f"coalesce(sum(len({self.text})), 0)" if self.many else f"count({self.text})"

    def _around(self, pieces: str, join: str = "{}") -> str:
        if self.many:
            return join.format(f"list_transform({self.text}, lambda x: concat({pieces.format('x')}))")
        return f"case when {self.text} is not null then concat({pieces.format(self.text)}) end"


def _node(predicate: str, text: str) -> ClaimTerm:
    """A node, named without the base."""
    return ClaimTerm(predicate, text, f"'<' || {_BASE}", "'>'")


def _nodes(predicate: str, text: str) -> ClaimTerm:
    """Several nodes, named without the base and with the bracket that ends them, by which they are sorted."""
    return ClaimTerm(predicate, text, f"'<' || {_BASE}", "''", many=True)


def _iri(predicate: str, text: str, *, many: bool = False) -> ClaimTerm:
    return ClaimTerm(predicate, text, "'<'", "'>'", many)


def _typed(predicate: str, text: str, datatype: str) -> ClaimTerm:
    """A literal whose text needs no escapes, or has them already."""
    return ClaimTerm(predicate, text, "'\"'", f"'\"^^<{datatype}>'")


def _written(predicate: str, text: str, *, many: bool = False) -> ClaimTerm:
    """A term that is written as in N-Triples already."""
    return ClaimTerm(predicate, text, "''", "''", many)


_HEADS = (  # what most claims have: columns of claim_line
    _iri("rdf:type", f"'{KGA}Claim'"),
    _node("rdf:subject", "subject"),
    _iri("rdf:predicate", "predicate"),
    _written("rdf:object", "object"),
    ClaimTerm("kga:source", "source", f"'<' || {_BASE} || 'source/'", "'>'"),
    ClaimTerm("kga:edtf", "date", "'\"'", f"case when in_edtf then '\"^^<{EDTF}>' else '\"' end"),
    _typed("kga:startEarliest", "start_earliest", f"{XSD}date"),
    _typed("kga:startLatest", "start_latest", f"{XSD}date"),
    _typed("kga:endEarliest", "end_earliest", f"{XSD}date"),
    _typed("kga:endLatest", "end_latest", f"{XSD}date"),
    _iri("kga:modality", "modality"),
    _written("kga:quote", "quotes", many=True),
)
_RANK = "case rest.rank when 2 then 'Preferred' when 1 then null else 'Deprecated' end"
_STATUS = (
    f"list_filter([case when rest.disputed then '{KGA}Disputed' end, case when rest.retracted is not null then '{KGA}Retracted' end], "
    "lambda x: x is not null)"
)
_RESTS = (  # what few have, in one structure
    _typed("kga:negated", "case when rest.negated then 'true' end", f"{XSD}boolean"),
    ClaimTerm("kga:rank", _RANK, f"'<{KGA}'", "'>'"),
    _iri("kga:claimStatus", f"nullif({_STATUS}, [])", many=True),
    _written("kga:retracted", "rest.retracted"),
    _nodes("kga:contradicts", "rest.rivals"),
    _iri("kga:likelihood", "rest.likelihood"),
    _typed("kga:credibility", "rest.credibility", f"{XSD}integer"),
    _typed("kga:confidence", "rest.confidence", f"{XSD}decimal"),
    _written("kga:lag", "rest.lag"),
    _written("kga:as", "rest.manner"),
    _typed("kga:reported", "rest.reported", EDTF),
    _typed("kga:amount", "rest.amount", f"{XSD}decimal"),
    _written("kga:unit", "rest.unit"),
    ClaimTerm("kga:exactness", "rest.exactness", f"'<{KGA}'", "'>'"),
    _typed("kga:minimum", "rest.minimum", f"{XSD}decimal"),
    _typed("kga:maximum", "rest.maximum", f"{XSD}decimal"),
    _written("kga:at", "rest.ats", many=True),
    _written("kga:note", "rest.notes", many=True),
    _nodes("kga:where", "rest.places"),
    _nodes("kga:deniedBy", "rest.denied_by"),
    _nodes("kga:cites", "rest.cites"),
    _node("kga:attribution", "rest.attribution"),
    _iri("kga:claimant", f"case rest.claimant when '!withheld' then '{KGA}Withheld' else {_BASE} || rest.claimant end"),
)


def iris_of_claims() -> frozenset[str]:
    """Predicates of which most claims have one value that is always an IRI."""
    return frozenset(expand(term.predicate, PREFIXES) or "" for term in _HEADS if term.before.startswith("'<'") and not term.many)


def claim_sql() -> dict[str, str]:
    """What the stages put in where they write of claims: the columns of terms, how many there are, and lines in the order of N-Quads."""
    return {
        "claim heads": _columns(_HEADS),
        "claim rests": _columns(_RESTS),
        "counts of heads": _counts(_HEADS),
        "counts of rests": _counts(_RESTS),
        "lines of heads": _lines(_HEADS),
        "lines of all": _lines((*_HEADS, *_RESTS)),
    }


def _columns(terms: Iterable[ClaimTerm]) -> str:
    return ", ".join(f'{term.term()} as "{term.predicate}"' for term in terms)


def _counts(terms: Iterable[ClaimTerm]) -> str:
    return ", ".join(f'{term.count()} as "{term.predicate}"' for term in terms)


def _lines(terms: Iterable[ClaimTerm]) -> str:
    in_order = sorted(terms, key=lambda term: f"{expand(term.predicate, PREFIXES)}>")
    lines = ", ".join(term.lines() for term in in_order)
    return lines.replace("chr(10), ", "", 1)  # none before the first, rdf:object, which no claim lacks
