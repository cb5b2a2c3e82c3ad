"""kg: curated facts with their sources, as a checked RDF graph that answers SPARQL.

>>> import kg
>>> case = kg.open("path/to/case")                                  # doctest: +SKIP
>>> case.build()                                                    # doctest: +SKIP
>>> for row in case.query("SELECT ?who { ?who a kga:Person }"):     # doctest: +SKIP
...     print(row.who.slug)

Nothing is loaded before it is used: ``import kg`` costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.case import Case, connect, open
    from kg.errors import KgError
    from kg.query.result import Result, Row
    from kg.query.values import Iri

__version__ = "0.1.0"
__all__ = ["Case", "Iri", "KgError", "Result", "Row", "__version__", "connect", "open"]


def __getattr__(name: str) -> object:
    if name in ("Case", "connect", "open"):
        from kg import case

        return getattr(case, name)
    if name in ("Result", "Row"):
        from kg.query import result

        return getattr(result, name)
    if name == "Iri":
        from kg.query.values import Iri

        return Iri
    if name == "KgError":
        from kg.errors import KgError

        return KgError
    raise AttributeError(f"module 'kg' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__]
