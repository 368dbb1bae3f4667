"""The pages for curators: what is served to whom, that they stand apart, and that everybody can read them."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

import api.web
from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings
from api.web.files import CURATE_FILES, CURATE_PATHS, PAGE_PATHS, WORKER_PATH
from classifier import Category, Level
from classifier.decide import PolicySource
from classifier.records import Topic
from classifier.vocabulary import ENTITIES

STATIC = Path(api.web.__file__).parent / "static"
CURATE = STATIC / "curate"
SCRIPTS = sorted(path.name for path in CURATE.glob("*.js"))


def source(name):
    return (CURATE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page():
    return source("index.html")


@pytest.fixture(scope="module")
def scripts():
    return "\n".join(map(source, SCRIPTS))


@pytest.fixture(scope="module")
def texts():
    return dict(re.findall(r'^  (\w+):\s*"([^"\\]*)",$', source("texts.js"), re.M))


@pytest.fixture
def open_service(stand_in, models, connect, tmp_path):
    """Ask a service for others, which serves the pages for curators or does not."""

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


@pytest.mark.parametrize("file", CURATE_FILES, ids=lambda file: file.path)
def test_file_is_served_as_it_is(client, file):
    response = client.get(file.path)
    assert response.status_code == 200
    assert response.headers["content-type"] == file.media_type
    assert response.headers["cache-control"] == "no-store"
    assert response.content == (STATIC / file.name).read_bytes()


def test_files_are_open_where_curation_is_served_and_hidden_where_it_is_not(open_service):
    with open_service(page=True) as client:
        for path in CURATE_PATHS:
            assert client.get(path).status_code == 401
    with open_service(curate=True) as client:
        for path in CURATE_PATHS:
            assert client.get(path).status_code == 200
        for path in PAGE_PATHS:
            assert client.get(path).status_code == 401
        assert client.get("/v1/curation/queue").status_code == 401


def test_pages_stand_apart_from_the_page_for_writers(client):
    assert not CURATE_PATHS & PAGE_PATHS
    assert all(path == "/curate" or path.startswith("/curate/") for path in CURATE_PATHS)
    assert "/curate" not in client.get(WORKER_PATH).text
    assert "serviceWorker" not in "".join(map(source, SCRIPTS))


def test_policy_of_the_page_allows_its_own_files_only(client):
    policy = client.get("/curate").headers["content-security-policy"]
    assert policy == client.get("/").headers["content-security-policy"]
    script = client.get("/curate/page.js").headers["content-security-policy"]
    assert {rule.strip().split(" ", 1)[1] for rule in script.split(";")} == {"'none'"}


def test_every_script_is_used_and_there(scripts, page):
    imported = set(re.findall(r'from "\./([\w-]+\.js)"', scripts))
    assert imported | {"page.js", "watch.js"} == set(SCRIPTS)
    assert set(re.findall(r'(?:src|href)="([^"#]+)"', page)) - CURATE_PATHS == {"/v1/curation/messages"}
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)
    assert "@import" not in source("style.css")
    assert "url(" not in source("style.css")


def test_no_script_is_long(scripts):
    assert all(len(source(name).splitlines()) < 300 for name in SCRIPTS)


# Words


def test_every_text_stands_on_the_page_as_in_the_table(texts, page):
    assert all(value.strip() for value in texts.values())
    shown = re.findall(r'<(\w+)\b[^>]*\sdata-text="(\w+)"[^>]*>([^<]*)</\1>', page)
    assert len(shown) == page.count("data-text=") > 0
    for _, name, text in shown:
        assert unescape(text) == texts[name]
    labels = re.findall(r'aria-label="([^"]+)"\s+data-label="(\w+)"', page)
    assert len(labels) == page.count("data-label=") > 0
    for label, name in labels:
        assert unescape(label) == texts[name]
    assert re.search(r"<title>(.*)</title>", page)[1] == texts["title"]


def test_every_text_is_used(texts, page, scripts):
    used = set(re.findall(r'data-(?:text|label)="(\w+)"', page)) | set(re.findall(r'"(\w+)"|TEXTS\.(\w+)', scripts))
    names = {name for found in used for name in (found if isinstance(found, tuple) else (found,))}
    kinds = set(re.findall(r"text\(`(\w+_)\$\{", scripts)) | {
        f"{kind}_" for kind in re.findall(r'named\("(\w+)"', scripts)
    }
    left = {name for name in texts if name not in names and not name.startswith(tuple(kinds))}
    assert left == {"title"}


def test_every_value_that_the_service_says_has_its_words(texts):
    from api.curation.schemas import QueueItem, Remaining, State
    from api.feedback.schemas import Action, Why

    def choices(model, field):
        return model.model_fields[field].annotation.__args__

    wanted = {
        "action": Action,
        "reason": Why,
        "level": Level,
        "settled": [s for s in State if s != "waiting"],
        "state": choices(QueueItem, "state"),
        "why": choices(Remaining, "why"),
        "lang": ("nl", "en", "mixed"),
    }
    for kind, values in wanted.items():
        assert {name.removeprefix(f"{kind}_") for name in texts if name.startswith(f"{kind}_")} == set(values), kind
    assert set(Category) <= set(texts)


# The guideline


def test_the_guideline_knows_every_category_subject_and_entity():
    guide = source("guideline.js")
    topics, entities = guide.split("export const TOPICS")[1].split("export const ENTITIES")
    assert re.findall(r'name: "(\w+)"', topics) == list(Topic)
    assert set(re.findall(r'name: "(\w+)"', entities)) == set(ENTITIES)
    assert re.findall(r"^  (\w+): \{$", guide, re.M) == list(Category)
    for category in Category:
        block = re.search(rf"^  {category}: \{{\n(.*?)^  \}},$", guide, re.S | re.M)[1]
        assert set(re.findall(r"^      (\w+): \[", block, re.M)) == set(Level)


def test_the_guideline_quotes_the_handreiking_as_it_is():
    quotes = {" ".join(rule.quote.split()) for rule in PolicySource().current().file.rules}
    shown = re.findall(r'const [A-Z_]+ =\s+"([^"]+)";', source("guideline.js"))
    assert len(shown) == 2
    assert set(shown) <= quotes


def test_every_label_has_its_own_key():
    block = source("labels.js").split("LABEL_KEYS = new Map(")[1].split("]);")[0]
    keys = dict(re.findall(r'\["(\w*)", "(\w)"\]', block))
    assert set(keys) == {*ENTITIES, ""}
    assert len(set(keys.values())) == len(keys)


# Everybody


def test_every_field_has_a_label_and_ids_are_unique(page, scripts):
    fields = set(re.findall(r'<(?:input|select|textarea)[^>]*\sid="([^"]+)"', page))
    assert fields == set(re.findall(r'<label [^>]*for="([^"]+)"', page))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    watched = re.findall(r'\sid="([^"]+)"', source("watch.html"))
    assert len(watched) == len(set(watched))
    assert set(re.findall(r'element\(\s*"([^"]+)"', scripts)) <= {*ids, *watched}
    referred = re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page)
    assert {name for names in referred for name in names.split()} <= set(ids)
    assert '<html lang="nl">' in page


def test_the_page_has_its_landmarks_and_headings_in_order(page):
    for landmark in ("header", "nav", "main", "aside"):
        assert len(re.findall(rf"<{landmark}[ >]", page)) == 1
    levels = [int(level) for level in re.findall(r"<h([1-6])", page.split("</main>")[0])]
    assert levels[0] == 1
    assert levels.count(1) == 3  # of the three views, of which one is shown
    assert all(after <= before + 1 for before, after in pairwise(levels))
