"""Any draft, whatever the service says of it, gives a card that Teams takes."""

import re
from dataclasses import replace

import pytest
from berichtwacht_client import (
    AssessedCategories,
    AssessedCategory,
    Assessment,
    Category,
    Clause,
    Destination,
    FailureKind,
    Finding,
    Language,
    Level,
    Reminder,
    Unknown,
    Verdict,
)
from berichtwacht_client import Warning as PolicyWarning
from berichtwacht_client.checks import unchecked
from berichtwacht_teams import cards
from berichtwacht_teams.cards import MOST_BYTES, Note, TooLarge, size_of
from berichtwacht_teams.cards.elements import clipped
from berichtwacht_teams.records import Checked
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from teams_cards import DRAFT, SEAL, assessment, faults, on_the_wire, parts, warning

MARK = "ZQX[klik](http://boos.example)*"
"""Words that could be told anywhere on a card, and that would be a link in markdown."""

PIECES = ("a", "é", '"', "\\", "\n", "\r\n", "\t", "\x01", "😀", " ", MARK, "mevr Yilmaz ", "bsn 387981135 ")


@st.composite
def texts(draw, most=10_000):
    """Draw a text of up to ``most`` code points, often of the full length."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
    times = draw(st.sampled_from((1, 3, 40, most)))
    return ("".join(pieces) * times)[: draw(st.sampled_from((most, most // 3, 900)))]


@st.composite
def findings(draw, length):
    start = draw(st.integers(0, max(length - 1, 0)))
    end = draw(st.integers(start, min(length, start + draw(st.sampled_from((5, 200, length))))))
    category = draw(st.sampled_from((*Category, Unknown("invented"))))
    return Finding(category, "PERSON", start, end, 0.5, "x", draw(texts(most=300)))


@st.composite
def policy_warnings(draw):
    places = st.builds(
        Destination, texts(40), texts(200), st.sampled_from((None, "mailto:", "https://x/" + "y" * 3000)), texts(500)
    )
    return PolicyWarning(
        "code",
        draw(st.sampled_from((*Category, Unknown("invented")))),
        draw(st.sampled_from((*Level, Unknown("forbid")))),
        draw(texts(500)),
        draw(texts(3000)),
        Clause("clause", draw(texts(5000))),
        tuple(draw(st.lists(places, max_size=9, unique_by=lambda place: place.id))),
    )


@st.composite
def checks(draw):
    """Draw a draft and what is known about it."""
    text = draw(texts())
    language = draw(st.sampled_from(Language))
    reminders = tuple(Reminder("code", draw(texts(2000)), Clause("c", "q")) for _ in range(draw(st.integers(0, 5))))
    if draw(st.integers(0, 3)) == 0:
        return Checked(text, unchecked(text[:2000], draw(st.sampled_from(FailureKind))), language, reminders=reminders)
    level = st.sampled_from((None, *Level, Unknown("forbid")))
    result = Assessment(
        id=draw(st.sampled_from(("short", "g" * 300, "g" * 4096))),
        verdict=draw(st.sampled_from((*Verdict, Unknown("forbid")))),
        categories=AssessedCategories(*(AssessedCategory(draw(level), 0.5) for _ in Category)),
        findings=tuple(draw(st.lists(findings(len(text)), max_size=12))),
        topics=(),
        warnings=tuple(draw(st.lists(policy_warnings(), max_size=9))),
        reminders=(),
        redacted_text=draw(st.sampled_from((None, text, f"{text}<PERSON>", "<PERSON>" * 2_000))),
        degraded=draw(st.sampled_from(((), ("names",)))),
        model_version="1",
        policy_version="1",
    )
    return Checked(text, result, language, crisis=draw(st.booleans()), reminders=reminders)


def all_of(checked, kept):
    """Yield every card about a draft, and whether it is a dialog."""
    yield cards.ask(checked.language, text=checked.text), True
    yield cards.ask_again(checked.language, checked.text, False, note=Note.REDACTED), True
    yield cards.warn(checked, SEAL, sent_anyway=kept), True
    yield cards.sent(checked, sent_anyway=kept), True
    yield cards.redirect(checked, Destination(MARK, MARK, "mailto:", MARK)), True
    yield cards.reply(checked, sent_anyway=kept), False
    yield cards.nudge(checked, sent_anyway=kept), False


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # to shrink takes minutes
@given(checked=checks(), kept=st.lists(texts(2000), max_size=4).map(tuple))
def test_every_card_is_one_that_teams_takes(checked, kept):
    for card, is_a_dialog in all_of(checked, kept):
        assert size_of(card) <= MOST_BYTES
        sent = on_the_wire(card)
        assert list(faults(sent, dialog=is_a_dialog)) == []
        for part in parts(sent):
            assert_is_in_its_place(part, checked.text)


def assert_is_in_its_place(part, text):
    """A draft is never cut short in a box or a button, and nothing that is not ours is read as markdown."""
    if part["type"] == "TextBlock":
        assert not re.search(r"(?<!\\)[\[\]*_`]", part["text"])
    if part["type"] == "Input.Text":
        assert part.get("value", "") == text
    if part.get("data", {}).get("act") in {"crisis", "check"}:
        assert part["data"].get("text", text) == text


@settings(max_examples=60)
@given(text=texts())
def test_a_message_is_the_text_line_by_line(text):
    if not cards.can_show(text):
        with pytest.raises(TooLarge):
            cards.message(text)
        return
    card = cards.message(text)
    assert size_of(card) <= MOST_BYTES
    lines = ["".join(run["text"] for run in block["inlines"]) for block in on_the_wire(card)["body"]]
    assert "\n".join("" if line == "\u00a0" else line for line in lines) == re.sub(r"\r\n?", "\n", text)


@pytest.mark.parametrize(
    ("character", "count", "fits"),
    [("a", 10_000, True), ('"', 10_000, True), ("é", 10_000, True), ("\n", 10_000, True), ("😀", 10_000, False)],
)
def test_what_teams_cannot_hold_gets_no_box(character, count, fits):
    text = character * count
    assert cards.can_show(text) is fits
    checked = Checked(text, unchecked("", FailureKind.LATE), Language.NL)
    for card in (cards.ask(Language.NL, text=text), cards.warn(checked, SEAL)):
        assert any(part["type"] == "Input.Text" for part in parts(on_the_wire(card))) is fits
        assert ("te lang om hier te tonen" in card.model_dump_json()) is not fits


@pytest.mark.parametrize(("character", "size"), [("a", 1), ("é", 2), ("😀", 4), ('"', 2), ("\x01", 6), ("\ud800", 1)])
def test_a_text_is_cut_where_it_takes_too_many_bytes(character, size):
    text = character * 50
    assert clipped(text, 50 * size) == text
    assert clipped(text, 50 * size - 1) == character * 48 + "…"
    assert clipped(text, size) == "…"


def test_what_the_service_says_at_length_is_cut():
    strange = replace(
        warning(Language.NL, "fact"),
        title="é" * 500,
        message="😀" * 5_000,
        clause=Clause("c", '"' * 5_000),
        destinations=(Destination("m", "\x01" * 100, "https://x/" + "y" * 3_000, "w" * 500),),
    )
    checked = Checked(DRAFT, assessment(Language.NL, warnings=(strange,) * 9), Language.NL)
    card = cards.reply(checked, sent_anyway=("s" * 5_000,) * 9)
    said = [part["text"] for part in parts(on_the_wire(card)) if "text" in part]
    assert said.count("é" * 99 + "…") == 6
    assert said.count("😀" * 149 + "…") == 6
    assert said.count("s" * 599 + "…") == 3
    assert f"{chr(1) * 9}…: {'w' * 199}…" in said
    assert "Action.OpenUrl" not in {part["type"] for part in parts(on_the_wire(card))}


def left(build, text, redacted):
    """Return what is left on a card of the parts that may be left out."""
    checked = Checked(text, assessment(Language.NL, "fact", redacted_text=redacted), Language.NL)
    found = list(parts(on_the_wire(build(checked))))
    names = {part.get("id") for part in found} | {part["data"]["act"] for part in found if "data" in part}
    return names & {"crisis", "redacted", "explanation", "why-1", "draft"}


@pytest.mark.parametrize(
    ("length", "redacted", "stays"),
    [
        (1_000, 1_000, {"draft", "crisis", "redacted", "why-1", "explanation"}),
        (9_900, 4_900, {"draft", "crisis", "redacted", "why-1"}),
        (10_500, 0, {"draft", "crisis"}),
        (13_000, 0, {"why-1"}),
    ],
)
def test_a_dialog_leaves_out_first_what_matters_least(length, redacted, stays):
    assert left(lambda checked: cards.warn(checked, SEAL), "é" * length, "ë" * redacted or None) == stays


@pytest.mark.parametrize(
    ("length", "redacted", "stays"),
    [
        (1_000, 1_000, {"crisis", "redacted", "why-1"}),
        (6_000, 6_000, {"redacted", "why-1"}),
        (13_000, 13_000, {"why-1"}),
    ],
)
def test_an_answer_leaves_out_first_what_matters_least(length, redacted, stays):
    assert left(lambda checked: cards.reply(checked, sent_anyway=()), "é" * length, "ë" * redacted) == stays
