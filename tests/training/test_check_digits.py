"""Numbers that pass their check: found wherever nothing marks them, and told apart from what only looks so."""

import pytest

from classifier.training.check_digits import unmarked
from classifier.training.corpus import Message


def message(text, *spans):
    return Message(
        id="a-1", text=text, lang="nl", personal="none", decision="none", confidential="none", topics=(),
        entities=[{"start": start, "end": end, "label": label} for start, end, label in spans],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bsn 123456782", ("NL_BSN", "123456782")),
        ("bsn 1234.56.782.", ("NL_BSN", "1234.56.782")),
        ("bsn 123 456 782, ja", ("NL_BSN", "123 456 782")),
        ("bsn 123456789", None),
        ("bsn 1123456782", None),
        ("tel +123456782", None),
        ("nr A123456782", None),
        ("dd 12-34-5678 2", None),
        ("123456782 9", None),
        ("op NL91 ABNA 0417 1643 00 graag", ("IBAN_CODE", "NL91 ABNA 0417 1643 00")),
        ("op nl91abna0417164300", ("IBAN_CODE", "nl91abna0417164300")),
        ("op NL92 ABNA 0417 1643 00", None),
        ("kaart 4111 1111 1111 1111", ("CREDIT_CARD", "4111 1111 1111 1111")),
        ("kaart 4111 1111 1111 1112", None),
        ("order 0000000000000000", None),
    ],
)
def test_a_number_that_passes_is_found(text, found):
    spans = list(unmarked(message(text)))
    assert [(span.label, text[span.start : span.end]) for span in spans] == ([found] if found else [])


def test_a_number_that_is_marked_as_anything_is_left():
    assert not list(unmarked(message("zaak 123456782", (5, 14, "CASE_NUMBER"))))
    assert list(unmarked(message("Jan: 123456782", (0, 3, "PERSON"))))
