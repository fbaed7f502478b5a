"""Frozen dataclasses to plain JSON values and back, by their own type hints."""

import dataclasses
import math
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Plain = dict[str, Any] | list[Any] | str | int | float | bool | None

DIGITS = 12
"""Significant digits kept on disk: far below any witness's precision, far above the last-bit
differences between processors, so that the same evidence gives the same bytes everywhere."""


def encode(value: object) -> Plain:
    """Return a value as plain JSON; a dataclass carries its class name under ``is``.

    Raises
    ------
    ValueError
        If a number is not finite: what cannot be computed is a value of its own.
    """
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"is": type(value).__name__, **fields}
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if value is None or isinstance(value, bool | str):
        return value
    return _encode_number(value)


def _encode_number(value: object) -> int | float:
    if isinstance(value, int):
        return value
    number = float(value)  # type: ignore[arg-type]  # numpy scalars among them
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be saved; use NotEstimable or None")
    rounded = float(f"{number:.{DIGITS}g}")
    return 0.0 if rounded == 0 else rounded


def decode(kind: Any, value: Any) -> Any:
    """Return plain JSON as a value of a type.

    Parameters
    ----------
    kind : type or type hint
        What the value is meant to be.
    value : plain JSON
        What was read.

    Raises
    ------
    ValueError
        If the value is not of that kind.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(get_args(kind), value)
    if origin is tuple:
        return _decode_tuple(get_args(kind), value)
    if origin is not None and issubclass(origin, Mapping):
        return {key: decode(get_args(kind)[1], item) for key, item in value.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _decode_dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int | float):
        return float(value)
    if isinstance(kind, type) and isinstance(value, kind):
        return value
    raise ValueError(f"{value!r} is not a {kind}")


def _decode_tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(decode(kinds[0], item) for item in value)
    return tuple(decode(kind, item) for kind, item in zip(kinds, value, strict=True))


def _decode_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in kinds:
        return None
    named = value.get("is") if isinstance(value, dict) else None
    for kind in kinds:
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            if kind.__name__ == named:
                return decode(kind, value)
        elif kind is not type(None) and named is None:
            return decode(kind, value)
    raise ValueError(f"{value!r} is none of {kinds}")


def _decode_dataclass(kind: Any, value: Any) -> Any:
    if not isinstance(value, dict) or value.get("is") != kind.__name__:
        raise ValueError(f"{value!r} is not a {kind.__name__}")
    hints = _hints(kind)
    missing = sorted(_required(kind) - set(value))
    if missing:
        raise ValueError(f"{kind.__name__} lacks {', '.join(missing)}")
    kept = {name: hint for name, hint in hints.items() if name in value}
    return kind(**{name: decode(hint, value[name]) for name, hint in kept.items()})


@cache
def _required(kind: type) -> frozenset[str]:
    """Return the fields without a default: one added later is absent from older files."""
    absent = dataclasses.MISSING
    return frozenset(
        one.name
        for one in dataclasses.fields(kind)
        if one.default is absent and one.default_factory is absent
    )


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
