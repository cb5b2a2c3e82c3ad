"""The page's own modules: typed, joined into one script, and squeezed without loss."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.export.html.bundle import bundle
from kg.export.html.join import join
from kg.export.html.shorten import shorten
from kg.export.html.squeeze import squeeze
from tests.npm import package

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def test_types_in_comments_hold() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("no TypeScript: needs node (sudo apt-get install nodejs npm)")
    tsc = os.environ.get("TSC") or package("typescript", "5.9.3") / "bin" / "tsc"

    checked = subprocess.run([node, tsc, "-p", HERE / "tsconfig.json"], capture_output=True, text=True, check=False)

    assert checked.stdout == ""
    assert checked.returncode == 0


@pytest.mark.parametrize("path", sorted((ROOT / "kg" / "export" / "html").rglob("*.js")), ids=lambda path: path.name)
def test_a_module_stays_short_and_never_writes_markup(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 400
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttpRequest"):
        assert word not in text


def test_modules_are_joined_after_those_they_import(tmp_path: Path) -> None:
    (tmp_path / "main.js").write_text("import { two as deux } from './lib/a.js';\nglobalThis.said = deux();\n", encoding="utf-8")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.js").write_text(
        "import { ONE } from './b.js';\n\n/** @returns {number} */\nexport function two() {\n  return ONE + 1;\n}\n", encoding="utf-8"
    )
    (tmp_path / "lib" / "b.js").write_text("export const ONE = 1; // one\n", encoding="utf-8")

    script = bundle(tmp_path / "main.js")

    assert script.index("=1;return{ONE:") < script.index("+1;}") < script.index("globalThis.said=")
    assert "import" not in script
    assert "@returns" not in script


def test_modules_that_import_one_another_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("import { b } from './b.js';\nexport const a = b;\n", encoding="utf-8")
    (tmp_path / "b.js").write_text("import { a } from './a.js';\nexport const b = a;\n", encoding="utf-8")

    with pytest.raises(ValueError, match=r"a\.js imports itself by way of b\.js"):
        bundle(tmp_path / "a.js")


@pytest.mark.parametrize("line", ["export default 1;", "import x from './b.js';", "export { a };", "export * from './b.js';"])
def test_other_kinds_of_import_and_export_are_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.js").write_text(line + "\n", encoding="utf-8")

    with pytest.raises(ValueError, match="does not know"):
        bundle(tmp_path / "a.js")


@pytest.mark.parametrize(
    ("source", "squeezed"),
    [
        ("a = 1;\n\n  b = 2;\n", "a=1;b=2;"),
        ("let a = b\nlet c", "let a=b\nlet c"),
        ("a + +b - -c", "a+ +b- -c"),
        ("// gone\nx = 'kept // here'; /* gone */", "x='kept // here';"),
        ("x = `kept  // ${ f({ a: `deep  ${1}` }) }  too`;", "x=`kept  // ${f({a:`deep  ${1}`})}  too`;"),
        ("x = s.replace(/[/\"'`]  /g, '') / 2;", "x=s.replace(/[/\"'`]  /g,'')/2;"),
        ("return /a b/.test(x) ? y : z", "return/a b/.test(x)?y:z"),
        ('`${t.replace(/"/g, \'""\')}`', '`${t.replace(/"/g,\'""\')}`'),
        ("async function f(a, ...b) {\n  await a;\n}", "async function f(a,...b){await a;}"),
    ],
)
def test_squeezing_keeps_strings_templates_expressions_and_line_ends(source: str, squeezed: str) -> None:
    assert squeeze(source) == squeezed


@pytest.mark.parametrize(
    ("module", "short"),
    [
        ("const long=1;f(long)", "const a=1;f(a)"),
        ("const{one,two:other}=x;return one+other", "const{one:a,two:b}=x;return a+b"),
        ("function f(first,{second=2,...rest}){return first.second(rest,second)}", "function d(a,{second:c=2,...b}){return a.second(b,c)}"),
        ("const f=(item)=>({item,[item]:item.item})", "const b=(a)=>({item:a,[a]:a.item})"),
        ("class It{constructor(v1){this.v1=v1}get size(){return this.v1}}", "class b{constructor(a){this.v1=a}get size(){return this.v1}}"),
        ("for(const row of rows)use(`${row} row ${row.row}`)", "for(const a of rows)use(`${a} row ${a.row}`)"),
        ("function* steps(most){yield most}", "function* b(a){yield a}"),
        ("let a1,b1=2,c1;{a1=b1}", "let a,b=2,c;{a=b}"),
        ("try{go()}catch(error){say(error)}", "try{go()}catch(a){say(a)}"),
        ("const o={run(job){return job},get now(){return 1}};o.run(o.now)", "const a={run(b){return b},get now(){return 1}};a.run(a.now)"),
        ("document.title=window.name;let name=cond?key:value", "document.title=window.name;let a=cond?key:value"),
        ("switch(kind){case first:{const kind=2;return kind}}", "switch(a){case first:{const a=2;return a}}"),
    ],
)
def test_names_of_its_own_get_short_and_properties_stay(module: str, short: str) -> None:
    assert shorten(module) == short


@pytest.mark.parametrize(
    ("module", "joined"),
    [
        ("const a=1;const{b}=a;let c;let d=2;", "const a=1,{b}=a;let c,d=2;"),
        ("const a={const:1};const b=[];f();const c=3;", "const a={const:1},b=[];f();const c=3;"),
        ("const f=()=>{const a=1;const b=2;};const c=3;", "const f=()=>{const a=1,b=2;},c=3;"),
        ("const g=`${(()=>{let x=1;let y=x})()}`;", "const g=`${(()=>{let x=1,y=x})()}`;"),
        ("if(x){const a=1;}const b=2;const c=3;", "if(x){const a=1;}const b=2,c=3;"),
        ("for(let i=0;i<9;i++){let j=i;let k=j}let d=1;", "for(let i=0;i<9;i++){let j=i,k=j}let d=1;"),
        ("for(const a of b){let c=a;use(c)}const d=1;", "for(const a of b){let c=a;use(c)}const d=1;"),
        ("const a=1\nconst b=2;", "const a=1\nconst b=2;"),
        ("switch(a){case 1:const b=1;const c=2;break}", "switch(a){case 1:const b=1;const c=2;break}"),
        ("const s='const ';const t=/;const /;", "const s='const ',t=/;const /;"),
    ],
)
def test_declarations_that_follow_each_other_are_joined(module: str, joined: str) -> None:
    assert join(module) == joined


def test_new_names_are_none_that_the_module_takes_from_outside() -> None:
    assert shorten("const long=a+b;f(long)") == "const c=a+b;f(c)"


def test_the_script_is_kept_beside_compiled_modules_and_linked_anew_when_a_module_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = tmp_path / "main.js"
    entry.write_text("console.log(1);\n")
    monkeypatch.setattr("kg.export.html.bundle._HERE", tmp_path)
    for name in ("bundle.py", "join.py", "shorten.py", "squeeze.py", "tokens.py"):
        (tmp_path / name).write_text("")
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "compiled"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    first = bundle(entry)
    (kept,) = (tmp_path / "compiled").rglob("script-*")
    assert kept.read_text() == first
    kept.write_text("kept")
    assert bundle(entry) == "kept"

    entry.write_text("console.log(2);\n")
    assert "console.log(2)" in bundle(entry)
    assert len(list((tmp_path / "compiled").rglob("script-*"))) == 1
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    entry.write_text("console.log(3);\n")
    assert "console.log(3)" in bundle(entry)
    assert "console.log(2)" in next((tmp_path / "compiled").rglob("script-*")).read_text()
