"""What the encoder is taught."""

from classifier.recognise.encoder.heads import TAGS
from classifier.training.corpus import Message, Span
from classifier.training.encoder.labels import IGNORED, piece_tags

MESSAGE = Message(
    id="t-1",
    text="bel jan de wit in delft",
    lang="nl",
    personal="notice",
    decision="warn",
    confidential="none",
    topics=("health",),
    entities=(Span(start=4, end=14, label="PERSON"), Span(start=18, end=23, label="LOCATION")),
)


def test_every_piece_of_an_entity_is_tagged():
    offsets = [(0, 0), (0, 3), (4, 7), (8, 10), (11, 14), (15, 17), (18, 21), (21, 23), (0, 0)]
    tags = piece_tags(MESSAGE, offsets)
    assert tags[0] == tags[-1] == IGNORED
    assert [TAGS[tag] for tag in tags[1:-1]] == [
        "O",
        "B-PERSON",
        "I-PERSON",
        "I-PERSON",
        "O",
        "B-LOCATION",
        "I-LOCATION",
    ]
