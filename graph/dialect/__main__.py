"""`python -m graph.dialect PATH ...`: the linter as a command."""

from __future__ import annotations

import sys

from graph.dialect.linter import main

sys.exit(main())
