"""The dialogs: what is asked before a message is sent, and what is said of one that was sent already."""

from __future__ import annotations

from functools import partial

from berichtwacht_client import Destination, Language, Unchecked, Verdict
from berichtwacht_client.drafts import MAX_DRAFT_CHARACTERS
from microsoft_teams.cards import (
    Action,
    AdaptiveCard,
    CardElement,
    Container,
    ShowCardAction,
    SubmitAction,
    TextInput,
    ToggleInput,
)

from berichtwacht_teams.cards import sections
from berichtwacht_teams.cards.elements import (
    actions,
    card,
    heading,
    is_address,
    numbered,
    open_url,
    plain,
    said,
    submit,
    toggle,
)
from berichtwacht_teams.cards.explaining import explanation, problem
from berichtwacht_teams.cards.sizes import MOST_BYTES, Detail, fitting, size_of
from berichtwacht_teams.cards.steps import steps
from berichtwacht_teams.cards.texts import TEXTS, Note, Problem, Texts
from berichtwacht_teams.cards.verdicts import header, verdict, verdict_of
from berichtwacht_teams.records import Act, Audience, Checked

__all__ = ["ask", "ask_again", "nothing_to_check", "redirect", "sent", "warn"]

_EXPLANATION = "explanation"


def ask(language: Language, *, text: str = "", crisis: bool = False, audience: Audience | None = None) -> AdaptiveCard:
    """Return the first dialog: a box for the message, and what Berichtwacht does with it."""
    texts = TEXTS[language]
    top: list[CardElement] = [heading(texts.box.title, size="Large"), said(texts.box.purpose)]
    return _asking(language, top + sections.audience(texts, audience), text, is_crisis=crisis)


def ask_again(
    language: Language,
    text: str,
    crisis: bool,
    *,
    note: Note | None = None,
    audience: Audience | None = None,
    assessment: str | None = None,
    seal: str | None = None,
) -> AdaptiveCard:
    """Return the dialog with the box once more, and why.

    ``assessment`` and ``seal`` are those of the text that was checked before, so that the service hears what became
    of it.
    """
    texts = TEXTS[language]
    told = texts.box.purpose if note is None else texts.notes[note]
    top = [heading(texts.box.title, size="Large"), said(told), *sections.audience(texts, audience)]
    return _asking(language, top, text, is_crisis=crisis, assessment=assessment, seal=seal)


def warn(checked: Checked, seal: str, *, sent_anyway: tuple[str, ...] = (), note: Note | None = None) -> AdaptiveCard:
    """Return the dialog after a check that was not clear.

    A draft that is too large for Teams to show gets no box, and cannot be placed.

    Parameters
    ----------
    seal
        What tells later whether the box still holds the text that was checked.
    sent_anyway
        What the policy says to whoever sends it all the same.
    note
        Why it is shown again; after thanks nobody is asked once more whether the warning is wrong.
    """
    return fitting(partial(_warn, checked, seal, sent_anyway, note))


def redirect(checked: Checked, destination: Destination) -> AdaptiveCard:
    """Return the dialog that leads the message to where it belongs."""
    texts = TEXTS[checked.language]
    place = destination.label
    opens = texts.redirect.open_with_button if is_address(destination.url) else texts.redirect.open
    told = (texts.redirect.copy_text, opens.format(place=place), texts.redirect.paste, texts.redirect.leave)
    body: list[CardElement] = [
        heading(texts.redirect.title.format(place=plain(place)), size="Large"),
        said(destination.why),
        *numbered(told),
        _box(texts.redirect.label, checked.text),
    ]
    buttons: list[Action] = [
        submit(texts.redirect.back, Act.BACK, crisis="true" if checked.crisis else None),
        submit(texts.details.close, Act.CLOSE),
    ]
    if is_address(destination.url):
        buttons.insert(0, open_url(texts.details.open.format(place=place), destination.url))
    return _shown(card(checked.language, body, buttons), checked.language)


def sent(checked: Checked, *, sent_anyway: tuple[str, ...]) -> AdaptiveCard:
    """Return the dialog about a message that was sent already: what is wrong, and how to put it right."""
    return fitting(partial(_sent, checked, sent_anyway))


def nothing_to_check(language: Language) -> AdaptiveCard:
    """Return the dialog about a message that was sent without any text."""
    texts = TEXTS[language]
    top = header(texts.sent.nothing_title, Verdict.UNCHECKED, [texts.sent.nothing])
    return card(language, [top], [submit(texts.details.close, Act.CLOSE)])


def _asking(
    language: Language, top: list[CardElement], text: str, *, is_crisis: bool, **checked_before: str | None
) -> AdaptiveCard:
    texts = TEXTS[language]
    check = submit(texts.box.check, Act.CHECK, style="positive", **checked_before)

    def build(detail: Detail) -> AdaptiveCard:
        if not detail.boxed:
            return problem(language, Problem.TOO_LARGE)
        body = [*top, _box(texts.box.label, text, missing=texts.box.missing), *_crisis(texts, is_crisis=is_crisis)]
        return card(language, body + _explained(texts, detail), [check, *_explain(texts, detail)])

    return fitting(build)


