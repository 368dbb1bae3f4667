"""What cards say: all that was found, never an all-clear that was not given, and nothing to others."""

from dataclasses import replace

import pytest
from berichtwacht_client import (
    AssessedCategories,
    AssessedCategory,
    Category,
    Destination,
    FailureKind,
    Finding,
    Language,
    Level,
    LocalFinding,
    Unchecked,
    Unknown,
    Verdict,
    Why,
)
from berichtwacht_client.checks import unchecked
from berichtwacht_teams import cards
from berichtwacht_teams.cards import TEXTS, Note, Problem
from berichtwacht_teams.drafts import card_text
from berichtwacht_teams.records import Audience, Checked, Kind
from microsoft_teams.api.models.attachment import Attachment
from teams_cards import (
    DRAFT,
    SEAL,
    assessment,
    clear,
    degraded,
    newer,
    notice,
    on_the_wire,
    parts,
    places,
    warning,
)

NL = Language.NL
ADAPTIVE = "application/vnd.microsoft.card.adaptive"
WORDS = TEXTS[NL]


def checked(result, **more):
    return Checked(**({"text": DRAFT, "result": result, "language": NL} | more))


def away(text=DRAFT, reason=FailureKind.UNREACHABLE):
    return checked(unchecked(text, reason), text=text)


def said(card):
    """Return everything that is written on a card, in the order in which it is read."""
    found = []
    for part in parts(on_the_wire(card)):
        found += [str(part[name]) for name in ("label", "title", "text", "value") if name in part]
    return "\n".join(found)


def buttons(card):
    """Return the data of the buttons of a card, by what they ask for."""
    return {part["data"]["act"]: part["data"] for part in parts(on_the_wire(card)) if "data" in part}


def kinds(card):
    return [part["type"] for part in parts(on_the_wire(card))]


def marked(card):
    return [part["text"] for part in parts(on_the_wire(card)) if part.get("highlight")]


def style(card):
    return on_the_wire(card)["body"][0].get("style")


SHOWN = {
    "dialog": lambda checked: cards.warn(checked, SEAL),
    "answer": lambda checked: cards.reply(checked, sent_anyway=()),
    "sent": lambda checked: cards.sent(checked, sent_anyway=()),
}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize(
    ("result", "verdict", "colour"),
    [
        (clear(NL), Verdict.NONE, "good"),
        (notice(NL), Verdict.NOTICE, "warning"),
        (assessment(NL, "fact"), Verdict.WARN, "attention"),
        (degraded(NL), Verdict.UNCHECKED, "accent"),
        (clear(NL, degraded=("names",)), Verdict.UNCHECKED, "accent"),
        (newer(NL), Verdict.UNCHECKED, "accent"),
        (assessment(NL, "fact", verdict=Unknown("forbid")), Verdict.WARN, "attention"),
    ],
)
def test_the_verdict_is_a_word_and_a_colour(name, result, verdict, colour):
    card = SHOWN[name](checked(result))
    words = WORDS.sent_verdicts if name == "sent" else WORDS.verdicts
    assert said(card).startswith(words[verdict])
    assert style(card) == colour


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("reason", FailureKind)
def test_without_the_service_nothing_is_called_fine(name, reason):
    card = SHOWN[name](away("ik ben er om tien uur", reason))
    assert said(card).startswith(WORDS.not_checked[reason])
    assert WORDS.verdict.only_numbers in said(card)
    assert WORDS.verdict.no_numbers in said(card)
    assert "good" not in {part.get("style") for part in parts(on_the_wire(card))}


def test_without_the_service_the_numbers_are_shown_but_not_those_that_are_public():
    card = cards.warn(away("bsn 387981135, bel 06-12345678 of info@waterdrecht.nl"), SEAL)
    assert marked(card) == ["387981135", "06-12345678"]
    assert said(card).startswith(WORDS.verdict.number)
    assert "387981135\n – Dit is een burgerservicenummer." in said(card)
    assert WORDS.verdict.no_numbers not in said(card)


def test_an_account_that_is_public_is_no_warning():
    account = LocalFinding("personal", "IBAN_CODE", "warn", 0, 18, 1.0, "IbanRecogniser", public=True, own=False)
    card = cards.warn(checked(Unchecked(FailureKind.LATE, (account,)), text="NL16INGB4562207037"), SEAL)
    assert style(card) == "accent"
    assert marked(card) == []


def test_without_the_service_a_message_is_placed_without_a_reason():
    card = cards.warn(away(), SEAL)
    assert buttons(card)["place"] == {"act": "place", "seal": SEAL}
    assert "Action.ShowCard" not in kinds(card)


def test_what_was_not_checked_is_named():
    text = said(cards.warn(checked(degraded(NL)), SEAL))
    assert "Niet gecontroleerd: besluiten, vertrouwelijke zaken." in text
    assert "persoonsgegevens" not in text.partition("\n")[0]


