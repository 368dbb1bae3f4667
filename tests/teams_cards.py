"""Cards of the Teams app as they go over the wire: a table of cases, and the rules that each of them has to keep.

``PYTHONPATH=integrations/python:integrations/teams python tests/teams_cards.py`` writes the golden files anew.
"""

import json
from dataclasses import replace
from pathlib import Path

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
from berichtwacht_teams.cards import Note, Problem
from berichtwacht_teams.records import Act, Audience, Checked, Kind

GOLDEN = Path(__file__).parent / "integrations" / "teams" / "golden"
SEAL = "the-seal"
DRAFT = "Kun je mevr Yilmaz bellen?\n\nHaar bijstand is stopgezet."
REDACTED = DRAFT.replace("Yilmaz", "<PERSON>")

DIALOGS = ("ask", "warn", "redirect", "sent", "nothing")
"""How the names of dialogs begin; all other cards are sent by the bot, or put into the compose box."""

_SAID = {
    Language.NL: {
        "fact": ("Dit gaat over iemands privéleven", "In je bericht staat iets gevoeligs over een persoon."),
        "decision": ("Dit gaat over een besluit", "Dat overleg hoort in de e-mail, niet in een app."),
        "credential": ("Deel geen wachtwoord of code", "Geef de code persoonlijk of via de wachtwoordkluis."),
        "name": ("Er staat een naam in je bericht", "Dat mag soms. Kijk of de naam nodig is."),
        "person": "Dit is een naam van een persoon.",
        "phrase": "Dit zegt iets gevoeligs over een persoon.",
        "motion": "In Motion staat het bij de juiste zaak.",
        "email": "E-mail van je werk is veiliger dan een app.",
        "reminder": "Werkberichten in Teams moet je bewaren.",
        "sent_anyway": "Een bericht dat je toch verstuurt, bewaar je goed. Zorg dat het in het archief komt.",
    },
    Language.EN: {
        "fact": ("This is about somebody's private life", "Your message holds something sensitive about a person."),
        "decision": ("This is about a decision", "That belongs in the e-mail, not in an app."),
        "credential": ("Do not share a password or code", "Give the code in person or through the vault."),
        "name": ("There is a name in your message", "That is fine at times. See whether the name is needed."),
        "person": "This is the name of a person.",
        "phrase": "This says something sensitive about a person.",
        "motion": "In Motion it stands with the right case.",
        "email": "E-mail at work is safer than an app.",
        "reminder": "You have to keep messages about work in Teams.",
        "sent_anyway": "Keep a message that you send anyway, and see that it is archived.",
    },
}
_CLAUSE = Clause("aandachtspunt-1", "Dat mag alleen via de daarvoor bestemde applicaties (denk aan bedrijfsmail).")
_CATEGORIES = {"fact": Category.PERSONAL, "name": Category.PERSONAL, "decision": Category.DECISION}


def places(language):
    """Return a destination without an address and one with."""
    said = _SAID[language]
    return (
        Destination("motion", "Motion", None, said["motion"]),
        Destination("email", "E-mail", "mailto:", said["email"]),
    )


def warning(language, name, level=Level.WARN):
    """Return a warning of the service."""
    category = _CATEGORIES.get(name, Category.CONFIDENTIAL)
    return PolicyWarning(f"{category}.{name}", category, level, *_SAID[language][name], _CLAUSE, places(language))


def assessment(language, *warnings, verdict=Verdict.WARN, **changed):
    """Return what the service says to :data:`DRAFT`, changed as asked."""
    said = _SAID[language]
    none = AssessedCategory(Level.NONE, 0.01)
    made = Assessment(
        id="the-assessment",
        verdict=verdict,
        categories=AssessedCategories(AssessedCategory(Level.WARN, 0.97), none, none),
        findings=(
            Finding(Category.PERSONAL, "PERSON", 12, 18, 0.99, "PersonRecogniser", said["person"]),
            Finding(Category.PERSONAL, None, 28, 55, 1.0, "estimator", said["phrase"]),
        ),
        topics=(),
        warnings=tuple(warning(language, name) for name in warnings),
        reminders=(),
        redacted_text=REDACTED,
        degraded=(),
        model_version="1",
        policy_version="1",
    )
    return replace(made, **changed)


def clear(language, **changed):
    """Return an all-clear."""
    none = AssessedCategory(Level.NONE, 0.01)
    return assessment(
        language,
        verdict=Verdict.NONE,
        categories=AssessedCategories(none, none, none),
        findings=(),
        redacted_text=DRAFT,
        **changed,
    )


def notice(language):
    """Return an answer with nothing but a hint."""
    some, none = AssessedCategory(Level.NOTICE, 0.3), AssessedCategory(Level.NONE, 0.01)
    return assessment(
        language,
        verdict=Verdict.NOTICE,
        categories=AssessedCategories(some, none, none),
        warnings=(warning(language, "name", Level.NOTICE),),
    )


