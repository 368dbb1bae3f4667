import re
from pathlib import Path

import pytest

from classifier import Language, Verdict
from classifier.advise.texts import load_texts

FILES = {"/": "text/html", "/static/app.js": "text/javascript", "/static/style.css": "text/css"}


@pytest.fixture(scope="module")
def page(client):
    return client.get("/").text


@pytest.fixture(scope="module")
def script(client):
    return client.get("/static/app.js").text


@pytest.fixture(scope="module")
def style(client):
    return client.get("/static/style.css").text


@pytest.mark.parametrize(("path", "media_type"), FILES.items())
def test_file_is_served(client, path, media_type):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"


def test_policy_of_the_page_allows_its_own_files_only(client):
    policy = client.get("/").headers["content-security-policy"]
    assert "script-src 'self'; style-src 'self'; connect-src 'self'" in policy
    assert "form-action 'none'" in policy  # a form that is sent without the script would put the draft in an address


def test_nothing_comes_from_elsewhere(page, script, style):
    assert not re.findall(r"(?:https?:)?//(?!\s)[a-z]", page + style)
    assert "http" not in script
    assert set(re.findall(r'(?:src|href)="([^"]+)"', page)) == {"/static/app.js", "/static/style.css"}
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_is_inline(page):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_text_is_only_set_as_text(script):
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script)


def test_nothing_is_kept_in_the_browser(script):
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|console\.", script)


def test_every_field_has_a_label(page):
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', page))
    assert fields == set(re.findall(r'<label for="([^"]+)"', page))
    assert '<html lang="nl">' in page


def test_script_uses_only_what_the_page_has(page, script):
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'element\("([^"]+)"\)', script)) <= ids


def test_every_verdict_has_its_words(script):
    texts = load_texts(Language.NL).levels
    shown = dict(re.findall(r'^  (\w+): "([^"]+)",$', script.split("VERDICTS = {")[1].split("}")[0], re.MULTILINE))
    assert set(shown) == set(Verdict)
    assert all(shown[verdict].startswith(texts[verdict]) for verdict in Verdict)


def luminance(colour):
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_that_of_level_aa(style):
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", style))
    for text in ("ink", "link", "warn", "notice", "fine"):
        for background in ("paper", "quiet"):
            assert contrast(colours[text], colours[background]) >= 4.5, (text, background)
    assert contrast("#ffffff", colours["link"]) >= 4.5
    assert contrast(colours["line"], colours["paper"]) >= 3
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", style)) <= {*colours.values(), "#ffffff"}


def test_files_are_in_the_package():
    import api.web

    assert {file.name for file in (Path(api.web.__file__).parent / "static").iterdir()} == {
        "index.html",
        "app.js",
        "style.css",
    }
