"""Every sentence of the package as a template, read from its source: an f-string's gaps are {0}, {1}, …"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import symbiosis

ROOT = Path(symbiosis.__file__).parent
CHINESE = re.compile("[\u4e00-\u9fff]")
GAP = re.compile(r"\{\d+\}")
SILENT_MODULES = {  # what stands there is algebra, code, or words that have their Chinese beside them
    *("blocks", "formulation", "words"),
    *("results/dataset.py", "results/variables.py", "results/duals.py"),
    *("tables/unit_table.py", "report/fonts.py", "cli/frame.py", "cli/speech.py"),
}
FIELDS = {
    "number",
    "numbers",
    "text",
    "choice",
    "flag",
    "name",
    "names",
    "qualities",
    "ratios",
    "sizes",
    "lists",
}
SILENT_CALLS = {"Spec", "varying", "getattr", "compile", "set_num_format"}
SILENT_KEYWORDS = {"doc", "long_name", "metavar", "loc", "ha", "va"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield every module by its path under the package."""
    for file in sorted(ROOT.rglob("*.py")):
        path = file.relative_to(ROOT).as_posix()
        if path not in SILENT_MODULES and path.split("/")[0] not in SILENT_MODULES:
            yield path, ast.parse(file.read_text(encoding="utf-8"))


def template(node: ast.AST) -> str | None:
    """Return a string, an f-string or a sum of them with its gaps numbered; None for anything else."""
    parts = _parts(node)
    if parts is None:
        return None
    said, gaps = "", 0
    for part in parts:
        if part is None:
            said, gaps = f"{said}{{{gaps}}}", gaps + 1
        else:
            said += part.replace("{", "{{").replace("}", "}}")
    return said


def _parts(node: ast.AST) -> list[str | None] | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return [str(p.value) if isinstance(p, ast.Constant) else None for p in node.values]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _parts(node.left), _parts(node.right)
        return None if left is None or right is None else left + right
    return None


def strings(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield the templates of a module, apart from docstrings, fields' meanings and bilingual pairs."""
    yield from _within(tree, path, frozenset(_docstrings(tree)))


def _within(node: ast.AST, path: str, silent: frozenset[int]) -> Iterator[str]:
    if id(node) in silent or _is_silent(node, path):
        return
    said = template(node)
    if said is not None:
        yield said
        for inner in ast.walk(node):
            if isinstance(inner, ast.FormattedValue):
                yield from _within(inner.value, path, silent)
        return
    for child in ast.iter_child_nodes(node):
        yield from _within(child, path, silent)


def _is_silent(node: ast.AST, path: str) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg in SILENT_KEYWORDS
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func).rsplit(".", 1)[-1]
        if called in SILENT_CALLS or (called in FIELDS and path.startswith("park/")):
            return True
    if isinstance(node, ast.Tuple | ast.Call):
        pieces = node.elts if isinstance(node, ast.Tuple) else [*node.args, *(k.value for k in node.keywords)]
        return any(CHINESE.search(template(piece) or "") for piece in pieces)
    return False


def _docstrings(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                yield id(first.value)


def helps(path: str, tree: ast.Module) -> Iterator[str]:
    """Yield what commands say of themselves: their docstrings."""
    if path.startswith("cli/"):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any(
                "command" in ast.unparse(d) for d in node.decorator_list
            ):
                said = " ".join((ast.get_docstring(node) or "").split())
                yield said.replace("{", "{{").replace("}", "}}")


def is_sentence(said: str) -> bool:
    """Tell whether a template is words for people, not a key, a format or a name."""
    words = GAP.sub("\x00", said).strip()
    return " " in words and not CHINESE.search(said) and bool(re.search("[A-Za-z]{2,}", words))
