"""Print the commands that the README gives for a named job, so that CI runs what a reader runs.

In the README a job is a fenced block directly after the comment `<!-- job: NAME -->`.
"""

import re
import sys
from pathlib import Path


def commands(readme: str, job: str) -> str:
    """Return the fenced block of a job; raises KeyError when the README has none."""
    found = re.search(rf"<!-- job: {re.escape(job)} -->\s*\n```\w*\n(.*?)```", readme, flags=re.DOTALL)
    if found is None:
        raise KeyError(f"README.md has no block after <!-- job: {job} -->")
    return found.group(1)


if __name__ == "__main__":
    text = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    sys.stdout.write(commands(text, sys.argv[1]))
