"""``python -m hipedu`` is the same as ``hipedu``."""

import sys

from hipedu.cli import main

if __name__ == "__main__":
    sys.exit(main())
