"""How variables stand in a group of a netCDF-4 file, as xarray writes and reads them, without its detours.

Text is kept as characters in UTF-8 (variable-length strings are neither compressed nor checked), instants as
seconds since 1970, yes and no as bytes. What xarray needs to know of a variable stands in the attributes it
looks for, so that `xarray.open_dataset(path, group="results")` shows the same as `read`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from netCDF4 import Dataset as Group
    from xarray import Dataset

EPOCH = "seconds since 1970-01-01"
NO_LENGTH = "empty_variables"  # netCDF reads a length of 0 as "unlimited", so these are described instead
TECHNICAL = ("_Encoding", "coordinates", "dtype", "_FillValue")
FILTERS: dict[str, Any] = {"zlib": True, "complevel": 1, "shuffle": True, "fletcher32": True}


@dataclass(frozen=True, eq=False)
class Plain:
    """A variable: the names of its dimensions, its values, and what is said of it."""

    dims: tuple[str, ...]
    values: NDArray[Any]
    attrs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Content:
    """What stands in one group; `coordinates` names the variables that label others."""

    variables: Mapping[str, Plain]
    attrs: Mapping[str, Any] = field(default_factory=dict)
    coordinates: frozenset[str] = frozenset()

    @classmethod
    def of(cls, dataset: Dataset) -> Content:
        """Return the content of a dataset."""
        variables = {
            str(name): Plain(tuple(map(str, v.dims)), np.asarray(v.values), dict(v.attrs))
            for name, v in dataset.variables.items()
        }
        return cls(variables, dict(dataset.attrs), frozenset(map(str, dataset.coords)))

    def dataset(self) -> Dataset:
        """Return the content as a dataset."""
        import xarray

        made = {name: xarray.Variable(v.dims, v.values, v.attrs) for name, v in self.variables.items()}
        labels = {name: made.pop(name) for name in self.variables if name in self.coordinates}
        return xarray.Dataset(made, labels, dict(self.attrs))


Filled = tuple[Any, NDArray[Any]]  # a variable of a file, and what it will hold


def write_groups(file: Group, parts: Mapping[str, Content]) -> None:
    """Write every part into a group of its own.

    All is declared before anything is filled in: going to and fro costs netCDF a flush for each variable.
    """
    filled = [each for name, content in parts.items() for each in _declared(file.createGroup(name), content)]
    for variable, values in filled:
        variable[...] = values


def _declared(group: Group, content: Content) -> list[Filled]:
    """Declare the variables of a group that is still empty."""
    filled = []
    described = {}
    for name, variable in content.variables.items():
        if 0 in variable.values.shape:
            shape, kind = list(variable.values.shape), variable.values.dtype.str
            is_label = name in content.coordinates
            described[name] = [list(variable.dims), shape, kind, dict(variable.attrs), is_label]
        else:
            filled.append(_declare(group, name, variable, _labels_of(variable, name, content)))
    for key, value in content.attrs.items():
        group.setncattr(key, value)
    if described:
        group.setncattr(NO_LENGTH, json.dumps(described, ensure_ascii=False))
    used = {dim for name, v in content.variables.items() if name not in content.coordinates for dim in v.dims}
    alone = [
        name
        for name in sorted(content.coordinates - described.keys())
        if content.variables[name].dims != (name,) and not used >= set(content.variables[name].dims)
    ]
    if alone:
        group.setncattr("coordinates", " ".join(alone))
    return filled


def _labels_of(variable: Plain, name: str, content: Content) -> str:
    """Return the names of the coordinates along a variable's dimensions that are not those dimensions."""
    if name in content.coordinates:
        return ""
    along = set(variable.dims)
    labels = [
        label
        for label in sorted(content.coordinates)
        if content.variables[label].dims != (label,)
        and set(content.variables[label].dims) <= along
        and 0 not in content.variables[label].values.shape
    ]
    return " ".join(labels)


def _declare(group: Group, name: str, variable: Plain, labels: str) -> Filled:
    values, dims, attrs = variable.values, variable.dims, dict(variable.attrs)
    kind = values.dtype.kind
    if kind == "U":
        encoded = np.char.encode(values, "utf-8")
        length = max(encoded.dtype.itemsize, 1)
        letters = np.frombuffer(encoded.astype(f"S{length}").tobytes(), dtype="S1")
        values = letters.reshape(*values.shape, length)
        dims = (*dims, f"string{length}")
        attrs["_Encoding"] = "utf-8"
    elif kind == "M":
        values = values.astype("datetime64[s]").astype(np.int64)
        attrs |= {"units": EPOCH, "calendar": "proleptic_gregorian"}
    elif kind == "b":
        values = values.astype(np.int8)
        attrs["dtype"] = "bool"
    for dim, size in zip(dims, values.shape, strict=True):
        if dim not in group.dimensions:
            group.createDimension(dim, size)
    stored = group.createVariable(
        name, values.dtype, dims, fill_value=False, **(FILTERS if values.ndim else {})
    )
    stored.set_auto_maskandscale(False)
    stored.set_auto_chartostring(False)
    if labels:
        attrs["coordinates"] = labels
    stored.setncatts(attrs)
    return stored, values


def read_group(group: Group) -> Content:
    """Return what stands in a group, in memory."""
    group.set_auto_maskandscale(False)
    group.set_auto_chartostring(False)
    attrs = {name: group.getncattr(name) for name in group.ncattrs()}
    labels = set(str(attrs.pop("coordinates", "")).split())
    variables: dict[str, Plain] = {}
    for name, stored in group.variables.items():
        said = {key: stored.getncattr(key) for key in stored.ncattrs()}
        labels |= set(str(said.get("coordinates", "")).split())
        variables[name] = _read(stored, said)
        if variables[name].dims == (name,):
            labels.add(name)
    described = json.loads(attrs.pop(NO_LENGTH, "{}"))
    for name, (dims, shape, dtype, own, is_label) in described.items():
        variables[name] = Plain(tuple(dims), np.empty(shape, dtype=dtype), own)
        labels |= {name} if is_label else set()
    return Content(variables, attrs, frozenset(labels & variables.keys()))


def _read(stored: Any, said: dict[str, Any]) -> Plain:
    values, dims = np.asarray(stored[...]), tuple(stored.dimensions)
    attrs = {key: value for key, value in said.items() if key not in TECHNICAL}
    if values.dtype.kind == "S":
        length = values.shape[-1]
        joined = np.frombuffer(values.tobytes(), dtype=f"S{length}").reshape(values.shape[:-1])
        return Plain(dims[:-1], np.asarray(np.char.decode(joined, "utf-8")), attrs)
    if values.dtype.kind in "OT":
        return Plain(dims, values.astype(str), attrs)
    if said.get("dtype") == "bool":
        return Plain(dims, values.astype(bool), attrs)
    if said.get("units") == EPOCH:
        kept = {key: value for key, value in attrs.items() if key not in ("units", "calendar")}
        return Plain(dims, values.astype("datetime64[s]"), kept)
    return Plain(dims, values, attrs)
