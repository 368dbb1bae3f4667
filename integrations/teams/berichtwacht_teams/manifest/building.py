"""Builds the files of the app package from the shape, the texts and the organisation's choice."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from berichtwacht_client import Language
from ruamel.yaml import YAML

from berichtwacht_teams.manifest.choices import PackageChoice

__all__ = ["build_files"]

_HERE = Path(__file__).parent
_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_LOCALIZATION = "https://developer.microsoft.com/json-schemas/teams/v{version}/MicrosoftTeams.Localization.schema.json"

READING = ("ChannelMessage.Read.Group", "ChatMessage.Read.Chat")
"""Consent that the app asks for with nudges: to get every message of a team's channels, and of a chat.

The list of members needs none: the bot is a member, and Teams gives it to every bot.
"""


def build_files(choice: PackageChoice) -> dict[str, bytes]:
    """Build the files of the app package.

    Parameters
    ----------
    choice
        What the organisation chose.

    Returns
    -------
    dict of str to bytes
        The files by their names, in the order in which they are packed.
    """
    manifest = json.loads((_HERE / "manifest.json").read_text(encoding="utf-8"))
    _fill(manifest, choice)
    for place, text in _texts(Language.NL, nudges=choice.nudges).items():
        _put(manifest, place, text)
    english = {
        "$schema": _LOCALIZATION.format(version=manifest["manifestVersion"]),
        **_texts(Language.EN, nudges=choice.nudges),
    }
    return {
        "manifest.json": _json(manifest),
        "en.json": _json(english),
        **{name: (_HERE / name).read_bytes() for name in manifest["icons"].values()},
    }


def _fill(manifest: dict[str, Any], choice: PackageChoice) -> None:
    manifest["version"] = choice.version
    manifest["id"] = choice.package_id
    manifest["developer"] = {
        "name": choice.developer,
        "websiteUrl": choice.website,
        "privacyUrl": choice.privacy,
        "termsOfUseUrl": choice.terms,
    }
    for part in ("bots", "composeExtensions"):
        manifest[part][0]["botId"] = choice.app_id
    manifest["validDomains"] = [choice.host_name]
    if choice.nudges:
        manifest["webApplicationInfo"] = {"id": choice.app_id, "resource": f"https://{choice.host_name}"}
        manifest["authorization"] = {
            "permissions": {"resourceSpecific": [{"name": name, "type": "Application"} for name in READING]}
        }


def _texts(language: Language, *, nudges: bool) -> dict[str, str]:
    """Every text by its place in the manifest; one of several paragraphs stands in the file as a list."""
    texts = YAML(typ="safe").load((_HERE / f"{language}.yaml").read_text(encoding="utf-8"))
    which = "with_nudges" if nudges else "without_nudges"
    return {
        place: text
        if isinstance(text, str)
        else "\n\n".join(paragraph if isinstance(paragraph, str) else paragraph[which] for paragraph in text)
        for place, text in texts.items()
    }


def _put(manifest: Any, place: str, text: str) -> None:
    *steps, last = (int(index) if index else name for index, name in _STEP.findall(place))
    for step in steps:
        manifest = manifest[step]
    manifest[last] = text


def _json(content: dict[str, Any]) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n".encode()
