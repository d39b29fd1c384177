"""``python -m kapi``: the program, where its directory is not in PATH."""

import sys

from kapi.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
