"""Makes the environment and runs nothing: `python3 scripts/install.py [booth] [avatar] [relay] [cuda] ...`.

The names are those of the files in `requirements/`.
"""

import sys

from _setup import prepare
from _system import MICROPHONE, provide

if __name__ == "__main__":
    prepare("base", *sys.argv[1:])
    provide([MICROPHONE])
    print("Ready: .venv holds Footlights.")