def test_a_warning_asks_for_a_reason_before_it_is_placed():
    card = cards.warn(checked(assessment(NL, "fact")), SEAL, sent_anyway=("Zet het in het archief.",))
    asked, _ = (part["card"] for part in parts(on_the_wire(card)) if part["type"] == "Action.ShowCard")
    (reason,) = (part for part in parts(asked) if part["type"] == "Input.ChoiceSet")
    assert (reason["id"], reason["isRequired"]) == ("reason", True)
    assert [choice["value"] for choice in reason["choices"]] == list(Why)
    assert "Zet het in het archief." in {part.get("text") for part in parts(asked)}
    assert asked["actions"][0]["data"] == {"act": "place", "assessment": "the-assessment", "seal": SEAL}
    assert [part["data"]["act"] for part in parts(on_the_wire(card)) if "data" in part].count("place") == 1


def test_a_hint_is_placed_without_a_reason():
    card = cards.warn(checked(notice(NL)), SEAL)
    assert buttons(card)["place"] == {"act": "place", "assessment": "the-assessment", "seal": SEAL}
    assert "Input.ChoiceSet" not in kinds(card)


def test_the_text_goes_along_with_an_objection_only_when_the_writer_says_so():
    result = assessment(NL, "fact")
    for card in (cards.warn(checked(result), SEAL), cards.reply(checked(result), sent_anyway=())):
        (share,) = (part for part in parts(on_the_wire(card)) if part.get("id") == "share")
        assert (share["type"], share["value"]) == ("Input.Toggle", "false")
    assert buttons(cards.warn(checked(result), SEAL))["wrong"]["seal"] == SEAL
    assert buttons(cards.reply(checked(result), sent_anyway=()))["wrong"]["text"] == DRAFT


def test_every_warning_is_told_with_its_paragraph_behind_a_button():
    card = cards.warn(checked(assessment(NL, "fact", "decision", "credential")), SEAL)
    hidden = [part["id"] for part in parts(on_the_wire(card)) if part.get("isVisible") is False]
    shown = [part["targetElements"] for part in parts(on_the_wire(card)) if "targetElements" in part]
    assert hidden == ["why-1", "why-2", "why-3", "explanation"]
    assert shown == [["why-1"], ["why-2"], ["why-3"], ["explanation"]]
    for name in ("fact", "decision", "credential"):
        assert warning(NL, name).message in said(card)


def test_each_place_is_offered_once():
    card = cards.warn(checked(assessment(NL, "fact", "decision")), SEAL)
    acts = [part["data"] for part in parts(on_the_wire(card)) if part.get("data", {}).get("act") == "redirect"]
    assert [data["destination"] for data in acts] == ["motion", "email"]


def test_what_a_warning_says_is_not_read_as_markdown():
    strange = replace(
        warning(NL, "fact"), title="[klik](http://boos.example) *nu*", message="[hier](http://boos.example)"
    )
    card = on_the_wire(cards.warn(checked(assessment(NL, warnings=(strange,))), SEAL))
    titles = [part["text"] for part in parts(card) if part["type"] == "TextBlock"]
    assert r"\[klik\]\(http://boos\.example\) \*nu\*" in titles
    assert [part["type"] for part in parts(card) if part.get("text") == strange.message] == ["TextRun"]


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([(0, 3), (4, 6)], ["Kun", "je"]),
        ([(4, 6), (0, 3)], ["Kun", "je"]),
        ([(0, 6), (4, 11)], ["Kun je mevr"]),
        ([(0, 11), (4, 6)], ["Kun je mevr"]),
        ([(0, 3), (3, 6)], ["Kun je"]),
        ([(20, 40)], ["ellen?", "Haar bijstan"]),
        ([(0, 10_000), (5, 5), (-1, 3)], []),
    ],
)
def test_words_are_highlighted_where_they_stand(spans, shown):
    found = tuple(Finding(Category.PERSONAL, None, start, end, 1.0, "x", "Daarom.") for start, end in spans)
    assert marked(cards.warn(checked(assessment(NL, "fact", findings=found)), SEAL)) == shown


def test_places_count_code_points():
    text = "👨‍👩‍👧 Yilmaz"
    found = (Finding(Category.PERSONAL, "PERSON", 6, 12, 1.0, "x", "Dit is een naam."),)
    assert marked(cards.warn(checked(assessment(NL, "fact", findings=found), text=text), SEAL)) == ["Yilmaz"]


