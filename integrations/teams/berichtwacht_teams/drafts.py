"""Taking the words that somebody wrote out of what Teams sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import unescape
from html.parser import HTMLParser

from microsoft_teams.api.activities.message import MessageActivity, MessageUpdateActivity
from microsoft_teams.api.models.attachment import Attachment
from microsoft_teams.api.models.entity import MentionEntity
from microsoft_teams.api.models.message import Message

__all__ = ["card_text", "is_spoken_to", "plain_text", "sent_text", "typed_text"]

_BLOCKS = frozenset({"p", "div", "blockquote", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "pre", "codeblock"})
_HIDDEN = frozenset({"script", "style", "head", "template", "attachment"})
_CARD = "application/vnd.microsoft.card.adaptive"
_NESTED = ("body", "items", "columns")
_NO_TAG = re.compile(r"""<(?!/?[a-zA-Z](?:[^<>"']|"[^"<]*"|'[^'<]*')*>)""")
_INLINE_CARD = 'class="inline-compose-card"'  # what stands in a message for a card that was inserted into it


class _Reader(HTMLParser):
    """Collects what a reader sees: one line for every block, the words of emoji pictures included."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [""]
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.lines.append("")
        elif tag in _BLOCKS:
            self._end_line()
        elif tag == "td" and self.lines[-1]:
            self.lines[-1] += " "
        elif tag in {"img", "emoji"}:
            self.handle_data(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            first, *others = data.replace("\xa0", " ").split("\n")
            self.lines[-1] += first
            self.lines.extend(others)

    def _end_line(self) -> None:
        if self.lines[-1].strip():
            self.lines.append("")


def plain_text(html: str) -> str:
    """Return the text of a piece of HTML as its reader sees it, without spaces at the ends of lines.

    A ``<`` that begins no whole tag is a character like others: looking for the end of what is none would take the
    parser the square of the text's length.
    """
    reader = _Reader()
    reader.feed(_NO_TAG.sub("&lt;", html))
    reader.close()
    return "\n".join(line.strip() for line in reader.lines).strip()


def card_text(attachments: Iterable[Attachment] | None) -> str:
    """Return the words on the cards of a message: what was inserted from the dialog stands nowhere else."""
    lines: list[str] = []
    for attachment in attachments or ():
        if attachment.content_type == _CARD:
            lines.extend(_words(attachment.content))
    return "\n".join(lines)


def _words(content: object) -> list[str]:
    if isinstance(content, str):
        try:
            content = json.loads(content)
        except (ValueError, RecursionError):
            return []
    waiting = [content]
    lines: list[str] = []
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            lines.extend([part["text"]] if isinstance(part.get("text"), str) else [])
            lines.extend([_one_line(part["inlines"])] if isinstance(part.get("inlines"), list) else [])
            waiting.extend(value for key in _NESTED for value in [part.get(key)] if value is not None)
        elif isinstance(part, list):
            waiting.extend(reversed(part))
    return lines


def _one_line(inlines: list[object]) -> str:
    """Return what the pieces of a paragraph say together; a piece is a string, or an object with a text."""
    pieces = (inline.get("text") if isinstance(inline, Mapping) else inline for inline in inlines)
    return "".join(piece for piece in pieces if isinstance(piece, str))


def is_spoken_to(activity: MessageActivity | MessageUpdateActivity) -> bool:
    """Return whether somebody in a group speaks to the bot: by its name, or in a message that only it can read."""
    mentioned = {entity.mentioned.id for entity in activity.entities or () if isinstance(entity, MentionEntity)}
    return activity.recipient.id in mentioned or activity.recipient.is_targeted is True


def typed_text(activity: MessageActivity | MessageUpdateActivity) -> str:
    """Return what somebody typed to the bot; names that are mentioned stay in it, but not that of the bot."""
    text = activity.text or ""
    for entity in activity.entities or ():
        if isinstance(entity, MentionEntity):
            tag = entity.text or f"<at>{entity.mentioned.name}</at>"
            is_the_bot = entity.mentioned.id == activity.recipient.id
            text = text.replace(tag, "" if is_the_bot else (entity.mentioned.name or ""))
    text = plain_text(text) if _INLINE_CARD in text else unescape(text)
    typed = text.replace("\xa0", " ").replace("\r\n", "\n").strip()
    return "\n".join(part for part in (typed, card_text(activity.attachments)) if part)


def sent_text(message: Message | None) -> str:
    """Return the subject and the text of a message that was sent; empty when it has none, such as a picture."""
    if message is None:
        return ""
    body = message.body
    text = ""
    if body is not None and body.content is not None:
        text = body.content.strip() if body.content_type == "text" else plain_text(body.content)
    subject = (message.subject or "").strip()
    return "\n".join(part for part in (subject, text, card_text(message.attachments)) if part)
