"""Molar masses, and so what a tonne of one substance takes and gives of others.

Standard atomic weights are the conventional values of IUPAC (2021), in g/mol.
"""

from __future__ import annotations

import re

ATOMS = {
    "H": 1.008,
    "C": 12.011,
    "N": 14.007,
    "O": 15.999,
    "Na": 22.990,
    "Mg": 24.305,
    "Al": 26.982,
    "Si": 28.085,
    "P": 30.974,
    "S": 32.06,
    "Cl": 35.45,
    "K": 39.098,
    "Ca": 40.078,
    "Fe": 55.845,
}
_PART = re.compile(r"([A-Z][a-z]?|\(|\))(\d*)")


class FormulaError(ValueError):
    """A chemical formula that cannot be read."""


def molar_mass(formula: str) -> float:
    """Return the mass of a mole [g/mol]; `·` joins crystal water.

    >>> round(molar_mass("CaSO4·2H2O"), 3), round(molar_mass("Ca(OH)2"), 3)
    (172.164, 74.092)
    """
    total = 0.0
    for part in formula.split("·"):
        count = re.match(r"\d*\.?\d*", part)
        number = count.group() if count else ""
        total += (float(number) if number else 1.0) * _sum(part[len(number) :], formula)
    return total


def tonnes_per_tonne(made: str, taken: str, moles: float = 1.0) -> float:
    """Return tonnes of `made` per tonne of `taken` where one mole of it gives `moles`.

    >>> round(tonnes_per_tonne("CaSO4·2H2O", "S"), 2), round(tonnes_per_tonne("SO2", "S"), 3)
    (5.37, 1.998)
    """
    return moles * molar_mass(made) / molar_mass(taken)


def _sum(part: str, whole: str) -> float:
    stack = [0.0]
    at = 0
    while at < len(part):
        found = _PART.match(part, at)
        if found is None:
            raise FormulaError(f'"{whole}" is no formula: "{part[at:]}" cannot be read.')
        symbol, number = found.groups()
        times = float(number or 1)
        if symbol == "(":
            stack.append(0.0)
        elif symbol == ")":
            if len(stack) == 1:
                raise FormulaError(f'"{whole}" is no formula: a bracket closes that never opened.')
            inner = stack.pop()
            stack[-1] += times * inner
        elif symbol in ATOMS:
            stack[-1] += times * ATOMS[symbol]
        else:
            raise FormulaError(f'"{whole}" is no formula: there is no atom {symbol} here.')
        at = found.end()
    if len(stack) > 1 or not part:
        raise FormulaError(f'"{whole}" is no formula: a bracket stays open, or nothing is written.')
    return stack[0]