def test_only_what_belongs_to_a_level_is_highlighted():
    none, some = AssessedCategory(Level.NONE, 0.0), AssessedCategory(Level.WARN, 1.0)
    levels = AssessedCategories(none, some, AssessedCategory(None, None))
    found = tuple(
        Finding(category, None, start, start + 2, 1.0, "x", "Daarom.")
        for start, category in enumerate((*Category, Unknown("invented")))
    )
    for one, is_shown in zip(found, (False, True, True, True), strict=True):
        card = cards.warn(checked(assessment(NL, "decision", categories=levels, findings=(one,))), SEAL)
        assert bool(marked(card)) is is_shown


def test_many_words_are_told_in_part():
    found = tuple(Finding(Category.PERSONAL, None, at, at + 2, 1.0, "x", "Daarom.") for at in range(9))
    text = said(cards.warn(checked(assessment(NL, "fact", findings=found)), SEAL))
    assert text.count("– Daarom.") == 6
    assert "Aantal andere plekken: 3." in text


def test_of_a_long_draft_only_the_words_and_what_is_around_them_are_shown():
    text = "x" * 3_000 + " Yilmaz " + "y" * 3_000
    found = (Finding(Category.PERSONAL, "PERSON", 3_001, 3_007, 1.0, "x", "Dit is een naam."),)
    card = on_the_wire(cards.warn(checked(assessment(NL, "fact", findings=found), text=text), SEAL))
    (block,) = (part for part in parts(card) if any(run.get("highlight") for run in part.get("inlines", ())))
    assert [run["text"] for run in block["inlines"]] == [f"…{'x' * 29} ", "Yilmaz", f" {'y' * 29}…"]


def test_the_version_without_personal_data_is_offered_when_there_is_one():
    with_one, same = checked(assessment(NL, "fact")), checked(assessment(NL, "fact", redacted_text=DRAFT))
    assert buttons(cards.warn(with_one, SEAL))["redacted"] == {"act": "redacted", "assessment": "the-assessment"}
    assert "redacted" not in buttons(cards.warn(same, SEAL))
    assert "[naam]" in said(cards.reply(with_one, sent_anyway=()))
    assert WORDS.details.safer_show not in said(cards.reply(same, sent_anyway=()))


def test_a_crisis_is_offered_once():
    result = assessment(NL, "fact")
    assert buttons(cards.reply(checked(result), sent_anyway=()))["crisis"]["text"] == DRAFT
    assert "crisis" not in buttons(cards.reply(checked(result, crisis=True), sent_anyway=()))
    for is_crisis, value in ((False, "false"), (True, "true")):
        card = on_the_wire(cards.warn(checked(result, crisis=is_crisis), SEAL))
        assert [part["value"] for part in parts(card) if part.get("id") == "crisis"] == [value]


def test_the_way_back_from_a_place_keeps_the_crisis():
    motion, _ = places(NL)
    result = assessment(NL, "fact")
    assert buttons(cards.redirect(checked(result, crisis=True), motion))["back"] == {"act": "back", "crisis": "true"}
    assert buttons(cards.redirect(checked(result), motion))["back"] == {"act": "back"}


@pytest.mark.parametrize("url", ["https://motion.example/", "mailto:", None, "javascript:alert(1)", "file:///etc"])
def test_only_an_address_is_opened(url):
    card = cards.redirect(checked(assessment(NL, "fact")), Destination("motion", "Motion", url, "Daarom."))
    opened = [part["url"] for part in parts(on_the_wire(card)) if part["type"] == "Action.OpenUrl"]
    assert opened == ([url] if url in {"https://motion.example/", "mailto:"} else [])


def test_a_sent_message_is_first_put_where_it_belongs_and_then_taken_away():
    text = said(cards.sent(checked(assessment(NL, "fact")), sent_anyway=("Zet het in het archief.",)))
    order = [
        "1. Zet het bericht eerst waar het hoort: Motion, E-mail.",
        "2. Pas het bericht",
        "Zet het in het archief.",
    ]
    assert [text.index(step) for step in order] == sorted(text.index(step) for step in order)


@pytest.mark.parametrize("show", [cards.sent, cards.nudge])
def test_only_what_was_warned_of_was_sent_anyway(show):
    for one, is_told in ((checked(assessment(NL, "fact")), True), (checked(notice(NL)), False), (away(), False)):
        assert ("Zet het in het archief." in said(show(one, sent_anyway=("Zet het in het archief.",)))) is is_told


def test_a_sent_message_that_is_fine_needs_nothing():
    card = cards.sent(checked(clear(NL)), sent_anyway=("Zet het in het archief.",))
    assert set(buttons(card)) == {"close"}
    assert "archief" not in said(card)


def test_nobody_is_asked_twice_whether_a_warning_is_wrong():
    person = checked(assessment(NL, "fact"))
    assert "wrong" in buttons(cards.warn(person, SEAL))
    thanked = cards.warn(person, SEAL, note=Note.THANKS)
    assert "wrong" not in buttons(thanked)
    assert WORDS.notes[Note.THANKS] in said(thanked)


