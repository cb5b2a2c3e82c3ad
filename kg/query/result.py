"""The rows of an answer as Python values, and as data frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, overload

from kg.errors import KgError
from kg.query.values import Iri

if TYPE_CHECKING:
    import pandas
    import polars

_SHOWN = 50  # rows in a notebook


class Row(tuple[Any, ...]):
    """One row of a :class:`Result`: a tuple whose cells have their column's name too, as ``row.who`` and ``row["who"]``."""

    __slots__ = ()
    columns: ClassVar[tuple[str, ...]] = ()

    def __getattr__(self, name: str) -> Any:
        try:
            return self[self.columns.index(name)]
        except ValueError:
            raise AttributeError(f"the row has no column '{name}'; it has: {', '.join(self.columns)}") from None

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                return tuple.__getitem__(self, self.columns.index(key))
            except ValueError:
                raise KeyError(f"the row has no column '{key}'; it has: {', '.join(self.columns)}") from None
        return tuple.__getitem__(self, key)

    def asdict(self) -> dict[str, Any]:
        """Column -> cell."""
        return dict(zip(self.columns, self, strict=True))


class Result(Sequence[Row]):
    """The rows of a SELECT, each cell a Python value (see :func:`kg.query.values.python_value`).

    Args:
        columns: names, in the order of the SELECT.
        rows: the cells of each row, None where nothing is bound.
    """

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        kind = type("Row", (Row,), {"columns": self.columns, "__slots__": ()})
        self._rows: list[Row] = [kind(row) for row in rows]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Result of {len(self)} rows: {', '.join(self.columns)}>"

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame with the same columns.

        Raises:
            KgError: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise KgError("pandas is not installed.", remedy="Run 'pip install pandas', or take the rows as they are.") from None
        return pandas.DataFrame(self._rows, columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars data frame with the same columns; IRIs are texts.

        Raises:
            KgError: polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise KgError("polars is not installed.", remedy="Run 'pip install polars', or take the rows as they are.") from None
        columns = {name: [_plain(row[at]) for row in self._rows] for at, name in enumerate(self.columns)}
        return polars.DataFrame(columns, strict=False)

    def _repr_html_(self) -> str:
        """The first rows as a table, for notebooks."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join("<tr>" + "".join(f"<td>{escape(_short(cell))}</td>" for cell in row) + "</tr>" for row in self._rows[:_SHOWN])
        more = f"<p>and {len(self) - _SHOWN:,} more rows</p>" if len(self) > _SHOWN else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def _plain(cell: Any) -> Any:
    return str(cell) if isinstance(cell, Iri) else cell


def _short(cell: Any) -> str:
    return "" if cell is None else cell.short if isinstance(cell, Iri) else str(cell)
