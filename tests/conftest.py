"""Property tests judge what is true, not how fast this machine is today."""

import os

from hypothesis import settings

# Small matrices: threads of their own for every worker only wait for each other. Before numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A busy machine must not fail a property, and the gate must say the same thing twice.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("house")
