"""What Teams is told of the app, beyond what Microsoft's schema says: ``make teams-package`` checks that."""

import json
import re

import pytest
from berichtwacht_teams.manifest import PackageChoice, build_files

APP_ID = "0f8fad5b-d9cb-469f-a165-70867728950e"
CHOICE = {
    "app_id": APP_ID,
    "host_name": "berichtwacht.example.nl",
    "developer": "Gemeente Voorbeeld",
    "website": "https://example.nl/hulp",
    "privacy": "https://example.nl/privacy",
    "terms": "https://example.nl/voorwaarden",
}
LIMITS = {
    r"name\.short": 30,
    r"name\.full": 100,
    r"description\.short": 80,
    r"description\.full": 4000,
    r"bots\[0\]\.commandLists\[\d\]\.commands\[\d\]\.title": 32,
    r"bots\[0\]\.commandLists\[\d\]\.commands\[\d\]\.description": 128,
    r"composeExtensions\[0\]\.commands\[\d\]\.title": 32,
    r"composeExtensions\[0\]\.commands\[\d\]\.description": 128,
}
TEXT_FIELDS = {"short", "full", "title", "description"}


def built(**more):
    files = build_files(PackageChoice(**CHOICE, **more))
    return json.loads(files["manifest.json"]), json.loads(files["en.json"])


@pytest.fixture(scope="module", params=[False, True], ids=["without nudges", "with nudges"])
def both(request):
    return built(nudges=request.param)


def texts(part, place=""):
    """Every text that people read, by its place as a language file names it."""
    if isinstance(part, dict):
        for name, value in part.items():
            if isinstance(value, str) and name in TEXT_FIELDS:
                yield f"{place}.{name}".removeprefix("."), value
            else:
                yield from texts(value, f"{place}.{name}".removeprefix("."))
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from texts(value, f"{place}[{number}]")


def limit(place):
    (found,) = (most for pattern, most in LIMITS.items() if re.fullmatch(pattern, place))
    return found


def test_every_text_stands_in_both_languages_and_fits(both):
    manifest, english = both
    english = {place: text for place, text in english.items() if place != "$schema"}
    dutch = dict(texts(manifest))
    assert len(dutch) == 12
    assert set(english) == set(dutch)
    for place in dutch:
        for text in (dutch[place], english[place]):
            assert 0 < len(text) <= limit(place), place
            assert text == text.strip(), place
            assert not re.search(r"[{}]|  ", text), place
    assert [place for place in dutch if dutch[place] == english[place]] == ["name.short"]


def test_the_languages_are_named(both):
    manifest, english = both
    assert manifest["localizationInfo"] == {
        "defaultLanguageTag": "nl",
        "additionalLanguages": [{"languageTag": "en", "file": "en.json"}],
    }
    address = "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.{}schema.json"
    assert manifest["manifestVersion"] == "1.30"
    assert manifest["$schema"] == address.format("")
    assert english["$schema"] == address.format("Localization.")


def test_the_choice_fills_the_manifest(both):
    manifest, _ = both
    assert manifest["id"] == PackageChoice(**CHOICE).package_id != APP_ID
    assert [manifest[part][0]["botId"] for part in ("bots", "composeExtensions")] == [APP_ID, APP_ID]
    assert len(manifest["bots"]) == len(manifest["composeExtensions"]) == 1
    assert manifest["validDomains"] == ["berichtwacht.example.nl"]
    assert manifest["version"] == "0.1.0"
    assert manifest["developer"] == {
        "name": "Gemeente Voorbeeld",
        "websiteUrl": "https://example.nl/hulp",
        "privacyUrl": "https://example.nl/privacy",
        "termsOfUseUrl": "https://example.nl/voorwaarden",
    }


def test_the_commands_are_those_that_the_handlers_know(both):
    check, sent = both[0]["composeExtensions"][0]["commands"]
    assert (check["id"], sent["id"]) == ("check", "check-sent")
    assert check["context"] == ["compose", "commandBox"]
    assert check["triggers"] == ["slash"]
    assert sent["context"] == ["message"]
    assert "triggers" not in sent
    for command in (check, sent):
        assert command["type"] == "action"
        assert command["fetchTask"] is True
        assert "parameters" not in command


def test_the_bot_answers_everywhere_and_in_groups_without_onlookers(both):
    manifest, english = both
    (bot,) = manifest["bots"]
    assert bot["scopes"] == ["personal", "team", "groupChat"]
    assert bot["supportsTargetedMessages"] is True
    personal, group = bot["commandLists"]
    assert (personal["scopes"], group["scopes"]) == (["personal"], ["team", "groupChat"])
    assert group["triggers"] == ["mention", "slash"]
    assert "triggers" not in personal
    assert [command["title"] for listed in (personal, group) for command in listed["commands"]] == ["hulp", "hulp"]
    assert {text for place, text in english.items() if "commandLists" in place and place.endswith("title")} == {"help"}


def test_teams_wants_a_word_on_channels_of_an_app_for_teams(both):
    """Teams refuses a package from 1.25 without it, although the schema lets it pass."""
    assert both[0]["supportsChannelFeatures"] == "tier1"


def test_the_app_asks_for_no_more_than_it_needs():
    manifest, _ = built()
    assert not {"webApplicationInfo", "authorization", "permissions", "devicePermissions"} & set(manifest)


def test_with_nudges_it_asks_to_read_messages_and_nothing_else():
    plain, _ = built()
    manifest, _ = built(nudges=True)
    assert manifest["webApplicationInfo"] == {"id": APP_ID, "resource": "https://berichtwacht.example.nl"}
    assert manifest["authorization"] == {
        "permissions": {
            "resourceSpecific": [
                {"name": "ChannelMessage.Read.Group", "type": "Application"},
                {"name": "ChatMessage.Read.Chat", "type": "Application"},
            ]
        }
    }
    more = {"webApplicationInfo", "authorization", "description"}
    assert {key for key in manifest if manifest[key] != plain.get(key)} == more


@pytest.mark.parametrize(
    ("nudges", "said", "not_said"),
    [
        (False, ("kan niet ongevraagd meelezen", "cannot read along unasked"), ("leest mee", "reads along")),
        (True, ("leest mee", "reads along"), ("kan niet ongevraagd meelezen", "cannot read along unasked")),
    ],
)
def test_the_description_is_honest(nudges, said, not_said):
    manifest, english = built(nudges=nudges)
    descriptions = (manifest["description"]["full"], english["description.full"])
    for text, yes, no in zip(descriptions, said, not_said, strict=True):
        assert yes in text
        assert no not in text
    dutch, english_text = descriptions
    for promise in ("ziet niet alles", "bewaart je berichten niet", "geen bericht tegenhouden", "Begin dan met /"):
        assert promise in dutch.replace("\n", " ")
    for promise in ("does not see everything", "does not keep your messages", "hold back a message", "start with /"):
        assert promise in english_text
