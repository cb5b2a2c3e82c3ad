"""Template workbooks: templates as an XLSX file with drop-downs, comments and an example row that is not read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.facts.tables.native_heads import SOURCES
from kg.facts.writing.template import Column, Template
from kg.facts.writing.workbook import dress, put_text, save
from kg.ontology.ontology import Ontology

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LISTS = "_lists"
"""The hidden sheet that drop-downs take their choices from."""

_LAST, _OFFERED = 2000, 300  # the last row with drop-downs; how many slugs of a sheet are offered in the others


def write_template(templates: Sequence[Template], ontology: Ontology, slugs: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write the workbook.

    Args:
        slugs: IRI of a class (or ``source``) -> slugs that the case has already.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    pages = {template.name: book.create_sheet(template.name) for template in templates}
    lists = _Lists(book.create_sheet(LISTS), templates, ontology, slugs)
    for template in templates:
        page = pages[template.name]
        for number, column in enumerate(template.columns, 1):
            _column(page, number, column, template.name)
            lists.offer(page, number, column)
        dress(page, [column.head for column in template.columns], [{column.head: column.example for column in template.columns}])
    book[LISTS].sheet_state = "hidden"
    save(book, path)


def _column(page: Worksheet, number: int, column: Column, sheet: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font

    put_text(page, 1, number, column.head, sheet)
    page.cell(1, number).comment = Comment(column.help, "kg", width=320, height=110)
    if column.example:
        put_text(page, 2, number, column.example, sheet)
        page.cell(2, number).font = Font(italic=True, color="808080")


class _Lists:
    """The choices of drop-downs, each list a column of the hidden sheet."""

    def __init__(self, page: Worksheet, templates: Sequence[Template], ontology: Ontology, slugs: Mapping[str, Sequence[str]]) -> None:
        self.page, self.templates, self.ontology, self.slugs = page, templates, ontology, slugs
        self.made: dict[tuple[str, ...], str] = {}

    def offer(self, page: Worksheet, number: int, column: Column) -> None:
        """Give a column its drop-down: fixed words must be chosen, slugs may also be typed."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        cells = column.choices or self._slugs(column.refers)
        if not cells:
            return
        choices = DataValidation(type="list", formula1=self._list(cells), allow_blank=True, showErrorMessage=bool(column.choices))
        choices.errorTitle, choices.error = column.head, f"One of: {', '.join(column.choices)}"[:250]
        letter = get_column_letter(number)
        choices.add(f"{letter}2:{letter}{_LAST}")
        page.add_data_validation(choices)

    def _slugs(self, refers: str) -> tuple[str, ...]:
        """Slugs that the case has, then those in the sheets of this workbook."""
        if not refers:
            return ()
        found = [*self.slugs.get(refers, ())]
        for template in self.templates:
            fits = template.name == SOURCES if refers == "source" else bool(template.iri) and self.ontology.is_a(template.iri, refers)
            if fits and template.columns[0].head in ("slug", "id"):
                found += [f"=IF('{template.name}'!$A{row}=\"\",\"\",'{template.name}'!$A{row})" for row in range(3, 3 + _OFFERED)]
        return tuple(found)

    def _list(self, cells: tuple[str, ...]) -> str:
        from openpyxl.utils import get_column_letter

        if cells not in self.made:
            number = len(self.made) + 1
            for row, text in enumerate(cells, 1):
                if text.startswith("="):
                    self.page.cell(row, number, text)  # a formula of our own
                else:
                    put_text(self.page, row, number, text, LISTS)
            letter = get_column_letter(number)
            self.made[cells] = f"'{LISTS}'!${letter}$1:${letter}${len(cells)}"
        return self.made[cells]
