"""What a process takes is counted with its children's, which do the translation."""

import subprocess
import sys

from live.usage import UsageMeter

HOLD = "data = bytes([1]) * (64 << 20); print(sum(range(3_000_000))); input()"


def test_a_child_counts() -> None:
    meter = UsageMeter()
    _, before_mib = meter.read()
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        percent, with_child_mib = meter.read()
        child.kill()
    assert percent > 0
    assert with_child_mib > before_mib + 48
    assert meter.read()[0] >= 0
