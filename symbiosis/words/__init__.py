"""What is said to people, in their language: the whole package speaks English, the last step translates.

Sentences are written in English where they arise. Where they are printed, `told` finds the template that a
sentence was made from in `words/zh/*.tsv` and fills its Chinese. What no template knows stays English.
"""

from __future__ import annotations

from symbiosis.words.tongue import Language, spoken, surroundings, use
from symbiosis.words.translate import told, told_change, told_problem
from symbiosis.words.width import left, right

__all__ = [
    "Language",
    "left",
    "right",
    "spoken",
    "surroundings",
    "told",
    "told_change",
    "told_problem",
    "use",
]
