"""The order in which kg's parts may know each other (docs/architecture.md), and what a start may cost."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kg"

# A part may import from itself and from parts on its left; "kg" is the package's own face, kg/__init__.py.
ORDER = (
    "errors model project ontology facts check store query network export build case serve kg cli __main__"
).split()
HEAVY = {"duckdb", "edtf", "networkx", "numpy", "pandas", "pyvis", "rdflib", "rich", "scipy", "zstandard"}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _part(module: str) -> str:
    return module.split(".")[1] if "." in module else "kg"


def _is_type_checking(node: ast.If) -> bool:
    return "TYPE_CHECKING" in {part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node.test) if isinstance(part, ast.Attribute)
    }


def _statements(tree: ast.AST, *, inside_functions: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Import statements, without those that only a type checker sees."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.If) and _is_type_checking(child):
            for branch in child.orelse:
                yield from _statements(branch, inside_functions=inside_functions)
        elif inside_functions or not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _statements(child, inside_functions=inside_functions)


def _imported(path: Path, *, inside_functions: bool) -> Iterator[tuple[str, int]]:
    """Dotted names that a module imports, with the line."""
    known = {_name(module) for module in MODULES}
    for statement in _statements(ast.parse(path.read_text()), inside_functions=inside_functions):
        if isinstance(statement, ast.Import):
            yield from ((alias.name, statement.lineno) for alias in statement.names)
            continue
        assert statement.level == 0, f"{path}:{statement.lineno}: a relative import"
        module = statement.module or ""
        for alias in statement.names:
            if (module, alias.name) == ("kg", "__version__"):
                continue
            inner = f"{module}.{alias.name}"
            yield (inner if inner in known else module), statement.lineno


def _edges() -> Iterator[tuple[str, str, str]]:
    for path in MODULES:
        for target, line in _imported(path, inside_functions=True):
            if target == "kg" or target.startswith("kg."):
                yield _name(path), target, f"{path.relative_to(ROOT)}:{line}"


def test_every_part_of_kg_has_a_place_in_the_order() -> None:
    assert {_part(_name(path)) for path in MODULES} <= set(ORDER)


def test_imports_run_one_way_inside_functions_too() -> None:
    wrong = [
        f"{place}: {source} imports {target}"
        for source, target, place in _edges()
        if ORDER.index(_part(target)) > ORDER.index(_part(source)) and source != "kg"
    ]
    assert wrong == []


def test_the_imports_of_modules_make_no_circle() -> None:
    graph = nx.DiGraph((source, target) for source, target, _ in _edges() if source != target)
    assert list(nx.simple_cycles(graph)) == []


def _weighed() -> dict[str, set[str]]:
    """Module -> the heavy packages that importing it loads, by its own lines or by those of the modules that it imports."""
    direct = {_name(path): {name for name, _ in _imported(path, inside_functions=False)} for path in MODULES}
    graph = nx.DiGraph((module, target) for module, targets in direct.items() for target in targets if target in direct)
    graph.add_nodes_from(direct)
    loads = {module: {module, *nx.descendants(graph, module)} for module in direct}
    return {module: {name.split(".")[0] for part in parts for name in direct[part]} & HEAVY for module, parts in loads.items()}


def test_only_the_layout_loads_a_heavy_package_outside_of_its_functions() -> None:
    """Its modules compute with numpy from end to end, and are themselves imported only where a network is laid out."""
    heavy = {module: packages for module, packages in _weighed().items() if packages}
    assert {module: packages for module, packages in heavy.items() if not module.startswith("kg.network.") or packages != {"numpy"}} == {}


@pytest.mark.parametrize("statement", ["import kg", "import kg.cli.main"])
def test_a_start_loads_no_heavy_package(statement: str) -> None:
    code = f"{statement}; import sys; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_no_registry_stands_in_an_init_module() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PACKAGE.rglob("__init__.py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict | ast.DictComp | ast.Call | ast.Set)
    ]
    assert wrong == []
