"""Write a page per block and per question from their own docstrings, so that printed algebra cannot drift.

`python docs/algebra.py FOLDER` writes `blocks/*.md`, `models/*.md`. Sources are parsed, never imported.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

ROOT = Path(__file__).resolve().parent.parent
FORMULA = re.compile("[=≤≥Σ∈]")


def sources(folder: Path) -> list[Path]:
    """Return the Python files of a folder that have something to say, in order."""
    return [path for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")]


def docstring(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> str:
    """Return a docstring as Markdown, without the indentation of its code, formulas as code blocks."""
    written = ast.get_docstring(node, clean=False) or ""
    margin = " " * node.body[0].col_offset
    text = "\n".join(line.removeprefix(margin).rstrip() for line in written.splitlines()).strip()
    summary, *rest = text.split("\n\n")
    return "\n\n".join([summary, *(_indented(part) if _is_code(part) else part for part in rest)])


def _is_code(paragraph: str) -> bool:
    """Tell formulas and examples from prose: most lines relate one thing to another."""
    lines = paragraph.splitlines()
    return paragraph.startswith(">>>") or 2 * sum(bool(FORMULA.search(line)) for line in lines) >= len(lines)


def _indented(paragraph: str) -> str:
    """Indent a paragraph unless it is; formatters pull formulas flush left where no prose follows them."""
    return paragraph if paragraph.startswith("    ") else indent(paragraph, "    ")


def page_of_block(path: Path) -> str:
    """Return the algebra of one block and what its public functions do."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parts = [f"# {_title(path)}", f"`symbiosis/blocks/{path.name}`", docstring(tree)]
    for node in _public(tree):
        parts += [f"## `{node.name}`", docstring(node)]
    return "\n\n".join(parts) + "\n"


def page_of_model(path: Path) -> str:
    """Return one question with its whole file: it reads as a table of contents."""
    text = path.read_text(encoding="utf-8")
    opening = docstring(ast.parse(text))
    return f"# {_title(path)}\n\n{opening}\n\n```python\n{text.rstrip()}\n```\n"


def write(output: Path, root: Path = ROOT) -> list[Path]:
    """Write every page below `output`; return their paths."""
    written = []
    for folder, page_of in ((root / "symbiosis" / "blocks", page_of_block), (root / "models", page_of_model)):
        target = output / folder.name
        target.mkdir(parents=True, exist_ok=True)
        for path in sources(folder):
            written.append(target / f"{path.stem}.md")
            written[-1].write_text(page_of(path), encoding="utf-8")
    return written


def _title(path: Path) -> str:
    return path.stem.replace("_", " ").capitalize()


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


if __name__ == "__main__":
    write(Path(sys.argv[1]))
