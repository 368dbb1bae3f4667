"""Everything that can go wrong, as one tree.

::

    BerichtwachtError
    ├── InvalidDraft          the caller's draft or context cannot be read; names the field
    ├── ConfigurationError    a file or setting is wrong; names the file, the line and the cure
    │   ├── PolicyError         the policy file
    │   ├── RecogniserError     the recognisers' file
    │   └── SettingsError       the environment or the settings file
    ├── ArtefactError         a model artefact is missing, truncated, foreign or not trusted
    ├── VersionRefused        a model version that the gate does not let through; says why
    ├── BusyError             another process is at the same work
    └── CorpusError           training data that breaks the labelling guideline; names file and line

No message of any of these repeats a draft: they name places and reasons only.
"""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ArtefactError",
    "BerichtwachtError",
    "BusyError",
    "ConfigurationError",
    "CorpusError",
    "InvalidDraft",
    "PolicyError",
    "RecogniserError",
    "SettingsError",
    "VersionRefused",
]


class BerichtwachtError(Exception):
    """The root of the tree; catch it to catch whatever this library raises on purpose."""


class InvalidDraft(BerichtwachtError, ValueError):
    """A draft or its context that cannot be read.

    Parameters
    ----------
    field
        Path of the offending field, as in the HTTP request: ``text``, ``context.history[2].text``.
    reason
        What is wrong with it, in a short English phrase that never holds the value itself.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class ConfigurationError(BerichtwachtError):
    """A configuration file or setting that is wrong.

    Parameters
    ----------
    problem
        What is wrong.
    path
        The file, when there is one.
    line
        Line in that file, counted from 1.
    cure
        What to do about it.
    """

    def __init__(
        self, problem: str, *, path: Path | str | None = None, line: int | None = None, cure: str = ""
    ) -> None:
        place = "" if path is None else f"{path}:{line}: " if line is not None else f"{path}: "
        super().__init__(f"{place}{problem}" + (f" ({cure})" if cure else ""))
        self.problem = problem
        self.path = None if path is None else Path(path)
        self.line = line
        self.cure = cure


class PolicyError(ConfigurationError):
    """The policy file is wrong."""


class RecogniserError(ConfigurationError):
    """The recognisers' file is wrong."""


class SettingsError(ConfigurationError):
    """A setting from the environment or the settings file is wrong."""


class ArtefactError(BerichtwachtError):
    """A model artefact is missing, truncated, foreign or holds a type that is not on the trust list."""


class VersionRefused(BerichtwachtError):
    """A model version that is worse than the current one where it matters.

    Parameters
    ----------
    version
        Its name.
    reasons
        What is worse, a line each.
    """

    def __init__(self, version: str, reasons: tuple[str, ...]) -> None:
        super().__init__(f"{version} is worse than the current version where it matters: {'; '.join(reasons)}")
        self.version = version
        self.reasons = reasons


class BusyError(BerichtwachtError):
    """Another process is at the same work; try again when it is done."""


class CorpusError(BerichtwachtError):
    """A record of the training data breaks the labelling guideline.

    Parameters
    ----------
    problem
        What is wrong.
    path, line
        Where: the file, and its line counted from 1.
    """

    def __init__(self, problem: str, *, path: Path | str, line: int) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.problem = problem
        self.path = Path(path)
        self.line = line
