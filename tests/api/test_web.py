"""The page: what is served, that nothing comes from elsewhere or is kept, and that everybody can read and use it."""

import json
import re
import struct
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

import api.web
from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings
from api.web.files import CURATE_FILES, PAGE_FILES, PAGE_PATHS, SHARE_PATH, WORKER_PATH, read_page
from classifier import Category, Channel, Draft, Level, Role, Verdict
from classifier.decide import PolicySource

STATIC = Path(api.web.__file__).parent / "static"

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
SCRIPTS = ("page.js", "page-sharing.js", "page-texts.js", "service-worker.js")
STYLES = ("base.css", "style.css", "curate/style.css")
TEXTS = (*SCRIPTS, "index.html", "base.css", "style.css", "tokens.css", "manifest.webmanifest")


def source(name):
    return (STATIC / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page():
    return source("index.html")


@pytest.fixture(scope="module")
def scripts():
    return "\n".join(source(name) for name in SCRIPTS)


@pytest.fixture(scope="module")
def texts():
    """The texts of the page by language and name."""
    script = source("page-texts.js")
    blocks = {
        language: re.search(rf"^const {language} = {{\n(.*?)^}};", script, re.S | re.M)[1] for language in ("nl", "en")
    }
    return {language: dict(re.findall(r'^  (\w+):\s*"([^"\\]*)",$', block, re.M)) for language, block in blocks.items()}


@pytest.fixture
def open_page(stand_in, models, connect, tmp_path):
    """Ask a service for others, which serves the page or does not."""

    def start(**given):
        settings = Settings(
            models=models,
            store=f"sqlite:///{tmp_path / 'a'}",
            secret_keys=new_secret(),
            allowed_hosts="wacht.example",
            **given,
        )
        return connect(create_app(settings, stand_in), host="wacht.example", peer="192.0.2.7")

    return start


# What is served


@pytest.mark.parametrize("file", PAGE_FILES, ids=lambda file: file.name)
def test_file_is_served(client, file):
    response = client.get(file.path)
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA_TYPES[file.name.rpartition(".")[2]]
    assert response.content.endswith((STATIC / file.name).read_bytes())


def test_files_are_in_the_package():
    there = {str(path.relative_to(STATIC)) for path in STATIC.rglob("*") if path.is_file()}
    assert there == {file.name for file in (*PAGE_FILES, *CURATE_FILES)}
    assert {file.path for file in PAGE_FILES} == PAGE_PATHS - {SHARE_PATH}


def test_a_module_that_was_not_built_is_not_there(tmp_path):
    for name in ("index.html", "service-worker.js"):
        (tmp_path / name).write_text("a")
    assert set(read_page(tmp_path)) == {"/", WORKER_PATH}


def test_the_page_is_not_served_to_others_unless_it_is_set(open_page):
    with open_page() as client:
        for path in PAGE_PATHS:
            assert client.get(path).status_code == 401


def test_the_page_needs_no_credential_and_assessing_does(open_page):
    with open_page(page=True) as client:
        for file in PAGE_FILES:
            assert client.get(file.path).status_code == 200
        assert client.post(SHARE_PATH).status_code == 303
        assert client.post("/v1/assessments", json={"text": "a"}).status_code == 401
        assert client.get("/v1/policy").status_code == 401


# What the browser may do


def rules_of(client, path):
    policy = client.get(path).headers["content-security-policy"]
    return dict(rule.strip().split(" ", 1) for rule in policy.split(";"))


def test_policy_of_the_page_allows_its_own_files_only(client):
    assert rules_of(client, "/") == {
        "default-src": "'none'",
        **dict.fromkeys(("script-src", "style-src", "connect-src", "img-src", "manifest-src", "worker-src"), "'self'"),
        "base-uri": "'none'",
        "form-action": "'none'",  # a form that is sent without the script would put the draft in an address
        "frame-ancestors": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "berichtwacht",
    }


def test_policy_of_the_worker_lets_it_ask_this_service_only(client):
    rules = rules_of(client, WORKER_PATH)
    assert {name: rule for name, rule in rules.items() if rule != "'none'"} == {
        "connect-src": "'self'",
        "require-trusted-types-for": "'script'",
    }
    assert rules["default-src"] == rules["trusted-types"] == "'none'"


@pytest.mark.parametrize("path", ["/static/page.js", "/static/icon.svg", "/v1/policy", "/nope"])
def test_policy_of_everything_else_allows_nothing(client, path):
    assert set(rules_of(client, path).values()) == {"'none'"}


def test_nothing_comes_from_elsewhere(page):
    for name in TEXTS:
        assert not re.findall(r"(?:https?:)?//(?!\s)[a-z]", source(name)), name
        assert "@import" not in source(name)
        assert "url(" not in source(name)
    assert source("icon.svg").count("//") == source("icon.svg").count('xmlns="http://www.w3.org/2000/svg"') == 1
    assert set(re.findall(r'(?:src|href)="([^"#]+)"', page)) <= PAGE_PATHS


def test_nothing_is_inline(page):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_text_is_only_set_as_text(scripts):
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", scripts)


def test_nothing_is_kept_in_the_browser_but_files_of_the_page(scripts):
    assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|console\.", scripts)
    kept = re.findall(r"\bcaches?\.(\w+)\(", scripts)
    assert set(kept) == {"open", "addAll", "match", "keys", "delete"}  # no put: what was answered later is never kept
    assert kept.count("addAll") == 1
    assert "cache.addAll(BUILD.files.map(" in scripts


def test_the_modules_keep_nothing_but_when_a_reminder_was_shown(client):
    modules = {path: client.get(path).text for path in PAGE_PATHS if "/modules/" in path}
    assert len(modules) == 3
    for path, module in modules.items():
        assert not re.search(r"sessionStorage|indexedDB|document\.cookie|cookieStore|caches\b|console\.", module), path
        assert ("localStorage" in module) == path.endswith("component.js")
    keys = re.findall(r"localStorage\.\w+\((\w+)", modules["/static/modules/component.js"])
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_a_draft_gets_into_no_address(scripts):
    assert re.findall(r"(?:fetch|Request|redirect|replaceState)\(([^)]*)\)", scripts.replace("\n", " ")) == [
        '"/v1/policy", { cache: "no-store", credentials: "same-origin" }',
        'null, "", "/"',
        'path, { cache: "reload", redirect: "error" }',
        "request",
        "request",
        "SHARE_AGAIN, 303",
        '"/", { redirect: "error" }',
    ]


# The service worker


def build_of(content):
    strict, line = content.decode().splitlines()[:2]
    assert strict == '"use strict";'
    return json.loads(re.fullmatch(r"const BUILD = (\{.*\});", line)[1])


def test_worker_keeps_all_files_of_the_page_and_nothing_else(client):
    build = build_of(client.get(WORKER_PATH).content)
    assert set(build["files"]) == {file.path for file in PAGE_FILES} - {WORKER_PATH}
    assert not [path for path in build["files"] if path.startswith(("/v1", "/share", "/health"))]


@pytest.mark.parametrize("file", PAGE_FILES, ids=lambda file: file.name)
def test_every_change_of_a_file_is_a_new_version(tmp_path, file):
    def version(changed):
        for one in PAGE_FILES:
            (tmp_path / one.name).parent.mkdir(exist_ok=True)
            (tmp_path / one.name).write_text("new" if one == changed else "old")
        return build_of(read_page(tmp_path)[WORKER_PATH])["version"]

    assert version(None) == version(None) != version(file)


def test_what_is_shared_without_a_worker_is_not_read(client):
    """Neither the application nor a layer before it asks for a byte of the body, however large it says it is."""
    sent = []

    async def receive():
        raise AssertionError("somebody reads")

    async def send(message):
        sent.append(message)

    headers = [
        (b"host", b"localhost"),
        (b"origin", b"null"),
        (b"sec-fetch-site", b"cross-site"),
        (b"content-type", b"multipart/form-data; boundary=x"),
        (b"content-length", b"99999999"),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": SHARE_PATH,
        "raw_path": SHARE_PATH.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    client.portal.call(client.app, scope, receive, send)
    head = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    assert sent[0]["status"] == 303
    assert head["location"] == "/?share=again"
    assert head["connection"] == "close"
    assert head["cache-control"] == "no-store"
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b""


def test_only_a_post_can_share(client):
    assert client.get(SHARE_PATH, params={"text": "geheim"}).status_code == 405


# Installing


@pytest.fixture(scope="module")
def manifest(client):
    return client.get("/static/manifest.webmanifest").json()


def test_the_page_can_be_installed(manifest, page):
    assert manifest["lang"] == "nl"
    assert manifest["id"] == manifest["start_url"] == manifest["scope"] == "/"
    assert manifest["display"] == "standalone"
    assert '<link rel="manifest" href="/static/manifest.webmanifest"' in page
    colours = dict(
        re.findall(r'<meta name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', page)
    )
    assert colours == {token("basis-color-accent-1-inverse-bg-default", mode): mode for mode in ("light", "dark")}
    assert manifest["theme_color"] == token("basis-color-accent-1-inverse-bg-default", "light")
    assert manifest["background_color"] == token("basis-color-default-bg-document", "light")


def test_icons_are_what_the_manifest_says(client, manifest):
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("any", "any"),
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in manifest["icons"]:
        answer = client.get(icon["src"])
        assert answer.headers["content-type"] == icon["type"]
        if icon["type"] == "image/png":
            assert "{}x{}".format(*struct.unpack(">II", answer.content[16:24])) == icon["sizes"]
            assert len(answer.content) < 20_000


def test_other_apps_can_share_a_text_with_the_page(manifest):
    shares = manifest["share_target"]
    assert (shares["action"], shares["method"], shares["enctype"]) == (SHARE_PATH, "POST", "multipart/form-data")
    assert set(shares["params"]) == {"title", "text", "url"}
    for name in shares["params"].values():
        assert f'"{name}"' in re.search(r'\["title", "text", "url"\]', source("service-worker.js"))[0]


# Words


def test_every_text_is_there_in_both_languages(texts, page):
    assert list(texts["nl"]) == list(texts["en"])
    assert all(value.strip() for table in texts.values() for value in table.values())
    shown = re.findall(r'<(\w+)\b[^>]*\sdata-text="(\w+)"[^>]*>([^<]*)</\1>', page)
    assert len(shown) == page.count("data-text=")
    for _, name, text in shown:
        assert unescape(text) == texts["nl"][name]
    for label, name in re.findall(r'aria-label="([^"]+)" data-label="(\w+)"', page):
        assert unescape(label) == texts["nl"][name]
    assert re.search(r"<title>(.*)</title>", page)[1] == texts["nl"]["title"]


def test_every_text_is_used(texts, page):
    script = source("page.js")
    used = set(re.findall(r'data-(?:text|label|use)="(\w+)"', page)) | set(re.findall(r'"(\w+)"', script))
    assert set(texts["nl"]) <= used


def test_no_words_stand_outside_the_table(page):
    without = re.sub(r'<(\w+)\b[^>]*\sdata-(?:text|clause)="[^"]+"[^>]*>[^<]*</\1>', "", page)
    body = re.sub(r"<noscript>.*?</noscript>|<[^>]+>", "", without.split("<body>")[1])
    assert body.split() == ["WhatsApp"]  # the summary of the conversation as it starts


def options(page, select):
    block = re.search(rf'<select id="{select}".*?</select>', page, re.S)[0]
    return re.findall(r'<option value="(\w*)"', block)


def test_every_channel_and_role_can_be_chosen(page):
    assert options(page, "channel") == list(Channel)
    assert options(page, "sender") == ["", *Role]
    assert re.findall(r'name="recipients" value="(\w+)"', page) == list(Role)


def test_every_verdict_has_its_note(texts):
    notes = dict(re.findall(r'(\w+): "(note\w+)"', re.search(r"const NOTES = \{(.*?)\};", source("page.js"), re.S)[1]))
    assert set(notes) == set(Verdict)
    assert set(notes.values()) == {name for name in texts["nl"] if name.startswith("note")}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("category", Category)
def test_examples_are_what_they_say(classifier, texts, category, language):
    wrong = classifier.assess(Draft(texts[language][f"{category}Wrong"]))
    assert wrong.verdict == Verdict.WARN
    assert [found for found, state in wrong.categories.items() if state.level != Level.NONE] == [category]
    assert classifier.assess(Draft(texts[language][f"{category}Right"])).verdict == Verdict.NONE


def test_the_guideline_is_quoted_as_it_is(page):
    quotes = {rule.id: " ".join(rule.quote.split()) for rule in PolicySource().current().file.rules}
    shown = re.findall(r'data-clause="([^"]+)">([^<]+)<', page)
    assert len(shown) == 2 * len(Category)
    assert all(unescape(quote) == quotes[clause] for clause, quote in shown)


# Everybody


def test_every_field_has_a_label(page):
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', page))
    assert fields == set(re.findall(r'<label for="([^"]+)"', page))
    assert page.count("<fieldset") == page.count("<legend") == 1
    assert '<html lang="nl">' in page


def test_the_page_has_its_landmarks_and_one_first_heading(page):
    for landmark in ("header", "main", "footer"):
        assert len(re.findall(rf"<{landmark}[ >]", page)) == 1
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    referred = set(re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page))
    assert referred <= set(re.findall(r'\sid="([^"]+)"', page))
    assert 'class="skip" href="#compose"' in page


def test_ids_are_unique_and_the_script_uses_only_those(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'element\("([^"]+)"', source("page.js"))) <= set(ids)


