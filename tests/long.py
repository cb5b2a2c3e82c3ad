"""Long tests: what is run in full by ``make long`` and in CI, and in part by ``make test``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def sampled(values: Iterable[Any], every: int) -> list[Any]:
    """Parameters of a test: the first of ``every`` so many is always run, the others are long."""
    return [value if number % every == 0 else pytest.param(value, marks=pytest.mark.long) for number, value in enumerate(values)]
