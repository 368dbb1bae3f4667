"""What the README shows works, each piece by itself, against the real service."""

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[3] / "integrations" / "python"


@pytest.fixture
def blocks(service):
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    right = {"http://127.0.0.1:8000": service.url, "key = None": f"key = {service.key!r}"}
    return [re.sub("|".join(right), lambda match: right[match[0]], block) for block in found]


def test_what_is_shown_works(blocks, capsys):
    said, shown = [], {}
    for block in blocks:
        alone = {}
        exec(compile(block, "README.md", "exec", dont_inherit=True), alone)
        shown |= alone
        said.append(capsys.readouterr().out)
    first, both, bot, errors, transport, away = said
    assert first.startswith("warn\nYilmaz - ")
    assert "E-mail" in first
    assert both == "True mevr <PERSON> krijgt bijstand\n"
    assert bot == errors == ""
    assert shown["said"][0] is None
    assert "privé" in shown["said"][1] or "gevoelig" in shown["said"][1]
    assert shown["said"][2]
    assert shown["assessment"].is_clear
    assert transport == "Client('https://berichtwacht.example.nl')\n"
    assert away == "unreachable unchecked [('NL_BSN', 12, 21)]\n"


def test_the_bot_says_so_when_the_service_is_away(blocks, service, capsys):
    away = blocks[2].replace(service.url, "http://127.0.0.1:9").replace("mevr Yilmaz", "BSN 123456782, mevr Yilmaz")
    shown = {}
    exec(compile(away, "README.md", "exec", dont_inherit=True), shown)
    assert shown["said"] == [
        "Je bericht is niet nagekeken.",
        "Je bericht is niet nagekeken. Let op: 123456782",
        [],
    ]


def test_every_error_and_method_is_described():
    import berichtwacht_client as package

    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    errors = [error.__name__ for error in package.BerichtwachtError.__subclasses__()]
    methods = [name for name in vars(package.Client) if not name.startswith("_") and name != "close"]
    for name in (*errors, *methods):
        assert f"| `{name}" in page
    assert [name for name in errors if name not in package.errors.__doc__] == []


def test_the_version_is_that_of_the_package():
    import tomllib

    from berichtwacht_client import __version__

    project = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]
    assert project["version"] == __version__
    assert [one.partition(">")[0] for one in project["dependencies"]] == ["httpcore", "httpx"]
