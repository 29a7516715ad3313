"""Files and functions stay short enough to be read in one go."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIMITS = {"source": (300, 40), "test": (400, 40), "migration": (120, 100)}


def kind_of(path: Path) -> str:
    if "migrations" in path.parts:
        return "migration"
    return "test" if "tests" in path.parts else "source"


FILES = sorted(p for top in ("services", "shared", "deploy", "tests") for p in (ROOT / top).rglob("*.py"))


def functions(path: Path):
    tree = ast.parse(path.read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_and_functions_are_short(path):
    most_lines, longest = LIMITS[kind_of(path.relative_to(ROOT))]

    assert len(path.read_text().splitlines()) <= most_lines
    assert [node.name for node in functions(path) if length(node) > longest] == []


@pytest.mark.parametrize("path", [p for p in FILES if kind_of(p.relative_to(ROOT)) == "source"], ids=str)
def test_use_cases_never_commit(path):
    text = path.read_text()

    if "/usecases/" in str(path) or "/queries/" in str(path):
        assert ".commit(" not in text