def _warn(checked: Checked, seal: str, sent_anyway: tuple[str, ...], note: Note | None, detail: Detail) -> AdaptiveCard:
    texts = TEXTS[checked.language]
    places = sections.destinations(checked)
    assessment = _id(checked, detail)
    body = [
        verdict(checked, texts.verdicts, note=None if note is None else texts.notes[note]),
        *sections.audience(texts, checked.audience),
        *sections.warnings(checked, detail),
        *sections.words(checked, detail),
        *sections.elsewhere(places, texts),
    ]
    if not detail.boxed:
        body += sections.reminders(checked)
        return card(checked.language, [*body, said(texts.problems[Problem.TOO_LARGE])], [_close(texts)])
    body += actions(
        [
            submit(
                texts.details.go_to.format(place=place.label), Act.REDIRECT, assessment=assessment, destination=place.id
            )
            for place in places
        ]
    )
    body += [
        *sections.reminders(checked),
        _box(texts.box.mend, checked.text, missing=texts.box.missing),
        *_crisis(texts, is_crisis=checked.crisis),
        *actions(
            [
                submit(texts.box.check_again, Act.CHECK, style="positive", assessment=assessment, seal=seal),
                *_safer(checked, texts, detail),
            ]
        ),
    ]
    return card(
        checked.language,
        body + _explained(texts, detail),
        [
            _place(checked, seal, sent_anyway, detail),
            *([] if note in {Note.THANKS, Note.THANKS_KEPT} else _wrong(checked, assessment, seal)),
            *_explain(texts, detail),
        ],
    )


def _sent(checked: Checked, sent_anyway: tuple[str, ...], detail: Detail) -> AdaptiveCard:
    texts = TEXTS[checked.language]
    level = verdict_of(checked)
    body = [verdict(checked, texts.sent_verdicts)]
    assessment = _id(checked, detail)
    buttons: list[Action] = [_close(texts)]
    if level is Verdict.NONE:
        body += [said(texts.sent.clear), *sections.reminders(checked)]
    else:
        places = sections.destinations(checked)
        body += [
            *sections.warnings(checked, detail),
            *sections.words(checked, detail),
            *steps(checked, places, texts),
            *sections.linked(places, texts),
            *(sections.keeping(sent_anyway, texts) if level is Verdict.WARN else []),
        ]
        buttons += _wrong(checked, assessment)
    return card(checked.language, body, buttons)


def _box(label: str, text: str, *, missing: str | None = None) -> TextInput:
    return TextInput(
        id="draft",
        label=label,
        value=text or None,
        is_multiline=True,
        is_required=None if missing is None else True,
        error_message=missing,
    ).with_max_length(MAX_DRAFT_CHARACTERS)


def _crisis(texts: Texts, *, is_crisis: bool) -> list[CardElement]:
    return [
        ToggleInput(
            id="crisis",
            label=texts.box.crisis_meaning,
            title=texts.box.crisis,
            value="true" if is_crisis else "false",
            value_on="true",
            value_off="false",
            wrap=True,
        )
    ]


def _explained(texts: Texts, detail: Detail) -> list[CardElement]:
    return [Container(id=_EXPLANATION, is_visible=False, items=explanation(texts))] if detail.explained else []


def _explain(texts: Texts, detail: Detail) -> list[Action]:
    return [toggle(texts.box.explain, _EXPLANATION)] if detail.explained else []


def _safer(checked: Checked, texts: Texts, detail: Detail) -> list[Action]:
    redacted = None if isinstance(checked.result, Unchecked) else checked.result.redacted_text
    if redacted is None or redacted == checked.text or len(redacted) > MAX_DRAFT_CHARACTERS:
        return []
    return [submit(texts.details.safer, Act.REDACTED, assessment=_id(checked, detail))]


def _place(checked: Checked, seal: str, sent_anyway: tuple[str, ...], detail: Detail) -> Action:
    texts = TEXTS[checked.language]
    if isinstance(checked.result, Unchecked):
        return submit(texts.anyway.place_unchecked, Act.PLACE, seal=seal)
    place = submit(texts.anyway.place_now, Act.PLACE, assessment=_id(checked, detail), seal=seal)
    if verdict_of(checked) is not Verdict.WARN:
        return place
    asked = card(
        checked.language,
        [sections.reasons(texts), *sections.keeping(sent_anyway, texts)],
        [place],
    )
    return ShowCardAction(title=texts.anyway.place, card=asked)


def _wrong(checked: Checked, assessment: str | None, seal: str | None = None) -> list[Action]:
    if assessment is None or not sections.is_warned(checked):
        return []
    texts = TEXTS[checked.language]
    if seal is None:  # there is no box, and so no text to send along
        return [submit(texts.details.wrong, Act.WRONG, assessment=assessment)]
    tell = submit(texts.details.wrong_tell, Act.WRONG, assessment=assessment, seal=seal)
    return [ShowCardAction(title=texts.details.wrong, card=card(checked.language, [sections.sharing(texts)], [tell]))]


def _id(checked: Checked, detail: Detail) -> str | None:
    return None if isinstance(checked.result, Unchecked) or not detail.identified else checked.result.id


def _close(texts: Texts) -> SubmitAction:
    return submit(texts.details.close, Act.CLOSE)


def _shown(made: AdaptiveCard, language: Language) -> AdaptiveCard:
    return made if size_of(made) <= MOST_BYTES else problem(language, Problem.TOO_LARGE)
