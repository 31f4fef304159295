"""Vendor the avatar page's libraries from npm: `python scripts/vendor.py`.

Only what the page loads is kept, with the licences, and bare imports are made relative: the page has no build
step and no CDN. Needs npm and a network; the result is part of the repository.
"""

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

VENDOR = Path(__file__).resolve().parents[1] / "avatar" / "pages" / "vendor"
PACKAGES = {
    "three@0.187.0": (
        "ff540832ded0cfe919764d24a3d88f3e2a05f23303f876423e4f893841e90728",
        {
            "LICENSE": "three.LICENSE.txt",
            "build/three.core.js": "three.core.js",
            "build/three.module.js": "three.module.js",
            "examples/jsm/environments/RoomEnvironment.js": "RoomEnvironment.js",
            "examples/jsm/loaders/GLTFLoader.js": "GLTFLoader.js",
            "examples/jsm/utils/BufferGeometryUtils.js": "BufferGeometryUtils.js",
            "examples/jsm/utils/SkeletonUtils.js": "SkeletonUtils.js",
        },
    ),
    "@pixiv/three-vrm@3.5.5": (
        "6f0102f987bc8abc9b9e78ef5b3259ea9f0dc51e30bf51d32aea6218394ea755",
        {"LICENSE": "three-vrm.LICENSE.txt", "lib/three-vrm.module.min.js": "three-vrm.module.min.js"},
    ),
}
"""By package: the sha256 of its archive, and which of its files become which of ours."""


def vendor() -> None:
    """Write every file anew."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    for package, (sha256, files) in PACKAGES.items():
        archive = _packed(package)
        found = hashlib.sha256(archive).hexdigest()
        if found != sha256:
            sys.exit(f"{package} has sha256 {found}, not {sha256}. Check what changed before you trust it.")
        with tarfile.open(fileobj=io.BytesIO(archive)) as contents:
            for source, name in files.items():
                file = contents.extractfile(f"package/{source}")
                if file is None:
                    sys.exit(f"{package} has no file {source}.")
                (VENDOR / name).write_text(relative_imports(file.read().decode("utf-8")), encoding="utf-8")
                print(f"{package}: {name}")


def relative_imports(script: str) -> str:
    """The script with its imports from `three` and from beside it pointing at files of the same folder."""
    script = re.sub(r"""(from\s*|import\s*)(["'])three\2""", r"\1\2./three.module.js\2", script)
    return re.sub(
        r"""(from\s*)(["'])(\.\.?/[^"']*/)?([^"'/]+\.js)\2""",
        lambda match: f"{match[1]}{match[2]}./{PurePosixPath(match[4]).name}{match[2]}",
        script,
    )


def _packed(package: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", package, "--pack-destination", folder], check=True)
        return next(Path(folder).glob("*.tgz")).read_bytes()


if __name__ == "__main__":
    vendor()
