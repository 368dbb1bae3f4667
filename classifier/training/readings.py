"""What the encoder and the recognisers read in messages, kept so that only new messages have to be read.

Readings are kept beside the models, in a file whose name holds a hash of everything that they depend on but the text:
the encoder, the recognisers' settings, the code and its packages. A line of it is a digest and a reading, which is
found by the hash of its text and holds no word of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from classifier.normalise import normalise_text
from classifier.recognise import RecognitionEngine
from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.encoder.model import EncoderModel
from classifier.recognise.pipelines import blank_pipeline, with_encoder
from classifier.recognise.registry import build_recognisers
from classifier.records import Category, Encoding, Entity, RecognisedMessage
from classifier.training.disk import naming, replace_file
from classifier.training.parallel import each
from classifier.training.provenance import sources_hash
from classifier.vocabulary import TARGETS

__all__ = ["FEW", "engine_with", "read_all"]

AT_A_TIME = 64
"""Messages that are read before what was read is kept."""

KEPT = 2
"""How many encoders' or codes' readings are kept beside each other."""

_FILES = "readings-*.jsonl"
_SOURCES = ("normalise", "recognise", "artefacts.py", "configuration.py", "records.py", "vocabulary.py")
_PACKAGES = (
    "numpy",
    "onnxruntime",
    "phonenumbers",
    "presidio-analyzer",
    "python-stdnum",
    "regex",
    "spacy",
    "tokenizers",
)

FEW = 200
"""Up to so many messages are read in this process: starting others would take longer."""


def engine_with(encoder: Path) -> RecognitionEngine:
    """Return an engine with our own recognisers and the encoder in a directory."""
    configuration = read_recogniser_configuration()
    return RecognitionEngine(
        with_encoder(blank_pipeline(), EncoderModel(encoder)),
        build_recognisers(configuration),
        allow_list=configuration.allow_list,
    )


def read_all(
    texts: Sequence[str], encoder: Path, work: Path, *, at_once: int = 1, progress: Callable[[int, int], None]
) -> list[RecognisedMessage]:
    """Return what is read in every text, without what each piece adds, which nothing is fitted on.

    Parameters
    ----------
    texts
        The texts, as they were written.
    encoder
        Directory of the encoder, named by its hash.
    work
        Directory in which readings are kept.
    at_once
        How many processes read beside each other.
    progress
        Is told how many are known, of how many.
    """
    path = work / f"readings-{_dependencies(encoder)}.jsonl"
    known = dict(_kept(path))
    wanted = {_key(text): text for text in texts}
    missing = [text for key, text in wanted.items() if key not in known]
    progress(len(wanted) - len(missing), len(wanted))
    groups = [missing[first : first + AT_A_TIME] for first in range(0, len(missing), AT_A_TIME)]
    processes = at_once if len(missing) > FEW else 1
    for group, lines in zip(
        groups, each(_read, groups, at_once=processes, prepare=_load, given=(encoder,)), strict=True
    ):
        _append(path, lines)
        known.update((_key(text), line) for text, line in zip(group, lines, strict=True))
        progress(sum(key in known for key in wanted), len(wanted))
    _bound(path, [known[key] for key in wanted])
    return [_restored(text, known[_key(text)]) for text in texts]


def _dependencies(encoder: Path) -> str:
    code = sources_hash(*_SOURCES, packages=_PACKAGES)
    return hashlib.sha256(f"{encoder.name} {code}".encode()).hexdigest()[:16]


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_engines: list[RecognitionEngine] = []
"""The engine of this process, once it is loaded."""


def _load(encoder: Path) -> None:
    _engines[:] = [engine_with(encoder)]


def _read(texts: Sequence[str]) -> list[str]:
    """Return a line per text: what this process's engine reads in it."""
    return [_line(text, _engines[0].read(normalise_text(text))) for text in texts]


def _line(text: str, read: RecognisedMessage) -> str:
    encoding = read.encoding
    found = {
        "text": _key(text),
        "entities": [
            [item.label, item.start, item.end, item.score, item.recogniser, item.public, item.own, item.warns]
            for item in read.entities
        ],
        "odds": None if encoding is None else _packed(encoding.odds),
        "vector": None if encoding is None else _packed(encoding.vector),
    }
    content = json.dumps(found, separators=(",", ":"))
    return f"{_digest(content)} {content}"


def _restored(text: str, line: str) -> RecognisedMessage:
    found = json.loads(line.partition(" ")[2])
    entities = tuple(
        Entity(label, start, end, score, recogniser, public, own, None if warns is None else Category(warns))
        for label, start, end, score, recogniser, public, own, warns in found["entities"]
    )
    encoding = None
    if found["vector"] is not None:
        nothing = np.zeros((0, len(TARGETS)), dtype=np.float32)
        encoding = Encoding(_unpacked(found["odds"]), _unpacked(found["vector"]), (), nothing)
    return RecognisedMessage(normalised=normalise_text(text), entities=entities, encoding=encoding)


def _packed(numbers: npt.NDArray[np.float32]) -> str:
    return base64.b64encode(np.asarray(numbers, dtype="<f4").tobytes()).decode("ascii")


def _unpacked(numbers: str) -> npt.NDArray[np.float32]:
    return np.frombuffer(base64.b64decode(numbers), dtype="<f4").astype(np.float32)


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _kept(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the readings of a file by the hashes of their texts; a damaged line is as good as none."""
    if not path.exists():
        return
    for line in path.read_bytes().decode("ascii", errors="replace").splitlines():
        digest, _, content = line.partition(" ")
        if digest == _digest(content):
            found: dict[str, Any] = json.loads(content)
            yield found["text"], line


def _append(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path), path.open("ab") as file:
        file.write("".join(f"\n{line}\n" for line in lines).encode("ascii"))


def _bound(path: Path, lines: Sequence[str]) -> None:
    """Keep the readings that were asked for, and throw away those of other encoders but the last."""
    content = "".join(f"{line}\n" for line in lines).encode("ascii")
    if lines and path.read_bytes() != content:
        replace_file(path, content)
    others = sorted((file for file in path.parent.glob(_FILES) if file != path), key=lambda file: file.stat().st_mtime)
    for file in others[: len(others) - (KEPT - 1)]:
        file.unlink(missing_ok=True)
