"""The cards that the bot sends to one person."""

from __future__ import annotations

from functools import partial

from berichtwacht_client import Language, Unchecked, Verdict
from microsoft_teams.cards import Action, AdaptiveCard, CardElement, Container, ShowCardAction, TextRun

from berichtwacht_teams.cards import sections
from berichtwacht_teams.cards.elements import actions, card, execute, heading, lines_of, said, shown, toggle
from berichtwacht_teams.cards.naming import named
from berichtwacht_teams.cards.sizes import Detail, fitting
from berichtwacht_teams.cards.steps import steps
from berichtwacht_teams.cards.texts import TEXTS
from berichtwacht_teams.cards.verdicts import verdict, verdict_of
from berichtwacht_teams.records import Act, Checked

__all__ = ["advice", "nudge", "reply", "thanks"]

_SAFER = "redacted"


def reply(checked: Checked, *, sent_anyway: tuple[str, ...]) -> AdaptiveCard:
    """Return the bot's answer to a message that was typed to it."""
    return fitting(partial(_reply, checked, sent_anyway))


def nudge(checked: Checked, *, sent_anyway: tuple[str, ...]) -> AdaptiveCard:
    """Return what the bot says to the writer alone about a message that was just sent."""
    return fitting(partial(_nudge, checked, sent_anyway))


def advice(language: Language, reminders: tuple[str, ...]) -> AdaptiveCard:
    """Return how to keep a message that is sent all the same."""
    return card(language, sections.keeping(reminders, TEXTS[language]))


def thanks(language: Language, *, is_kept: bool = False) -> AdaptiveCard:
    """Return the answer to whoever says that a warning is wrong, and whether the text that came along is kept."""
    texts = TEXTS[language].advice
    return card(language, [heading(texts.thanks_title), said(texts.thanks_kept if is_kept else texts.thanks)])


def _reply(checked: Checked, sent_anyway: tuple[str, ...], detail: Detail) -> AdaptiveCard:
    texts = TEXTS[checked.language]
    level = verdict_of(checked)
    body = [verdict(checked, texts.verdicts)]
    if level is Verdict.NONE:
        return card(checked.language, [*body, said(texts.verdict.clear), *sections.reminders(checked)])
    places = sections.destinations(checked)
    body += [
        *sections.warnings(checked, detail),
        *sections.words(checked, detail),
        *sections.elsewhere(places, texts),
        *sections.linked(places, texts),
        *sections.reminders(checked),
        *_again(checked, detail),
    ]
    return card(checked.language, body, _buttons(checked, level, sent_anyway, detail))


def _nudge(checked: Checked, sent_anyway: tuple[str, ...], detail: Detail) -> AdaptiveCard:
    texts = TEXTS[checked.language]
    places = sections.destinations(checked)
    body = [
        verdict(checked, texts.sent_verdicts),
        said(texts.sent.nudge),
        *sections.warnings(checked, detail),
        *sections.words(checked, detail),
        *steps(checked, places, texts),
        *sections.linked(places, texts),
        *(sections.keeping(sent_anyway, texts) if verdict_of(checked) is Verdict.WARN else []),
    ]
    return card(checked.language, body, _wrong(checked, detail, is_sent="true"))


def _again(checked: Checked, detail: Detail) -> list[CardElement]:
    texts = TEXTS[checked.language]
    buttons: list[Action] = []
    if detail.carried and isinstance(checked.result, Unchecked):
        buttons.append(execute(texts.box.check_again, Act.CHECK, text=checked.text))
    elif detail.carried and not checked.crisis:
        buttons.append(execute(texts.details.it_is_crisis, Act.CRISIS, text=checked.text))
    safer = _safer(checked, detail)
    if safer:
        buttons.append(toggle(texts.details.safer_show, _SAFER))
    return actions(buttons) + safer


def _buttons(checked: Checked, level: Verdict, sent_anyway: tuple[str, ...], detail: Detail) -> list[Action]:
    if isinstance(checked.result, Unchecked):
        return []
    if level is not Verdict.WARN:
        return _wrong(checked, detail)
    texts = TEXTS[checked.language]
    asked = card(
        checked.language,
        [sections.reasons(texts), *sections.keeping(sent_anyway, texts)],
        [execute(texts.anyway.send_now, Act.SENT, assessment=checked.result.id if detail.identified else None)],
    )
    return [ShowCardAction(title=texts.anyway.send, card=asked), *_wrong(checked, detail)]


def _wrong(checked: Checked, detail: Detail, *, is_sent: str | None = None) -> list[Action]:
    if isinstance(checked.result, Unchecked) or not (detail.identified and sections.is_warned(checked)):
        return []
    texts = TEXTS[checked.language]
    if not detail.carried:
        return [execute(texts.details.wrong, Act.WRONG, assessment=checked.result.id, is_sent=is_sent)]
    tell = execute(
        texts.details.wrong_tell, Act.WRONG, assessment=checked.result.id, text=checked.text, is_sent=is_sent
    )
    asked = card(checked.language, [sections.sharing(texts)], [tell])
    return [ShowCardAction(title=texts.details.wrong, card=asked)]


def _safer(checked: Checked, detail: Detail) -> list[CardElement]:
    if isinstance(checked.result, Unchecked) or not detail.redacted:
        return []
    redacted = checked.result.redacted_text
    if redacted is None or redacted == checked.text:
        return []
    lines = [[TextRun(text=line)] if line else [] for line in lines_of(named(redacted, checked.language))]
    title = heading(TEXTS[checked.language].details.safer_title)
    return [Container(id=_SAFER, is_visible=False, items=[title, *shown(lines)])]