@pytest.mark.parametrize("show", [*SHOWN.values(), lambda one: cards.nudge(one, sent_anyway=())])
def test_only_a_warning_can_be_wrong(show):
    assert "wrong" in buttons(show(checked(assessment(NL, "fact"))))
    for one in (checked(degraded(NL)), checked(clear(NL)), away()):
        assert "wrong" not in buttons(show(one))


@pytest.mark.parametrize(
    ("audience", "line"),
    [
        (None, None),
        (Audience(Kind.PERSONAL, 2), None),
        (Audience(Kind.CHANNEL), "Iedereen in dit kanaal kan je bericht lezen."),
        (Audience(Kind.GROUP_CHAT, 1), "Iedereen in deze groep kan je bericht lezen."),
        (Audience(Kind.GROUP_CHAT, 5), "In deze groep zitten 5 mensen. Zij kunnen je bericht allemaal lezen."),
        (Audience(Kind.CHANNEL, 14), "In dit kanaal zitten 14 mensen. Zij kunnen je bericht allemaal lezen."),
    ],
)
def test_who_will_read_it_is_told_when_it_is_known(audience, line):
    for card in (
        cards.ask(NL, audience=audience),
        cards.warn(checked(assessment(NL, "fact"), audience=audience), SEAL),
    ):
        told = [text for text in said(card).split("\n") if text.startswith(("Iedereen in", "In deze", "In dit kanaal"))]
        assert told == ([] if line is None else [line])


def test_the_box_holds_the_text_and_says_what_is_missing():
    (box,) = (part for part in parts(on_the_wire(cards.ask(NL, text=DRAFT))) if part["type"] == "Input.Text")
    assert (box["id"], box["value"], box["maxLength"]) == ("draft", DRAFT, 10_000)
    assert box["isMultiline"]
    assert box["errorMessage"] == WORDS.box.missing


def test_what_others_can_read_says_nothing_of_a_verdict():
    for language in Language:
        text = cards.elsewhere(language)
        assert not any(word in text for word in (*TEXTS[language].verdicts.values(), DRAFT))


def test_help_speaks_of_nudges_only_where_there_are_any():
    assert WORDS.help.nudges in said(cards.help_card(NL, nudges=True))
    assert WORDS.help.nudges not in said(cards.help_card(NL, nudges=False))


@pytest.mark.parametrize("language", Language)
def test_every_problem_and_note_is_said(language):
    for problem in Problem:
        assert TEXTS[language].problems[problem] in said(cards.problem(language, problem))
    for note in Note:
        assert TEXTS[language].notes[note] in said(cards.ask_again(language, DRAFT, False, note=note))


@pytest.mark.parametrize("show", [*SHOWN.values(), lambda one: cards.nudge(one, sent_anyway=())])
def test_the_draft_never_stands_in_a_title_an_address_or_markdown(show):
    text = "zqx [klik](http://boos.example)"
    found = (Finding(Category.PERSONAL, None, 0, 31, 1.0, "x", "Daarom."),)
    result = assessment(NL, "fact", findings=found, redacted_text="zqx <PERSON>")
    for one in (checked(result, text=text), away(text)):
        for part in parts(on_the_wire(show(one))):
            names = ["title", "label", "url", "tooltip", *(["text"] if part["type"] == "TextBlock" else [])]
            assert not any("zqx" in str(part.get(name)) for name in names)


TYPED = "Zet {{DATE(2026-11-29T09:00:00Z, SHORT)}} en {{{TIME(2026-11-29T09:00:00Z)}} maar {{dit}} niet"


@pytest.mark.parametrize("text", [TYPED, "\n".join([TYPED, *300 * ["x"]])], ids=["lines", "one block"])
def test_teams_writes_no_date_of_its_own_into_a_message(text):
    card = cards.message(text)
    pieces = [[part["text"] for part in block["inlines"]] for block in on_the_wire(card)["body"]]
    assert not [piece for block in pieces for piece in block if "{{DATE(" in piece or "{{TIME(" in piece]
    assert "\n".join("".join(block) for block in pieces) == text
    assert card_text([Attachment(content_type=ADAPTIVE, content=on_the_wire(card))]) == text


def test_nor_into_what_is_shown_of_a_draft():
    found = Finding(Category.PERSONAL, "PERSON", 4, 43, 0.9, "names", "Dit is een naam.")
    for text in (TYPED, f"{TYPED} {'x ' * 600}"):
        for show in SHOWN.values():
            card = on_the_wire(show(checked(assessment(NL, "fact", findings=(found,)), text=text)))
            runs = [part["text"] for part in parts(card) if part["type"] == "TextRun"]
            assert any("{DATE(" in run for run in runs)
            assert not [run for run in runs if "{{DATE(" in run or "{{TIME(" in run]