TOKENS = {}


def token(name, mode):
    """The value of a design token in a colour scheme, followed to where it is given."""
    if not TOKENS:
        light, dark = source("tokens.css").split("@media (prefers-color-scheme: dark)")
        TOKENS["light"] = dict(re.findall(r"--([\w-]+): ([^;]+);", light))
        TOKENS["dark"] = TOKENS["light"] | dict(re.findall(r"--([\w-]+): ([^;]+);", dark))
    value = TOKENS[mode][name]
    return token(value[6:-1], mode) if value.startswith("var(--") else value


def luminance(colour):
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


PAPER = ("basis-color-default-bg-document", "basis-color-default-bg-default")
READ = {
    "utrecht-document-color": (*PAPER, "utrecht-page-footer-background-color"),
    "basis-color-default-color-subtle": PAPER,
    "basis-color-accent-1-color-document": ("basis-color-accent-1-bg-default",),
    "basis-color-default-color-document": (
        *("basis-color-positive-bg-subtle", "basis-color-negative-bg-subtle", "basis-color-warning-bg-subtle"),
    ),
    "utrecht-page-header-color": ("utrecht-page-header-background-color",),
    "utrecht-page-footer-color": ("utrecht-page-footer-background-color",),
    "utrecht-link-color": (*PAPER, "utrecht-alert-warning-background-color"),
    "utrecht-link-hover-color": (*PAPER, "utrecht-alert-warning-background-color"),
    "utrecht-button-primary-action-color": (
        "utrecht-button-primary-action-background-color",
        "utrecht-button-primary-action-hover-background-color",
    ),
    "utrecht-button-secondary-action-color": ("utrecht-button-secondary-action-background-color",),
    "utrecht-button-subtle-color": PAPER,
    "utrecht-form-control-color": ("utrecht-form-control-background-color",),
    "utrecht-form-field-description-color": PAPER,
    "utrecht-blockquote-content-color": PAPER,
    "utrecht-alert-warning-color": ("utrecht-alert-warning-background-color",),
    "basis-color-negative-color-default": (*PAPER, "basis-color-negative-bg-subtle"),
    "basis-color-warning-color-default": (*PAPER, "basis-color-warning-bg-subtle"),
    "basis-color-positive-color-default": (*PAPER, "basis-color-positive-bg-subtle"),
}
"""Colours of text, and what they stand on."""

