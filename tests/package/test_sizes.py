"""How large a module and a function may become before they are split."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "kg"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_LINES, FUNCTION_LINES = 400, 60


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_split_by_concept_before_it_grows_too_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    too_long = [f"{node.name}:{node.lineno}" for node in functions if (node.end_lineno or node.lineno) - node.lineno + 1 > FUNCTION_LINES]
    assert too_long == []
