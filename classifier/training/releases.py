"""Which version is the current one: promoting, rolling back, and the history of both.

A switch is one rename of ``current.json``. Before it the version is loaded whole and asked a few drafts, and a line is
added to ``history.jsonl``: that comes first, so that every switch that happened is in the history. One that was noted
and did not happen (the machine stopped in between) does no harm, for only the line of the version that *is* current is
ever asked for what came before it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import Any

from classifier.artefacts import (
    ENCODERS,
    POINTER,
    current_version,
    encoder_directory,
    models_directory,
    read_notes,
    version_directory,
)
from classifier.errors import ArtefactError, VersionRefused
from classifier.pipeline import Classifier
from classifier.records import Draft, Verdict
from classifier.training.corpus import CORPUS
from classifier.training.disk import append_line, locked, replace_file
from classifier.training.train import METRICS_FILE, measure
from classifier.training.writing import check_files, copy_files, is_version_name, new_directory, store_encoder

__all__ = ["HISTORY", "Action", "Judge", "Switch", "adopt", "check_version", "history", "promote", "rollback"]

HISTORY = "history.jsonl"
"""Every switch in a models directory, a line each."""

MEASURING = ".measuring"
LOCK = ".switch"
PATIENCE = 10.0
"""Seconds that a switch waits for another one, which takes less."""

PROBES = (
    "bsn van haar is 123456782, kun je mevr Yilmaz bellen op 06-12345678? haar bijstand is stopgezet",
    "het college stemt morgen in met optie B, nog niet naar buiten brengen",
    "wie neemt er taart mee?",
)
"""Invented drafts that every version must be able to assess; the first warns whatever the model has learned."""

Judge = Callable[[Path, Path], Sequence[str]]
"""Says why a candidate (a version's directory) should not take the place of the current version; nothing: it may."""


class Action(StrEnum):
    """What a switch was."""

    PROMOTE = "promote"
    ROLLBACK = "rollback"


@dataclass(frozen=True, slots=True)
class Switch:
    """A line of the history.

    ``before`` is the version that was current until then, ``None`` where there was none; ``at`` the moment, in UTC;
    ``reason`` why it was promoted in spite of the gate, or why it was rolled back.
    """

    version: str
    before: str | None
    at: str
    action: Action
    reason: str | None = None

    def as_line(self) -> str:
        """Return the line."""
        known = asdict(self)
        return json.dumps({"version": known.pop("version"), "from": known.pop("before"), **known}, ensure_ascii=False)


def promote(
    version: str,
    *,
    models: Path | None = None,
    directory: Path = CORPUS,
    judge: Judge | None = None,
    despite: str | None = None,
) -> Switch:
    """Make a version the current one, when it is whole and ``judge`` has nothing against it.

    Parameters
    ----------
    version
        Its name, or the directory of a version elsewhere, which is then copied to the models directory first.
    models
        The models directory.
    directory
        The corpus that it is measured on, when that has not been done yet.
    judge
        Compares it with the current version; may take its time, and other switches are free to happen meanwhile.
    despite
        Why it is promoted although the judge is against it; kept in the history.

    Raises
    ------
    ArtefactError
        If it is missing, broken or not trusted, or the current version changed while it was judged.
    VersionRefused
        If the judge is against it and ``despite`` is not given.
    BusyError
        If another process measures a version here, or switches and does not end.
    """
    models = models_directory(models)
    path = _in_place(version, models)
    check_version(path)
    _measured(path, directory)
    current = _current(models)
    reasons: Sequence[str] = ()
    if judge is not None and current is not None and current != path:
        reasons = judge(path, current)
    if reasons and despite is None:
        raise VersionRefused(path.name, tuple(reasons))
    with _switching(models):
        if _current(models) != current:
            raise ArtefactError(f"{models / POINTER}: changed while {path.name!r} was judged; promote it again")
        return _switch(models, path, Action.PROMOTE, despite)


def rollback(version: str | None = None, *, models: Path | None = None, reason: str | None = None) -> Switch:
    """Go back to an earlier version, by default to the one that the current one was promoted over. Nobody judges.

    Raises
    ------
    ArtefactError
        If the history does not know an earlier version, or it is missing, broken or not trusted.
    """
    models = models_directory(models)
    with _switching(models):
        path = version_directory(models, version or _version_before(models))
        check_version(path)
        return _switch(models, path, Action.ROLLBACK, reason)


def check_version(version: Path) -> None:
    """Load a version whole and let it assess a few drafts.

    Raises
    ------
    ArtefactError
        If a file is not the one that is listed, is missing, broken or not trusted, or its answers are none.
    """
    if not is_version_name(version.name) or read_notes(version).get("version", version.name) != version.name:
        raise ArtefactError(f"{version}: is not the version that its name says")
    check_files(version)
    classifier = Classifier.load(models=version.parent, version=version.name)
    try:
        assessments = [classifier.assess(Draft(text=text)) for text in PROBES]
    except (ValueError, LookupError, TypeError, ArithmeticError, RuntimeError) as problem:
        raise ArtefactError(f"{version}: cannot assess a draft: {type(problem).__name__}") from None
    scores = [said.score for item in assessments for said in item.categories.values()]
    if assessments[0].verdict is not Verdict.WARN or any(score is None or not isfinite(score) for score in scores):
        raise ArtefactError(f"{version}: does not assess drafts as a version must")


def history(models: Path | None = None) -> tuple[Switch, ...]:
    """Return every switch, the first one first. A line that was cut short when the machine stopped is passed over."""
    try:
        lines = (models_directory(models) / HISTORY).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(_switches(lines))


def adopt(source: Path, models: Path) -> Path:
    """Copy a version and its encoder, which is stored once, to a models directory, and return where it stands.

    Raises
    ------
    ArtefactError
        If it is broken, or another version of that name is there.
    OSError
        If it cannot be copied; names the file.
    """
    source = source.resolve()
    if not is_version_name(source.name):
        raise ArtefactError(f"{source}: a version cannot be called so")
    check_files(source)
    target = models / source.name
    if target.exists():
        if read_notes(target) != read_notes(source):
            raise ArtefactError(f"{target}: is there already, and is another version of that name")
        return target
    encoder = encoder_directory(source.parent, source.name)
    models.mkdir(parents=True, exist_ok=True)
    with _switching(models):
        store_encoder(encoder, models / ENCODERS)
        with new_directory(target, ending=".copy") as partial:
            copy_files(source, partial)
    return target


def _measured(path: Path, directory: Path) -> None:
    """Measure a version that was not; one process at a time, for its notes list what was measured."""
    busy = f"{path}: is being measured by another process"
    if not (path / METRICS_FILE).exists():
        with locked(path.parent / MEASURING, busy=busy):
            measure(path, directory)


def _in_place(version: str, models: Path) -> Path:
    """Return the directory of a version by its name, or by its path, from where it is copied when it lies elsewhere."""
    if is_version_name(version):
        return version_directory(models, version)
    path = Path(version)
    if not path.is_dir():
        raise ArtefactError(f"{version}: is neither the name nor the directory of a version")
    if path.resolve().parent == models.resolve():
        return version_directory(models, path.resolve().name)
    return adopt(path, models)


def _current(models: Path) -> Path | None:
    """Return the current version; ``None`` where there is no ``current.json`` yet."""
    return current_version(models) if (models / POINTER).exists() else None


def _version_before(models: Path) -> str:
    current = _named(models)
    for switch in reversed(history(models)):
        if switch.action is Action.PROMOTE and switch.version == current and switch.before not in {None, current}:
            return str(switch.before)
    raise ArtefactError(
        f"{models / HISTORY}: does not say what came before {current!r}; name the version to go back to"
    )


def _switching(models: Path) -> Any:
    return locked(models / LOCK, busy=f"{models}: another promotion or rollback is at work here", patience=PATIENCE)


def _switch(models: Path, path: Path, action: Action, reason: str | None) -> Switch:
    """Switch; the lock is held."""
    before = _named(models)
    switch = Switch(path.name, before, datetime.now(UTC).isoformat(timespec="seconds"), action, reason)
    append_line(models / HISTORY, switch.as_line())
    replace_file(models / POINTER, f"{json.dumps({'version': path.name})}\n".encode())
    return switch


def _named(models: Path) -> str | None:
    """Return the name that ``current.json`` holds, whether that version can be used or not."""
    try:
        name = json.loads((models / POINTER).read_text(encoding="utf-8"))["version"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return name if isinstance(name, str) else None


def _switches(lines: Sequence[str]) -> Iterator[Switch]:
    for line in lines:
        try:
            found = json.loads(line)
            yield Switch(
                str(found["version"]), found["from"], str(found["at"]), Action(found["action"]), found["reason"]
            )
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
