"""House rules that no linter knows: what files say, and what the package never does."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "symbiosis").rglob("*.py"))
BLOCKS = sorted(
    path
    for path in (ROOT / "symbiosis" / "blocks").glob("*.py")
    if path.name not in {"__init__.py", "language.py"}
)
TEXT = {"", ".py", ".md", ".txt", ".toml", ".yaml", ".yml", ".csv", ".json", ".cfg", ".ini", ".sh"}

# Spelled in pieces, so that this file may be read by its own rule.
FOREIGN = re.compile(
    "|".join(
        [
            r"(?<![\w.])/" + r"(work|tmp|root|opt|home)/",
            r"\bshared" + r"/(?=design|data|cases|hooks)",
            r"py" + r"pi\.org",
            r"python" + r"hosted\.org",
            r"deb" + r"ian\.org",
            r"npm" + r"js\.(org|com)",
        ]
    )
)


def tracked() -> list[Path]:
    """Every text file that is, or would be, committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    paths = (ROOT / name.decode() for name in listed.stdout.split(b"\0") if name)
    return [path for path in paths if path.suffix in TEXT and path.is_file()]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_file_names_a_place_outside_the_project():
    found = []
    for path in tracked():
        lines = path.read_text(encoding="utf-8").splitlines()
        found += [
            f"{named(path)}:{n}: {line.strip()[:80]}"
            for n, line in enumerate(lines, 1)
            if FOREIGN.search(line)
        ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line", ["see /" + "work/x", "cp a /" + "tmp/a", "in ../shared" + "/data", "https://py" + "pi.org/x"]
)
def test_the_rule_about_places_sees_them(line):
    assert FOREIGN.search(line)


@pytest.mark.parametrize("line", ["saves 3 t/work day", "shared plants", "km/h", "a/root of 2"])
def test_the_rule_about_places_leaves_prose_alone(line):
    assert not FOREIGN.search(line)


@pytest.mark.parametrize("path", PACKAGE, ids=named)
def test_every_file_of_the_package_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", BLOCKS, ids=named)
def test_every_block_opens_with_its_algebra(path):
    opening = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert [line for line in opening.splitlines()[1:] if re.search("[=≤≥Σ∈]", line)]


@pytest.mark.parametrize("path", sorted((ROOT / "models").glob("*.py")), ids=named)
def test_a_question_is_one_screen_of_blocks(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    sources = {node.module or "" for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
    known = ("__future__", "pyomo", "symbiosis.blocks", "symbiosis.park")
    assert [source for source in sources if not source.startswith(known)] == []


UNSAFE_CALLS = {"eval", "exec", "__import__"}
UNSAFE_MODULES = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "cloudpickle"}


def unsafe(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Where a file could run or revive what somebody else wrote."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if called in UNSAFE_CALLS:
                yield node.lineno, called
            for keyword in node.keywords:
                if (keyword.arg, getattr(keyword.value, "value", None)) in {
                    ("shell", True),
                    ("allow_pickle", True),
                    ("typ", "unsafe"),
                }:
                    yield node.lineno, str(keyword.arg)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
            for module in modules:
                if module.partition(".")[0] in UNSAFE_MODULES:
                    yield node.lineno, module


@pytest.mark.parametrize("path", PACKAGE, ids=named)
def test_the_package_never_runs_or_revives_foreign_text(path):
    assert list(unsafe(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "line",
    [
        "eval(x)",
        "import pickle",
        "from pickle import loads",
        "YAML(typ='unsafe')",
        "np.load(f, allow_pickle=True)",
    ],
)
def test_the_rule_about_foreign_text_sees_it(line):
    assert list(unsafe(ast.parse(line)))


NO_TEXT = {"os", "webbrowser", "Image", "archive", "_packed", "desk"}  # their open() gives bytes, or no file


def without_encoding(tree: ast.AST) -> Iterator[int]:
    """Where a text file is opened in whatever encoding the machine happens to use."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        of = getattr(node.func, "value", None)
        if called == "open" and (getattr(of, "id", "") or getattr(of, "attr", "")) in NO_TEXT:
            continue
        if called not in {"open", "fdopen", "read_text", "write_text", "NamedTemporaryFile", "TemporaryFile"}:
            continue
        words = {keyword.arg for keyword in node.keywords}
        strings = [
            a.value for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Constant)
        ]
        binary = any(isinstance(s, str) and re.fullmatch(r"[rwxa]\+?b\+?|[rwxa]b\+?", s) for s in strings)
        temporary = "Temporary" in called and "mode" not in words  # binary unless said otherwise
        if not (binary or temporary or "encoding" in words):
            yield node.lineno


@pytest.mark.parametrize(
    "path",
    [*PACKAGE, *sorted((ROOT / "models").rglob("*.py")), *sorted((ROOT / "docs").glob("*.py"))],
    ids=named,
)
def test_text_files_are_opened_with_an_encoding(path):
    assert list(without_encoding(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("line", ["open(p)", "p.open('w')", "p.read_text()", "os.fdopen(n, 'w')"])
def test_the_rule_about_encodings_sees_them(line):
    assert list(without_encoding(ast.parse(line))) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "open(p, 'rb')",
        "p.open('w', encoding='utf-8')",
        "NamedTemporaryFile(dir=d)",
        "os.open(d, os.O_RDONLY)",
    ],
)
def test_the_rule_about_encodings_leaves_the_rest_alone(line):
    assert list(without_encoding(ast.parse(line))) == []