def degraded(language):
    """Return an answer of a service that has lost its model."""
    none = AssessedCategory(None, None)
    return assessment(
        language,
        verdict=Verdict.UNCHECKED,
        categories=AssessedCategories(AssessedCategory(Level.NONE, 0.01), none, none),
        findings=(),
        redacted_text=None,
        degraded=("decision", "confidential"),
    )


def newer(language):
    """Return an answer of a newer service, in words that nobody here knows."""
    strange = PolicyWarning(
        "ai.invented", Unknown("invented"), Unknown("forbid"), *_SAID[language]["credential"], _CLAUSE, ()
    )
    found = Finding(Unknown("invented"), "ROBOT", 0, 6, 1.0, "RobotRecogniser", "🤖")
    return assessment(language, verdict=Unknown("forbid"), warnings=(strange,), findings=(found,), redacted_text=None)


def cases(language):
    """Yield the name and the card of every case."""
    said = _SAID[language]
    kept = (said["sent_anyway"],)
    channel = Audience(Kind.CHANNEL, 14)
    reminded = (Reminder("retention.teams", said["reminder"], _CLAUSE),)
    numbers = "bsn 387981135, bel 06-12345678 of info@waterdrecht.nl"

    def checked(result, **more):
        return Checked(**({"text": DRAFT, "result": result, "language": language} | more))

    def away(text, reason=FailureKind.UNREACHABLE):
        return checked(unchecked(text, reason), text=text)

    person, short = checked(assessment(language, "fact"), audience=channel), checked(notice(language))
    three = checked(assessment(language, "fact", "decision", "credential"), reminders=reminded)
    in_crisis = checked(assessment(language, "name", verdict=Verdict.NOTICE), crisis=True, reminders=reminded)
    fine, strange = checked(clear(language), reminders=reminded), checked(newer(language))
    partly, robbed = checked(degraded(language)), checked(clear(language, degraded=("names",)))
    long = checked(assessment(language, "fact", redacted_text=None), text=DRAFT + " En dan nog dit." * 100)
    motion, email = places(language)

    yield "ask", cards.ask(language)
    yield "ask-channel", cards.ask(language, audience=channel)
    yield "ask-crisis", cards.ask(language, text=DRAFT, crisis=True, audience=Audience(Kind.GROUP_CHAT))
    for note in Note:
        yield f"ask-again-{note}", cards.ask_again(language, REDACTED, False, note=note)
    yield "warn-person", cards.warn(person, SEAL, sent_anyway=kept)
    yield "warn-three", cards.warn(three, SEAL, sent_anyway=kept)
    yield "warn-thanks", cards.warn(person, SEAL, note=Note.THANKS)
    yield "warn-clear", cards.warn(checked(clear(language), reminders=reminded), SEAL)
    yield "warn-long", cards.warn(long, SEAL)
    yield "warn-crisis", cards.warn(in_crisis, SEAL)
    yield "warn-notice", cards.warn(short, SEAL)
    yield "warn-degraded", cards.warn(partly, SEAL)
    yield "warn-newer-service", cards.warn(strange, SEAL)
    yield "warn-away-numbers", cards.warn(away(numbers), SEAL)
    yield "warn-away-phone", cards.warn(away("bel 06-12345678", FailureKind.LATE), SEAL)
    yield "warn-away-nothing", cards.warn(away("ik ben er om tien uur", FailureKind.BUSY), SEAL)
    yield "redirect-motion", cards.redirect(person, motion)
    yield "redirect-email", cards.redirect(in_crisis, email)
    yield "sent-person", cards.sent(person, sent_anyway=kept)
    yield "sent-notice", cards.sent(short, sent_anyway=kept)
    yield "sent-clear", cards.sent(fine, sent_anyway=kept)
    yield "sent-away", cards.sent(away(numbers), sent_anyway=kept)
    yield "reply-person", cards.reply(person, sent_anyway=kept)
    yield "reply-clear", cards.reply(fine, sent_anyway=kept)
    yield "reply-partly", cards.reply(robbed, sent_anyway=kept)
    yield "reply-notice", cards.reply(short, sent_anyway=kept)
    yield "reply-crisis", cards.reply(in_crisis, sent_anyway=kept)
    yield "reply-away", cards.reply(away(numbers), sent_anyway=kept)
    yield "nudge-person", cards.nudge(person, sent_anyway=kept)
    yield "advice", cards.advice(language, kept)
    yield "advice-none", cards.advice(language, ())
    yield "thanks", cards.thanks(language)
    yield "thanks-kept", cards.thanks(language, is_kept=True)
    yield "help", cards.help_card(language, nudges=False)
    yield "help-nudges", cards.help_card(language, nudges=True)
    for problem in Problem:
        yield f"problem-{problem}", cards.problem(language, problem)
    yield "nothing-to-check", cards.nothing_to_check(language)
    yield "message", cards.message(DRAFT)


