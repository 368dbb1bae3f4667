"""The shape of the recognisers' file: what a municipality adds or changes without code.

The file beside this module, ``recognisers.yaml``, holds the defaults. A municipality's own file may hold any
of the same sections; a section that it holds takes the place of the default one, and of ``organisation`` each key.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

import regex
from pydantic import Field, StringConstraints, field_validator, model_validator

from classifier.configuration import StrictModel, read_model
from classifier.errors import RecogniserError
from classifier.vocabulary import Category

__all__ = [
    "DEFAULT_RECOGNISERS",
    "ExtraRecogniser",
    "Organisation",
    "Pattern",
    "RecogniserConfiguration",
    "read_recogniser_configuration",
]

DEFAULT_RECOGNISERS = Path(__file__).with_name("recognisers.yaml")

EntityName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]*$")]
Score = Annotated[float, Field(gt=0.0, le=1.0)]


class Pattern(StrictModel):
    """A regular expression (of the ``regex`` package, without regard to case) and how sure a match is."""

    name: Annotated[str, StringConstraints(min_length=1)]
    regex: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    score: Score = 0.8

    @field_validator("regex")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            regex.compile(value)
        except regex.error as problem:
            raise ValueError(f"is no regular expression: {problem}") from None
        return value


class ExtraRecogniser(StrictModel):
    """A recogniser in Presidio's terms: patterns or a deny list, and context words that raise its score.

    ``warns`` is the category in which its findings warn for certain; without it they are findings only.
    """

    name: Annotated[str, StringConstraints(min_length=1)]
    entity: EntityName
    patterns: tuple[Pattern, ...] = ()
    deny_list: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    warns: Category | None = None

    @model_validator(mode="after")
    def _finds_something(self) -> Self:
        if not self.patterns and not self.deny_list:
            raise ValueError("a recogniser needs 'patterns' or a 'deny_list'")
        return self


class Organisation(StrictModel):
    """What the organisation publishes itself, so that nobody is warned for it.

    ``domains`` are its e-mail domains, ``mailboxes`` local parts that no person owns (``info``),
    ``phone_numbers`` and ``ibans`` its published numbers.
    """

    domains: tuple[str, ...] = ()
    mailboxes: tuple[str, ...] = ()
    phone_numbers: tuple[str, ...] = ()
    ibans: tuple[str, ...] = ()


class RecogniserConfiguration(StrictModel):
    """A whole recognisers' file.

    Attributes
    ----------
    names
        Where persons and places come from: ``berichtwacht`` (the component of the model version) or the name
        of an installed spaCy pipeline, such as ``nl_core_news_lg``.
    organisation
        What is published.
    case_numbers
        Patterns of case, dossier, client and permit numbers; a group named ``number`` is the number itself.
    allow_list
        Texts that are never reported.
    context
        Extra context words per entity, which raise the score of its findings.
    disabled
        Names of recognisers that are left out.
    extra
        Recognisers of one's own.
    """

    names: str = "berichtwacht"
    organisation: Organisation = Organisation()
    case_numbers: tuple[Pattern, ...] = ()
    allow_list: tuple[str, ...] = ()
    context: dict[EntityName, tuple[str, ...]] = Field(default_factory=dict)
    disabled: tuple[str, ...] = ()
    extra: tuple[ExtraRecogniser, ...] = ()


def read_recogniser_configuration(path: Path | None = None) -> RecogniserConfiguration:
    """Read the defaults and, over them, the sections of a municipality's own file.

    Raises
    ------
    RecogniserError
        If a file cannot be read or is wrong; names the line and the cure.
    """
    defaults = read_model(DEFAULT_RECOGNISERS, RecogniserConfiguration, error=RecogniserError)
    if path is None:
        return defaults
    own = read_model(path, RecogniserConfiguration, error=RecogniserError)
    changed = {name: getattr(own, name) for name in own.model_fields_set}
    if "organisation" in changed:
        given = own.organisation.model_fields_set
        published = {name: getattr(own.organisation, name) for name in given}
        changed["organisation"] = defaults.organisation.model_copy(update=published)
    return defaults.model_copy(update=changed)
