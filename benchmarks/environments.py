"""Where each peer runs: a virtual environment of its own, made from its pinned requirements."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = Path(__file__).parent / "peers"
CACHE = ROOT / ".benchmarks"


def python_of(peer: str | None, cache: Path) -> Path:
    """Return the interpreter of a peer's environment, made anew when its requirements have changed."""
    if peer is None:
        return Path(sys.executable)
    wanted = (PEERS / peer / "requirements.txt").read_text(encoding="utf-8")
    folder = cache / peer
    python, made_from = folder / "bin" / "python", folder / "made_from.txt"
    if made_from.exists() and made_from.read_text(encoding="utf-8") == wanted:
        return python
    print(f"installing {peer} …", file=sys.stderr, flush=True)
    cache.mkdir(parents=True, exist_ok=True)
    (cache / ".gitignore").write_text("*\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]
    subprocess.run([*install, PEERS / peer / "requirements.txt"], check=True)
    made_from.write_text(wanted, encoding="utf-8")
    return python
