import pytest

from classifier.normalise.aligned_text import AlignedText, Edit


def spans(aligned: AlignedText) -> list[tuple[int, int]]:
    return list(zip(aligned.starts, aligned.ends, strict=True))


def test_replaced_characters_come_from_the_whole_span() -> None:
    aligned = AlignedText.of("op twee na").edited([Edit(3, 7, "22")])
    assert aligned.text == "op 22 na"
    assert spans(aligned)[2:6] == [(2, 3), (3, 7), (3, 7), (7, 8)]


def test_a_span_next_to_a_removed_character_does_not_hold_it() -> None:
    aligned = AlignedText.of("a-bc-d").edited([Edit(1, 2), Edit(4, 5)])
    assert aligned.text == "abcd"
    assert spans(aligned) == [(0, 1), (2, 3), (3, 4), (5, 6)]


def test_an_inserted_character_has_no_width() -> None:
    aligned = AlignedText.of("laan12").edited([Edit(4, 4, " ")])
    assert aligned.text == "laan 12"
    assert spans(aligned)[3:6] == [(3, 4), (4, 4), (4, 5)]


@pytest.mark.parametrize(("place", "expected"), [(0, (0, 0)), (2, (2, 2))])
def test_an_insertion_at_an_end_of_the_text(place: int, expected: tuple[int, int]) -> None:
    aligned = AlignedText.of("ab").edited([Edit(place, place, "!")])
    assert spans(aligned)[place] == expected


def test_offsets_never_decrease_when_inserting_within_one_typed_character() -> None:
    aligned = AlignedText.of("xﬁy").edited([Edit(1, 2, "fi")]).edited([Edit(2, 2, " ")])
    assert aligned.text == "xf iy"
    assert list(aligned.starts) == sorted(aligned.starts)
    assert list(aligned.ends) == sorted(aligned.ends)


def test_edits_on_edits_lead_back_to_the_original() -> None:
    aligned = AlignedText.of("n u l").edited([Edit(1, 2), Edit(3, 4)]).edited([Edit(0, 3, "0")])
    assert (aligned.text, spans(aligned)) == ("0", [(0, 5)])


@pytest.mark.parametrize("edits", [[Edit(2, 3), Edit(1, 2)], [Edit(0, 2), Edit(1, 3)], [Edit(0, 9)], [Edit(2, 1)]])
def test_edits_out_of_order_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="in order"):
        AlignedText.of("abcd").edited(edits)


def test_no_edit_is_no_change() -> None:
    aligned = AlignedText.of("abc")
    assert aligned.edited([]) is aligned