def on_the_wire(card):
    """Return ``card`` as the SDK sends it."""
    return card.model_dump(exclude_none=True)


def is_dialog(name):
    """Return whether a case is shown as a dialog."""
    return name.startswith(DIALOGS)


_COMMON = {"type", "id", "isVisible", "spacing", "separator"}
_INPUT = _COMMON | {"label", "isRequired", "errorMessage", "value"}
_ACTION = {"type", "title", "tooltip", "style"}
PROPERTIES = {
    "AdaptiveCard": {"type", "version", "lang", "body", "actions"},
    "TextBlock": _COMMON | {"text", "size", "weight", "wrap", "style"},
    "RichTextBlock": _COMMON | {"inlines"},
    "TextRun": {"type", "text", "weight", "highlight", "underline", "isSubtle"},
    "Container": _COMMON | {"items", "style"},
    "ActionSet": _COMMON | {"actions"},
    "Input.Text": _INPUT | {"isMultiline", "maxLength"},
    "Input.Toggle": _INPUT | {"title", "valueOn", "valueOff", "wrap"},
    "Input.ChoiceSet": _INPUT | {"choices", "style", "wrap"},
    "Action.Submit": _ACTION | {"data"},
    "Action.Execute": _ACTION | {"data", "verb"},
    "Action.OpenUrl": _ACTION | {"url"},
    "Action.ShowCard": _ACTION | {"card"},
    "Action.ToggleVisibility": _ACTION | {"targetElements"},
}
"""What our cards may use: all of it is in Adaptive Cards 1.5, and shown by Teams on desktop and phone."""

DATA = {"act", "assessment", "seal", "destination", "text", "crisis", "is_sent"}
ADDRESSES = ("https:", "http:", "mailto:")


def parts(node):
    """Yield every element, action and card within ``node``, itself included."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for name, value in node.items():
            if name != "data":
                yield from parts(value)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value)


def faults(card, *, dialog):
    """Yield what Teams, a screen reader or the handlers could not do with ``card``."""
    found = list(parts(card))
    ids = [part["id"] for part in found if "id" in part]
    if len(set(ids)) != len(ids):
        yield f"ids are not unique: {ids}"
    if card["version"] != "1.5":
        yield "another version"
    for part in found:
        yield from (f"{part['type']}: {fault}" for fault in _faults(part, ids, dialog=dialog))


def _faults(part, ids, *, dialog):
    kind = part["type"]
    if kind not in PROPERTIES:
        yield "not one of ours"
        return
    yield from (f"does not know {name}" for name in sorted(part.keys() - PROPERTIES[kind]))
    if len(part.get("actions", ())) > 6:
        yield "more buttons than Teams shows"
    if kind in {"TextBlock", "TextRun"} and not part["text"]:
        yield "empty"
    if kind == "TextBlock" and not part.get("wrap"):
        yield "is cut off"
    if kind.startswith("Input."):
        yield from _input_faults(part)
    if kind.startswith("Action."):
        yield from _action_faults(part, ids, dialog=dialog)


def _input_faults(part):
    if not part.get("label") or not part.get("id"):
        yield "has no label or no id"
    if part.get("isRequired") and not part.get("errorMessage"):
        yield "does not say what is missing"
    if part["type"] == "Input.Text" and not isinstance(part["maxLength"], int):
        yield "maxLength is no whole number"


def _action_faults(part, ids, *, dialog):
    kind = part["type"]
    if not part.get("title"):
        yield "has no title"
    if kind == ("Action.Execute" if dialog else "Action.Submit"):
        yield "does not work there"
    if kind == "Action.Execute" and part.get("verb") != part["data"]["act"]:
        yield "verb and act differ"
    if kind == "Action.OpenUrl" and not part["url"].startswith(ADDRESSES):
        yield "opens another kind of address"
    if kind == "Action.ToggleVisibility" and not set(part["targetElements"]) <= set(ids):
        yield "shows what is not there"
    data = part.get("data", {"act": "close"})
    if not data.keys() <= DATA or data["act"] not in list(Act):
        yield f"carries {sorted(data)}"
    if not all(isinstance(value, str) for value in data.values()):
        yield "carries more than words"


def main():
    """Write the golden files."""
    for path in GOLDEN.glob("*.json"):
        path.unlink()
    GOLDEN.mkdir(exist_ok=True)
    for language in Language:
        for name, card in cases(language):
            text = json.dumps(on_the_wire(card), ensure_ascii=False, indent=1)
            (GOLDEN / f"{name}.{language}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
