"""The architecture is a contract."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

import smpolicy
from smpolicy.meaning.domains import KINDS, DomainKind
from smpolicy.meaning.domains.domain import SHARED

ROOT = Path(__file__).parents[2]


def test_the_import_contracts_hold() -> None:
    """The street runs one way, and each third-party library has one door."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def imported_by(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after a statement, and the packages that they stand in."""
    code = f"import sys; {statement}; print(' '.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {part for name in run.stdout.split() for part in (name, name.partition(".")[0])}


def test_a_kind_of_fact_is_known_to_its_own_file_alone() -> None:
    """Outside `domains` no module asks of which kind a domain is, or imports the record of a kind but to make one."""
    for path in sorted((ROOT / "src" / "smpolicy").rglob("*.py")):
        if path.parent.name == "domains":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "kind":
                assert "domain" not in ast.unparse(node.value).rpartition(".")[2], f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "isinstance":
                asked = {each.id for each in ast.walk(node.args[1]) if isinstance(each, ast.Name)}
                assert asked.isdisjoint(kind.__name__ for kind in KINDS), f"{path}:{node.lineno}"


def test_no_two_kinds_have_a_name_or_a_relation_in_common() -> None:
    """What a test asks is known by its name alone, and so is a kind."""
    relations = [name for kind in KINDS for name in kind.relations] + list(SHARED)
    kinds = [kind.kind for kind in KINDS]
    assert len({*relations}) == len(relations)
    assert sorted(kinds) == sorted(get_args(DomainKind))


HEAVY = {
    *("ruamel", "pydantic", "pydantic_core", "jsonschema", "click", "mkdocs", "hypothesis", "z3", "jinja2"),
    *("questionary", "prompt_toolkit"),
}


def listed(path: Path) -> set[frozenset[str]]:
    """Return the lists of words that a module has types of."""
    types = [each for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(each, ast.Subscript)]
    return {
        frozenset(map(ast.unparse, each.slice.elts if isinstance(each.slice, ast.Tuple) else [each.slice]))
        for each in types
        if ast.unparse(each.value) == "Literal"
    }


def test_what_documents_choose_from_stands_once() -> None:
    """No other module lists the words of `keywords` again, so that another word is added in one place."""
    here = ROOT / "src/smpolicy/foundations/keywords.py"
    own = listed(here)
    assert len(own) >= 9
    others = [path for path in (ROOT / "src").rglob("*.py") if path != here]
    assert [path.name for path in others if own & listed(path)] == []


#: Reads force off words, and makes the patterns for that.
READERS = {f"smpolicy.meaning.{name}" for name in ("modality", "modal_words", "clause_words")}


@pytest.mark.parametrize("structure", ["secretariat", "moldova"])
def test_importing_and_loading_bring_nothing_heavy(structure: str) -> None:
    """`import smpolicy`, loading the packaged documents and deciding import no YAML, schema, command line or site.

    Nor do they import what reads force off words: what the packaged norms say of it was kept.
    """
    decide = (
        "import smpolicy, datetime; "
        f"p = smpolicy.load().resolve('{structure}', as_of=datetime.date(2026, 1, 1), drafts=True); "
        "p.evaluate({'activity.interaction': 'like'}, assume='neutral').text()"
    )
    assert not imported_by(decide) & (HEAVY | READERS)


def test_what_reads_force_is_known_by_its_modules() -> None:
    """The names above are right: what reads a sentence imports them."""
    read = "from smpolicy.meaning.modality import read_modality; read_modality('Staff shall not post photos.')"
    assert imported_by(read) >= READERS


def test_typed_facts_bring_nothing_heavy() -> None:
    """`smpolicy.si31` is as light as the library."""
    assert not imported_by("import smpolicy.si31") & HEAVY


def checked_strictly(folder: Path, code: str) -> list[str]:
    """Return what mypy says of a caller's code."""
    file = folder / "caller.py"
    file.write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--no-error-summary", str(file)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stderr == ""
    return [line.partition("error: ")[2] for line in run.stdout.splitlines() if ": error: " in line]