SEEN = {
    "utrecht-form-control-border-color": (*PAPER, "utrecht-form-control-background-color"),
    "basis-color-default-border-default": PAPER,
    "utrecht-alert-warning-border-color": ("utrecht-alert-warning-background-color",),
    "utrecht-button-secondary-action-border-color": PAPER,
    "utrecht-focus-outline-color": (*PAPER, "utrecht-page-footer-background-color"),
    "utrecht-checkbox-accent-color": PAPER,
    "basis-color-action-1-color-default": (*PAPER, "basis-color-accent-1-bg-default"),
    "basis-color-negative-border-default": (*PAPER, "basis-color-negative-bg-subtle"),
    "basis-color-warning-border-default": (*PAPER, "basis-color-warning-bg-subtle"),
    "basis-color-positive-border-default": (*PAPER, "basis-color-positive-bg-subtle"),
}
"""Colours of lines that say something, and what they stand on."""


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_contrast_is_that_of_level_aa(mode):
    for least, pairs in ((4.5, READ), (3.0, SEEN)):
        for colour, grounds in pairs.items():
            for ground in grounds:
                assert contrast(token(colour, mode), token(ground, mode)) >= least, (colour, ground)


def test_every_colour_of_text_is_measured():
    style = "\n".join(map(source, STYLES))
    colours = set(re.findall(r"^  color: var\(--([\w-]+)\);", style, re.M))
    assert colours <= set(READ)
    lines = set(re.findall(r"(?:border|outline)[\w-]*: [^;]*var\(--([\w-]+color[\w-]*)\)", style))
    assert lines - {"basis-color-default-border-subtle"} <= set(SEEN)


