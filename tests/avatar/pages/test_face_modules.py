"""What the face's modules keep to, read from their sources."""

import re
from pathlib import Path

PAGES = Path(__file__).parents[3] / "avatar" / "pages"


def test_every_face_module_is_small_and_imports_what_is_there() -> None:
    live = PAGES.parents[1] / "live" / "pages"
    for file in PAGES.glob("face*.js"):
        script = file.read_text(encoding="utf-8")
        assert script.count("\n") < 150, file.name
        assert "innerHTML" not in script, file.name
        for found in re.findall(r"""(?:from|import\()\s*["']([^"']+)["']""", script):
            target = live / found[1:] if found.startswith("/") else PAGES / found
            assert target.is_file(), f"{file.name} imports {found}"


def test_vendored_scripts_import_only_their_neighbours_and_carry_their_licences() -> None:
    vendor = PAGES / "vendor"
    for file in vendor.glob("*.js"):
        script = file.read_text(encoding="utf-8")
        for found in re.findall(
            r"""^(?:import|export|\})[^"'\n]*from\s*["']([^"']+)["']""", script, re.MULTILINE
        ):
            assert (vendor / found).is_file(), f"{file.name} imports {found}"
    assert "MIT License" in (vendor / "three.LICENSE.txt").read_text(encoding="utf-8")
    assert "MIT License" in (vendor / "three-vrm.LICENSE.txt").read_text(encoding="utf-8")
