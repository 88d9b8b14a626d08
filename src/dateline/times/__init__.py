"""Finding and resolving time expressions: TIMEX3 values, EDTF, and the days that bound them."""

from dateline.times.resolve import Resolver, Times, resolve

__all__ = ["Resolver", "Times", "resolve"]
