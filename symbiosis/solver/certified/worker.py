"""A process that dispatches some of the blocks, as often as it is asked.

The parent writes the program and its blocks to a folder once and starts
`python -m symbiosis.solver.certified.worker FOLDER NUMBER COUNT`. Every line on standard input names a trial
in the folder; the answer is a file beside it and a line on standard output. Nothing is pickled.
"""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np

from symbiosis.solver.arrays import Problem
from symbiosis.solver.certified.period import Blocks, Trial

PROGRAM, BLOCKS = "program", "blocks.npz"


def main(folder: Path, number: int, count: int) -> int:
    """Serve until standard input ends."""
    for sent in (signal.SIGINT, signal.SIGTERM):  # it ends when its parent lets go of it
        signal.signal(sent, signal.SIG_IGN)
    with np.load(folder / BLOCKS, allow_pickle=False) as stored:
        split = {name: stored[name] for name in ("column", "row", "sums", "peaks", "sizes")}
    blocks = Blocks(Problem.load(folder / PROGRAM), **split)
    mine = range(number, int(split["column"].max(initial=0)) + 1, count)
    blocks.cut(mine)
    del split
    for line in sys.stdin:
        asked = json.loads(line)
        trial = load_trial(folder / asked["trial"])
        out: dict[str, Any] = {}
        for k in mine:
            block, found = blocks.dispatch(k, trial)
            out |= {f"columns_{k}": block.columns, f"own_{k}": block.own, f"rows_{k}": block.rows}
            out |= {f"x_{k}": found.x, f"cost_{k}": found.cost}
            out |= {f"short_{k}": found.short, f"dual_{k}": found.dual}
            out[f"price_{k}"] = found.price[block.own :]
        np.savez(folder / asked["answer"], **out)
        print(json.dumps({"answered": asked["answer"]}), flush=True)
    return 0


def save_trial(path: Path, trial: Trial) -> None:
    """Write a trial to an `.npz` file."""
    np.savez(path, **vars(trial))


def load_trial(path: Path) -> Trial:
    """Read what `save_trial` wrote; nothing in the file is ever executed."""
    with np.load(path, allow_pickle=False) as stored:
        read: dict[str, Any] = {name: stored[name] for name in stored.files}
    return Trial(**{**read, "scale": float(read["scale"]), "penalty": float(read["penalty"])})


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
