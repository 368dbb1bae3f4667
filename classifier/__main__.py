"""``python -m classifier`` is the command ``berichtwacht``."""

import sys

from classifier.cli import main

sys.exit(main())
