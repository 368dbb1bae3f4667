"""What cards have in common: what is wrong and why, where it does belong, and how it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from berichtwacht_client import Destination, Unchecked
from berichtwacht_client import Warning as PolicyWarning
from microsoft_teams.cards import CardElement, Choice, ChoiceSetInput, Container, ToggleInput

from berichtwacht_teams.cards.elements import (
    ACTIONS_SHOWN,
    actions,
    clipped,
    heading,
    is_address,
    open_url,
    plain,
    said,
    toggle,
)
from berichtwacht_teams.cards.marking import excerpts, explanations, marks_of, merged, whole
from berichtwacht_teams.cards.sizes import Detail
from berichtwacht_teams.cards.texts import TEXTS, Texts
from berichtwacht_teams.records import Audience, Checked, Kind

__all__ = [
    "audience",
    "destinations",
    "elsewhere",
    "is_warned",
    "keeping",
    "linked",
    "reasons",
    "reminders",
    "sharing",
    "warnings",
    "words",
]

_WARNINGS: Final = 6
_REMINDERS: Final = 3
_WHOLE: Final = 1_000
"""Characters of the longest draft that is shown as a whole above the box with the same text."""

_TITLE_BYTES: Final = 200
_MESSAGE_BYTES: Final = 600
_QUOTE_BYTES: Final = 900
_LABEL_BYTES: Final = 60
_URL_CHARACTERS: Final = 300


def audience(texts: Texts, who: Audience | None) -> list[CardElement]:
    """Return a line about who will read the message, when it is more than one."""
    if who is None or who.kind is Kind.PERSONAL:
        return []
    is_group = who.kind is Kind.GROUP_CHAT
    if who.members is None or who.members < 2:
        return [said(texts.audience.group if is_group else texts.audience.channel)]
    text = texts.audience.group_members if is_group else texts.audience.channel_members
    return [said(text.format(members=who.members))]


def warnings(checked: Checked, detail: Detail) -> list[CardElement]:
    """Return what is wrong, each with the paragraph of the guideline behind a button."""
    if isinstance(checked.result, Unchecked):
        return []
    texts = TEXTS[checked.language]
    return [
        _warning(warning, f"why-{number}", texts, is_quoted=detail.quoted)
        for number, warning in enumerate(checked.result.warnings[:_WARNINGS], start=1)
    ]


def is_warned(checked: Checked) -> bool:
    """Return whether there is a warning that can be wrong."""
    return not isinstance(checked.result, Unchecked) and bool(checked.result.warnings)


def words(checked: Checked, detail: Detail) -> list[CardElement]:
    """Return the draft with the words highlighted, and why each is."""
    texts = TEXTS[checked.language]
    marks = marks_of(checked, texts)
    if not marks:
        return []
    spans = merged(marks)
    draft: list[CardElement] = []
    if detail.whole and len(checked.text) <= _WHOLE:
        draft = whole(checked.text, spans)
    elif detail.excerpts:
        draft = excerpts(checked.text, spans)
    told = explanations(checked.text, marks, texts)
    return [heading(texts.details.in_the_message), *draft, *told]


def reminders(checked: Checked) -> list[CardElement]:
    """Return what the writer should think of."""
    if not checked.reminders:
        return []
    messages = dict.fromkeys(clipped(reminder.message, _MESSAGE_BYTES) for reminder in checked.reminders[:_REMINDERS])
    return [heading(TEXTS[checked.language].details.reminder), *(said(message) for message in messages)]


def destinations(checked: Checked) -> list[Destination]:
    """Return where the message does belong, each place once, as many as there are buttons."""
    if isinstance(checked.result, Unchecked):
        return []
    places = {
        place.id: place for warning in reversed(checked.result.warnings) for place in reversed(warning.destinations)
    }
    return [
        Destination(place.id, clipped(place.label, _LABEL_BYTES), place.url, clipped(place.why, _TITLE_BYTES))
        for place in list(reversed(places.values()))[:ACTIONS_SHOWN]
    ]


def elsewhere(places: Sequence[Destination], texts: Texts) -> list[CardElement]:
    """Return the names of places, and why the message belongs there."""
    if not places:
        return []
    return [heading(texts.details.elsewhere), *(said(f"{place.label}: {place.why}") for place in places)]


def linked(places: Iterable[Destination], texts: Texts) -> list[CardElement]:
    """Return buttons that open the places which have an address."""
    return actions(
        [
            open_url(texts.details.open.format(place=place.label), place.url)
            for place in places
            if is_address(place.url) and len(place.url) <= _URL_CHARACTERS
        ]
    )


def reasons(texts: Texts) -> ChoiceSetInput:
    """Return the question why the message is sent all the same."""
    return ChoiceSetInput(
        id="reason",
        label=texts.anyway.question,
        style="expanded",
        is_required=True,
        error_message=texts.anyway.reason_missing,
        choices=[Choice(title=title, value=why.value) for why, title in texts.reasons.items()],
        wrap=True,
    )


def sharing(texts: Texts) -> ToggleInput:
    """Return the question whether the text may be sent along with what the writer thinks of the warning."""
    return ToggleInput(
        id="share",
        label=texts.details.share_meaning,
        title=texts.details.share,
        value="false",
        value_on="true",
        value_off="false",
        wrap=True,
    )


def keeping(messages: Sequence[str], texts: Texts) -> list[CardElement]:
    """Return how a message that was sent all the same is kept."""
    told = [clipped(message, _MESSAGE_BYTES) for message in messages[:_REMINDERS]] or [texts.anyway.archive]
    return [heading(texts.anyway.keep_title), *(said(message) for message in told)]


def _warning(warning: PolicyWarning, name: str, texts: Texts, *, is_quoted: bool) -> Container:
    items: list[CardElement] = [
        heading(plain(clipped(warning.title, _TITLE_BYTES))),
        said(clipped(warning.message, _MESSAGE_BYTES)),
    ]
    if is_quoted and warning.clause.quote:
        quote = said(clipped(warning.clause.quote, _QUOTE_BYTES), is_subtle=True)
        items += actions([toggle(texts.details.why, name, tooltip=texts.details.clause)])
        items.append(Container(id=name, is_visible=False, items=[heading(texts.details.clause, size="Default"), quote]))
    return Container(items=items, separator=True)
