"""The same estimators are the same bytes, in whatever process."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from classifier.artefacts import load_estimators
from classifier.training.packing import packed

ROOT = Path(__file__).parents[2]
_PACK = """
import hashlib, sys
import numpy as np
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import StandardScaler
from classifier.training.packing import packed
ballast = [object() for _ in range(int(sys.argv[1]))]  # so that addresses differ
rows = np.arange(6.0).reshape(3, 2)
words = {word: np.int64(place) for place, word in enumerate(["kun", "je", "bellen"])}
estimators = {"scaler": StandardScaler().fit(rows), "weights": TfidfTransformer().fit(rows)}
content = packed({"rows": rows, "same": rows, "words": words, "again": words, **estimators})
print(hashlib.sha256(content).hexdigest())
"""


def _pack(number):
    environment = os.environ | {"PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT)}
    made = subprocess.run(
        [sys.executable, "-c", _PACK, str(number * 1000)], env=environment, capture_output=True, text=True, check=True
    )
    return made.stdout


def test_processes_agree_on_every_byte():
    assert _pack(1) == _pack(2)


def test_what_is_packed_can_be_loaded(tmp_path):
    rows = np.arange(6.0).reshape(3, 2)
    path = tmp_path / "packed.skops"
    path.write_bytes(packed({"rows": rows, "same": rows, "number": 3, "words": ["a", "b"]}))
    loaded = load_estimators(path, expected=frozenset({"rows", "same", "number", "words"}))
    np.testing.assert_array_equal(loaded["rows"], rows)
    np.testing.assert_array_equal(loaded["same"], rows)
    assert (loaded["number"], loaded["words"]) == (3, ["a", "b"])
