import pytest

from classifier.normalise.identifiers import is_bsn, is_counting, is_iban, is_identifying, is_phone_number


@pytest.mark.parametrize("digits", ["111222333", "123456782", "0612345678", "+31612345678", "0031612345678"])
def test_identifying(digits: str) -> None:
    assert is_identifying(digits)


@pytest.mark.parametrize("digits", ["", "111222334", "11222333", "0012345678", "1612345678", "1234567890123456"])
def test_not_identifying(digits: str) -> None:
    assert not is_identifying(digits)


def test_a_card_number_passes_luhn() -> None:
    assert is_identifying("4111111111111111")


def test_a_citizen_service_number_has_nine_digits() -> None:
    assert not is_bsn("11222333")
    assert not is_phone_number("061234567")


@pytest.mark.parametrize(
    ("compact", "valid"),
    [("NL91ABNA0417164300", True), ("nl91abna0417164300", True), ("NL92ABNA0417164300", False), ("XX91", False)],
)
def test_iban(compact: str, valid: bool) -> None:
    assert is_iban(compact) is valid


def test_counting() -> None:
    assert is_counting("34567")
    assert not is_counting("34568")
