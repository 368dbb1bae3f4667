"""What all tests share: the real classifier, loaded once."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("without-deadline", deadline=None)  # a machine that is slow for a moment proves nothing
settings.load_profile("without-deadline")

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def classifier():
    from classifier import Classifier

    return Classifier.load()
