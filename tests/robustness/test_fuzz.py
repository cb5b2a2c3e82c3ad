"""Whatever is done to a file, there are findings about it and nothing else, and the files beside it are read as before.

``make fuzz`` runs the same for longer.
"""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.findings import Severity
from tests.long import sampled
from tests.robustness.fuzzing import NEIGHBOUR_ROWS, batch, judged


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_changed_files_give_findings_and_leave_their_neighbour_alone(seed: int) -> None:
    files = batch(random.Random(seed), 12)  # noqa: S311 - chosen by hypothesis
    with tempfile.TemporaryDirectory() as folder:
        findings, rows = judged(Path(folder), files)

    assert rows == NEIGHBOUR_ROWS
    assert all(finding.message.endswith((".", "?", ")")) for finding in findings), findings


def _slugs(letter: bytes) -> bytes:
    return b", ".join(letter + b"-%d" % number for number in range(400))


LONG = {
    "a list of 400 by 400": b"  - " + _slugs(b"a") + b" leads " + _slugs(b"b"),
    "a text of 900,000 letters": b"  - {fact: daniel-noboa leads adn, note: " + b"x" * 900_000 + b"}",
    "60,000 lines": b"  - daniel-noboa leads adn\n" * 30_000,
    "one key 20,000 times": b"  - {" + b"note: x, " * 20_000 + b"fact: daniel-noboa leads adn}",
    "90,000 brackets": b"  - " + b"[" * 90_000,
    "a date of 100,000 letters": b"  - {fact: daniel-noboa leads adn, date: " + b"2" * 100_000 + b"}",
    "a number of 100,000 letters": b"  - {Observation: turnout, of: ecuador, date: 2023, value: " + b"9" * 100_000 + b"}",
    "20,000 unknown slugs": b"\n".join(b"  - u-%d leads v-%d" % (n, n) for n in range(10_000)),
}


@pytest.mark.parametrize("name", sampled(LONG, 3))
def test_a_file_that_is_large_in_an_odd_way_is_judged(name: str, tmp_path: Path) -> None:
    head = b"kg: 1\nsource: {id: long, title: T, publisher: associated-press, date: 2025}\nfacts:\n"

    findings, rows = judged(tmp_path, {"long.yaml": head + LONG[name] + b"\n"})

    assert rows == NEIGHBOUR_ROWS
    assert [finding for finding in findings if finding.severity is Severity.VIOLATION] or name.startswith(("a text", "60,000"))