def test_a_misspelt_import_fails_a_type_checker(tmp_path: Path) -> None:
    """Every name that is exported can be imported, and no other: a slip is told before the code runs."""
    assert checked_strictly(tmp_path, f"from smpolicy import {', '.join(sorted(smpolicy.__all__))}\n") == []
    slips = "import smpolicy\nfrom smpolicy import Polcy\n\nsmpolicy.lod()\n"
    assert checked_strictly(tmp_path, slips) == [
        'Module "smpolicy" has no attribute "Polcy"; maybe "Policy"?  [attr-defined]',
        'Module has no attribute "lod"; maybe "load"?  [attr-defined]',
    ]


@pytest.mark.parametrize("name", sorted(smpolicy.__all__))
def test_every_public_name_can_be_imported(name: str) -> None:
    """A name that is imported when it is asked for is seen by no type checker where its module has moved."""
    assert getattr(smpolicy, name) is not None


def test_the_oracle_borrows_nothing_that_it_judges() -> None:
    """Of the project `tests/oracle.py` imports plain data types and what they are called, and no function at all."""
    tree = ast.parse((ROOT / "tests/oracle.py").read_text(encoding="utf-8"))
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not any(name.name.startswith("smpolicy") for node in imported for name in node.names)
    own = {node.module: node for node in imported if isinstance(node, ast.ImportFrom) and node.module is not None}
    own = {module: node for module, node in own.items() if module.partition(".")[0] not in sys.stdlib_module_names}
    assert own.keys() <= {f"smpolicy.meaning.{name}" for name in ("conditions", "domains", "norms", "vocabulary")}
    for module, node in own.items():
        for name in node.names:
            assert not inspect.isfunction(getattr(import_module(module), name.name)), name.name


def _rooms() -> list[Path]:
    """Return what stands in the package, beside its faces (callers, tables, agents) and what is generated."""
    besides = {
        "__init__.py",
        "__main__.py",
        "si31.py",
        "policy",
        "columns",
        "agents",
        "library.py",
        "py.typed",
        "_packaged",
        "js",
        "__pycache__",
    }
    return sorted(path for path in (ROOT / "src" / "smpolicy").iterdir() if path.name not in besides)


def test_the_street_can_be_said_by_heart() -> None:
    """There are at most fifteen rooms, in at most twelve layers."""
    assert len(_rooms()) <= 15, [path.name for path in _rooms()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (street,) = (
        each for each in project["tool"]["importlinter"]["contracts"] if each.get("containers") == ["smpolicy"]
    )
    assert len(street["layers"]) <= 12
    assert {name.strip() for layer in street["layers"] for name in layer.split("|")} >= {path.stem for path in _rooms()}


def test_each_room_says_what_it_gives_out() -> None:
    """A room says in its docstring what it is; and what its `__init__` brings is no third party's."""
    for path in _rooms():
        if path.is_dir():
            tree = ast.parse((path / "__init__.py").read_text(encoding="utf-8"))
            assert ast.get_docstring(tree), path.name
            found = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
            assert all(isinstance(node, ast.ImportFrom) and str(node.module).startswith("smpolicy.") for node in found)


def imported(file: Path, modules: set[str]) -> set[str]:
    """Return the project's modules that a file imports: at its head, inside functions and for types alike."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} is a relative import"
            found |= {
                whole if (whole := f"{node.module}.{each.name}") in modules else str(node.module) for each in node.names
            }
    return found & modules


def test_no_circle_in_any_way_of_importing() -> None:
    """No module imports one that imports it again, however far around, wherever the imports stand."""
    source = ROOT / "src"
    files = {}
    for path in (source / "smpolicy").rglob("*.py"):
        parts = path.relative_to(source).with_suffix("").parts
        files[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    imports = {name: imported(path, set(files)) for name, path in files.items()}
    imports["smpolicy"] = set()  # the face of the package, which everybody passes
    with pytest.raises(CycleError):
        TopologicalSorter({"one": {"other"}, "other": {"one"}}).prepare()
    TopologicalSorter(imports).prepare()
