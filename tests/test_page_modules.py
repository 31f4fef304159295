"""The pages' pure modules, tested in JavaScript by the `*.test.mjs` files of this tree."""

import shutil
import subprocess
from pathlib import Path

import pytest

ALL_IN_ONE_PROCESS = """
import { pathToFileURL } from "node:url";
for (const path of process.argv.slice(1)) await import(pathToFileURL(path));
"""
"""Node's own runner, `node --test`, starts a process for each file."""


def test_the_pages_pure_modules_in_node() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed: install version 20 or later to test the pages' modules.")
    files = sorted(map(str, Path(__file__).parent.rglob("*.test.mjs")))
    command = [node, "--input-type=module", "--eval", ALL_IN_ONE_PROCESS, "--", *files]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
