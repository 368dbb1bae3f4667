"""Reading with the current encoder: short texts, long ones in windows, broken files."""

import json
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


def _field(number, content):
    """A field of a message of protocol buffers: bytes, or a small number."""
    if isinstance(content, int):
        return _varint(number << 3) + _varint(content)
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value):
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*parts, value])


def _named_tensor(name, kind=1, lengths=(4,)):
    dimensions = b"".join(_field(1, _field(1, length)) for length in lengths)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, dimensions)))


def _graph(operation=b"Add", domain=b"", initializer=b"", inputs=(b"x",)):
    """A graph as a file of ONNX: ``y`` is an operation on the inputs and ``w``."""
    node = _field(1, inputs[0]) + _field(1, b"w") + _field(2, b"y") + _field(4, operation) + _field(7, domain)
    tensor = initializer or _field(1, 4) + _field(2, 1) + _field(8, b"w") + _field(9, bytes(16))
    described = b"".join(_field(11, _named_tensor(name)) for name in inputs)
    graph = _field(1, node) + _field(2, b"g") + _field(5, tensor) + described + _field(12, _named_tensor(b"y"))
    versions = _field(8, _field(1, b"") + _field(2, 17)) + _field(8, _field(1, b"other") + _field(2, 1))
    return _field(1, 8) + _field(7, graph) + versions


def _outside(path):
    """A tensor whose numbers stand in another file."""
    where = _field(13, _field(1, b"location") + _field(2, str(path).encode()))
    return _field(1, 4) + _field(2, 1) + _field(8, b"w") + where + _field(14, 1)


def _refusal(directory, graph):
    shutil.copy(encoder_directory() / "tokenizer.json", directory)
    (directory / "encoder.onnx").write_bytes(graph)
    with pytest.raises(ArtefactError) as problem:
        EncoderModel(directory)
    return str(problem.value)


def test_a_graph_with_other_inputs_is_refused(tmp_path):
    assert "encoder.onnx: has other inputs" in _refusal(tmp_path, _graph())
    assert "encoder.onnx: has other inputs" in _refusal(tmp_path, _graph(inputs=(b"ids", b"mask")))


def test_a_graph_with_operations_of_others_is_refused(tmp_path, capfd):
    assert "encoder.onnx: is no graph" in _refusal(tmp_path, _graph(b"Run", b"other"))
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("absolute", [True, False])
def test_a_graph_whose_weights_stand_elsewhere_is_refused(tmp_path, monkeypatch, absolute):
    np.zeros(4, dtype=np.float32).tofile(tmp_path / "weights")
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "weights" if absolute else "weights"
    assert "encoder.onnx: is no graph" in _refusal(tmp_path, _graph(initializer=_outside(place)))


def _other_tokenizer(directory, change):
    for file in ENCODER_FILES:
        shutil.copy(encoder_directory() / file, directory / file)
    tokenizer = json.loads((directory / "tokenizer.json").read_text())
    change(tokenizer)
    (directory / "tokenizer.json").write_text(json.dumps(tokenizer))
    with pytest.raises(ArtefactError) as problem:
        EncoderModel(directory)
    return str(problem.value)


def test_a_tokenizer_that_cuts_texts_short_is_refused(tmp_path):
    def change(tokenizer):
        tokenizer["truncation"] = {"direction": "Right", "max_length": 8, "strategy": "LongestFirst", "stride": 0}

    assert "tokenizer.json: does not split texts" in _other_tokenizer(tmp_path, change)


def test_a_tokenizer_without_marks_is_refused(tmp_path):
    assert "tokenizer.json: " in _other_tokenizer(tmp_path, lambda tokenizer: tokenizer.update(post_processor=None))


def test_a_tokenizer_with_more_pieces_than_the_graph_knows_is_refused(tmp_path):
    def change(tokenizer):
        tokenizer["model"]["vocab"] += [[f"extra{number}", -20.0] for number in range(1000)]

    assert "do not belong together" in _other_tokenizer(tmp_path, change)


def test_a_tokenizer_of_another_kind_is_refused(tmp_path):
    def change(tokenizer):
        tokenizer["model"] = {"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1}, "unk_token": "[UNK]"}

    assert "tokenizer.json: " in _other_tokenizer(tmp_path, change)