def test_colours_and_type_come_from_the_tokens():
    style = "\n".join(map(source, STYLES))
    assert not re.search(r"#[0-9a-f]{3,8}\b(?!.*\{)", style)
    assert re.findall(r"(?:rgb|hsl|oklch)\([^)]*\)", style) == ["rgb(0 0 0 / 55%)"]  # behind a question
    light = source("tokens.css").split("@media")[0]
    defined = set(re.findall(r"^  --([\w-]+):", light, re.M))
    assert set(re.findall(r"var\(--([\w-]+)\)", style + source("tokens.css"))) <= defined
    assert all(name.startswith(("basis-", "utrecht-")) for name in defined)
    dark = source("tokens.css").split("prefers-color-scheme: dark")[1]
    assert set(re.findall(r"^    --(basis-color[\w-]+):", dark, re.M)) == {
        name for name in defined if name.startswith("basis-color")
    }


def test_who_wants_other_colours_or_no_motion_gets_that():
    base = source("base.css")
    assert all("@media (forced-colors: active)" in source(name) for name in STYLES)
    moving = re.search(r"@media \(prefers-reduced-motion: no-preference\) \{.*", base, re.S)[0]
    assert "transition" in moving
    style = "\n".join(map(source, STYLES)).replace(moving, "")
    assert not re.search(r"transition|animation|scroll-behavior", style)
    assert not re.search(r"outline:\s*(?:none|0)|!important", style)
