"""How the parts of a result become labelled arrays, and what their checksums are.

A part is a mapping from names to text, numbers or arrays. Names may be any text; in the file they are
spelled with letters, digits, `_`, `.` and `-`, and the true name is kept in the attribute `name`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from symbiosis.results.netcdf import Content, Plain

Value = str | float | int | bool | NDArray[Any]
Part = Mapping[str, Value]

KINDS = "fiuUMb"  # real numbers, text, instants, yes or no; never objects


def spelled(name: str) -> str:
    """Return a name that netCDF accepts for a variable.

    >>> spelled("demand/steam")
    'demand%2Fsteam'
    """
    escaped = re.sub(r"[^\w.\-]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode("utf-8")), name)
    return escaped if re.match(r"\w", escaped) else f"_{escaped}"


def to_content(part: Part) -> Content:
    """Return a part as variables; arrays of the same length share a dimension.

    Raises TypeError for anything that is not text, a number or an array of them.
    """
    variables: dict[str, Plain] = {}
    for name, value in part.items():
        array = np.asarray(value)
        if array.dtype.kind not in KINDS:
            raise TypeError(f"{name!r} is {type(value).__name__}; give text, a number or an array of them.")
        key = spelled(name)
        while key in variables:
            key += "_"
        dims = tuple(f"n{size}" for size in array.shape)
        if len(set(dims)) < len(dims):
            dims = tuple(f"n{size}_{axis}" for axis, size in enumerate(array.shape))
        scalar = "" if isinstance(value, np.ndarray) else type(value).__name__
        if array.dtype.kind == "M":
            array = array.astype("datetime64[s]")
        variables[key] = Plain(dims, array, {"name": name, "scalar": scalar})
    return Content(variables)


def from_content(content: Content) -> dict[str, Value]:
    """Return the part that was made into variables, in the same order."""
    kinds: dict[str, Any] = {"str": str, "float": float, "int": int, "bool": bool}
    part: dict[str, Value] = {}
    for variable in content.variables.values():
        scalar = str(variable.attrs["scalar"])
        part[str(variable.attrs["name"])] = (
            kinds[scalar](variable.values.item()) if scalar else variable.values
        )
    return part


def checksums(content: Content) -> dict[str, str]:
    """Return the SHA-256 of every variable: its dimensions, type, values and attributes.

    `.attrs` stands for the attributes of the whole.
    """
    sums = {name: _of_variable(variable) for name, variable in content.variables.items()}
    sums[".attrs"] = hashlib.sha256(_as_text(content.attrs).encode("utf-8")).hexdigest()
    return sums


def _of_variable(variable: Plain) -> str:
    values = variable.values
    kind = values.dtype.kind
    if kind == "M":
        values = values.astype("datetime64[s]").astype("int64")
    if kind in "UOT":
        body = json.dumps([str(v) for v in values.ravel().tolist()], ensure_ascii=False).encode("utf-8")
    else:
        body = np.ascontiguousarray(values.astype(values.dtype.newbyteorder("<"), copy=False)).tobytes()
    head = json.dumps([list(variable.dims), list(values.shape), kind])
    found = hashlib.sha256(head.encode("utf-8"))
    found.update(_as_text(variable.attrs).encode("utf-8"))
    found.update(body)
    return found.hexdigest()


def _as_text(attrs: Mapping[Any, Any]) -> str:
    plain = {str(k): v.tolist() if isinstance(v, (np.ndarray, np.generic)) else v for k, v in attrs.items()}
    return json.dumps(plain, sort_keys=True, ensure_ascii=False)
