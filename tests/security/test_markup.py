"""Markup in a text is text, wherever it is shown: on the page, in an answer, behind a link."""

import json
import re
from pathlib import Path

import httpx
import pytest

from classifier.decide.policy_file import DestinationSection

STATIC = Path(__file__).parents[2] / "api" / "web" / "static"
CURATE = sorted((STATIC / "curate").glob("*.js"))
MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "${alert(1)}",
    "<!--",
    "]]>",
    "\u2028alert(1)//",
    "&lt;script&gt;",
]
ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:a",
    "blob:https://a.example/b",
    "file:///etc/passwd",
    "http://a.example",
    "//a.example",
    "/a",
    "https://a.example\njavascript:alert(1)",
    "https://a.example b",
    "https:a.example\u2028",
    "mailto:a@b.example\nbcc:c@d.example",
    "",
]


@pytest.fixture(scope="module")
def script():
    return "\n".join((STATIC / name).read_text(encoding="utf-8") for name in ("page.js", "page-sharing.js"))


@pytest.mark.parametrize("text", MARKUP)
def test_an_answer_is_json_that_no_browser_reads_as_a_page(address, text):
    answer = httpx.post("http://{}:{}/v1/assessments".format(*address), json={"text": text, "redact": True})
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    told = answer.json()
    assert told.pop("redacted_text") is not None
    assert text not in json.dumps(told, ensure_ascii=False)


def test_the_page_may_run_its_own_script_only_and_may_set_no_markup(address):
    policy = httpx.get("http://{}:{}/".format(*address)).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == "'self'"
    assert rules["base-uri"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "berichtwacht"


def test_the_one_policy_for_trusted_types_gives_the_address_of_the_worker_only(script):
    (made,) = re.findall(r"createPolicy\(\"(\w+)\", \{(.*?)\}\);", script, re.DOTALL)
    assert made[0] == "berichtwacht"
    assert re.findall(r"(\w+)\(address\) \{", made[1]) == ["createScriptURL"]
    assert 'if (address !== WORKER) throw new TypeError("' in made[1]
    assert 'const WORKER = "/service-worker.js";' in script


def test_the_script_sets_text_as_text(script):
    """Only these properties are ever set on an element, and no address is ever made."""
    properties = set(re.findall(r"\.([\w-]+) = ", script))
    assert properties == {
        *("textContent", "className", "title", "lang", "hidden", "value", "tabIndex", "open", "returnValue", "history"),
    }
    assert set(re.findall(r"""createElement\("(\w+)"\)""", script)) == {"div", "p"}
    assert set(re.findall(r"setAttribute\((.+?),", script)) == {
        *('"aria-label"', '"language"', '"channel"', '"conversation"', "name"),
    }
    assert set(re.findall(r'setOrRemove\(\s*("\w+"),', script)) == {'"sender"', '"recipients"'}
    assert not re.search(r"[a-z]HTML|srcdoc|\.href|\blocation\.(?!pathname)|document\.write", script)
    assert not re.search(r"\beval\b|Function\(|setInterval|import\((?!\")|DOMParser|Range|\.on\w+ =", script)


def test_what_an_answer_says_is_no_name_of_a_class(script):
    """Values of an answer choose from fixed words; none becomes the name of a class that it was not made for."""
    assert re.findall(r"\.className = (.+);", script) == ["`bubble ${judged}`", '"note"']
    assert 'return NOTES[guard.verdict ?? "unchecked"] ?? "noteUnchecked";' in script
    assert re.findall(r"fetch\(([^,]+),", script) == ['"/v1/policy"']


@pytest.fixture(scope="module")
def curating():
    """The scripts of the pages for curators."""
    return "\n".join(path.read_text(encoding="utf-8") for path in CURATE)


def test_the_scripts_for_curators_set_text_as_text(curating):
    """Only these properties are ever set on an element, only these elements made, and no address ever."""
    properties = set(re.findall(r"\.([\w-]+) = ", curating))
    elements = {"textContent", "className", "hidden", "disabled", "checked", "value", "tabIndex", "open", "type", "id"}
    elements |= {"name", "htmlFor", "autocomplete", "spellcheck", "returnValue", "scrollTop", "scope", "title"}
    assert properties == elements | {"kind", "problem"}  # two of an error
    made = set(re.findall(r"""(?:make|createElement)\(\s*"(\w+)\"""", curating))
    assert made == {
        *("blockquote", "button", "dd", "div", "dl", "dt", "fieldset", "h2", "h3", "input", "kbd", "label", "legend"),
        *("li", "mark", "meter", "option", "p", "q", "select", "span", "td", "tr", "ul"),
        *("caption", "details", "figcaption", "figure", "summary", "table", "tbody", "th", "thead"),
    }
    assert re.findall(r"createElement\(([^)]*)\)", curating) == ["tag", '"span"']
    assert re.findall(r"createElementNS\(([^)]*)\)", curating) == ["SPACE, tag"]
    drawn = set(re.findall(r'shape\(\s*"(\w+)"', curating))
    assert drawn == {"circle", "line", "path", "rect", "svg", "text"}
    assert set(re.findall(r"setAttribute\((.+?),", curating)) == {
        *('"aria-label"', '"aria-hidden"', '"aria-invalid"', '"aria-describedby"', '"aria-readonly"', "name"),
    }
    assert not re.search(r"[a-z]HTML\b|srcdoc|\.href|\blocation\.(?!pointer)|document\.write|createPolicy", curating)
    assert not re.search(r"\beval\b|Function\(|setInterval|import\((?!\")|DOMParser|\.on\w+ =", curating)
    assert not re.search(r"createRange|new Range", curating)


def test_the_scripts_for_curators_ask_this_service_only_and_keep_nothing(curating):
    assert re.findall(r"\bfetch\(([^,]+),", curating) == ["path"]
    asked = re.findall(r"""ask\("(GET|POST|DELETE)", ("[^"]+")""", curating)
    assert set(asked) == {
        *(("POST", '"/curate/session"'), ("DELETE", '"/curate/session"')),
        *(("GET", '"/v1/curation/queue"'), ("GET", '"/v1/monitoring"')),
        *(("POST", f'"/v1/curation/{name}"') for name in ("claims", "releases", "checks", "reviews", "undo")),
    }
    kept = r"localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|caches\b|console\.|history\."
    assert not re.search(kept, curating)
    assert re.findall(r"(?:https?:)?//(?!\s)[a-z][\w./]*", curating) == ["http://www.w3.org/2000/svg"]  # a name


def test_what_an_answer_says_to_curators_is_no_name_of_a_class(curating):
    """Names of classes are fixed words, or one of the words that the scripts know."""
    assert set(re.findall(r"\.className = (.+);", curating)) == {
        *("name", 'isFirst ? "card" : ""', "`checked ${state.outcome}`"),
    }
    assert re.findall(r"classList\.add\((.+)\);", curating) == ['"level", level']
    assert re.findall(r"make\(\"h3\", `([^`]+)`", curating) == ["level ${level}"]


@pytest.mark.parametrize("url", ADDRESSES, ids=repr)
def test_a_link_of_the_policy_is_https_or_mail(url):
    with pytest.raises(ValueError, match="url"):
        DestinationSection(url=url)


@pytest.mark.parametrize("url", ["https://zaken.example/nieuw?a=b#c", "mailto:archief@gemeente.example", None])
def test_a_link_that_is_one_is_taken(url):
    assert DestinationSection(url=url).url == url
