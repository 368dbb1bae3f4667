"""Reading with the current encoder: short texts, long ones in windows, broken files."""

import shutil

import numpy as np
import pytest

from classifier.artefacts import ENCODER_FILES, encoder_directory
from classifier.errors import ArtefactError
from classifier.recognise.encoder.heads import TAGS
from classifier.recognise.encoder.model import STRIDE, WINDOW, EncoderModel, middle, windows_over
from classifier.vocabulary import TARGETS


@pytest.fixture(scope="module")
def model():
    return EncoderModel(encoder_directory())


def test_every_piece_is_tagged_and_shares_add_up(model):
    found = model.read("kun je mevr Yilmaz bellen, haar bijstand is stopgezet")
    pieces = len(found.offsets)
    assert found.tags.shape == (pieces, len(TAGS))
    assert found.shares.shape == (pieces, len(TARGETS))
    assert found.odds.shape == (len(TARGETS),)
    assert found.vector.shape == (model.width,)
    np.testing.assert_allclose(found.tags.sum(axis=1), 1.0, atol=1e-4)


def test_offsets_are_into_the_text(model):
    text = "é 👍 Ruud-Jan  belt\nmorgen"
    found = model.read(text)
    assert (
        "".join(text[start:end] for start, end in found.offsets).replace(" ", "").replace("\n", "")
        == "é👍Ruud-Janbeltmorgen"
    )


def test_one_sensitive_line_is_seen_anywhere_in_a_long_text(model):
    line = "mevrouw Tesfay haar bijstand is stopgezet en ze heeft grote schulden"
    filler = "de vergadering begint om acht uur en de koffie staat klaar in de hal. " * 40
    index = TARGETS.index("personal.warn")
    calm = model.read(filler).odds[index]
    for text in (f"{line}. {filler}", f"{filler}{line}. {filler}", f"{filler}{line}"):
        found = model.read(text)
        assert len(found.offsets) > WINDOW
        assert found.odds[index] > calm + 1.0
        start = text.index("Tesfay")
        piece = next(i for i, (begin, end) in enumerate(found.offsets) if begin <= start < end)
        assert TAGS[int(found.tags[piece].argmax())].endswith("PERSON")


@pytest.mark.parametrize("pieces", [1, WINDOW, WINDOW + 1, WINDOW + STRIDE, 1000, 5000])
def test_windows_cover_everything_and_their_middles_cover_it_once(pieces):
    windows = windows_over(pieces)
    seen = [
        start + place
        for index, (start, stop) in enumerate(windows)
        for place in range(*middle(windows, index).indices(stop - start))
    ]
    assert seen == list(range(pieces))
    assert all(stop - start <= WINDOW for start, stop in windows)


@pytest.mark.parametrize("name", ENCODER_FILES)
@pytest.mark.parametrize("damage", ["missing", "cut", "foreign"])
def test_a_damaged_encoder_is_refused(tmp_path, name, damage):
    for file in ENCODER_FILES:
        shutil.copy(encoder_directory() / file, tmp_path / file)
    path = tmp_path / name
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:1000] if damage == "cut" else b"{}")
    with pytest.raises(ArtefactError, match=str(tmp_path)):
        EncoderModel(tmp_path)
