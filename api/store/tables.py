"""The tables, as SQLAlchemy maps them.

There is no column for a person: a key names an application, and feedback names nobody. A curator is a pseudonym that
keeps two of them apart while a message is being labelled, and is gone when that is over.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import (
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

__all__ = [
    "ApiKey",
    "Base",
    "CountingWorker",
    "CuratedMessage",
    "CurationItem",
    "DailyCount",
    "Feedback",
    "FeedbackWarning",
    "Labelling",
]


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, also in a database that keeps no time zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment as it is kept; one without a time zone is a mistake of ours."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every table; constraints have names, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ApiKey(Base):
    """An API key: who holds it (an application), what it may do, and the digest of its secret."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[str] = mapped_column(String(100))
    created: Mapped[datetime] = mapped_column(Moment)
    expires: Mapped[datetime | None] = mapped_column(Moment)
    revoked: Mapped[datetime | None] = mapped_column(Moment)


class Feedback(Base):
    """What somebody did with an assessment and thought of it, by day; texts encrypted and with an end."""

    __tablename__ = "feedback"
    __table_args__ = (Index("ix_feedback_expires", "expires"), Index("ix_feedback_day", "day"))

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    assessment: Mapped[str] = mapped_column(String(32), unique=True)
    day: Mapped[date] = mapped_column(Date)
    action: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(32))
    right: Mapped[bool | None]
    verdict: Mapped[str] = mapped_column(String(16))
    levels: Mapped[str] = mapped_column(String(64))
    corrected: Mapped[str | None] = mapped_column(String(64))
    model_version: Mapped[str] = mapped_column(String(100))
    policy_version: Mapped[str] = mapped_column(String(100))
    text: Mapped[bytes | None] = mapped_column(LargeBinary)
    comment: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires: Mapped[datetime | None] = mapped_column(Moment)
    revision: Mapped[str] = mapped_column(String(36), server_default="")


class FeedbackWarning(Base):
    """A warning that was shown with an assessment that got feedback."""

    __tablename__ = "feedback_warnings"

    feedback: Mapped[str] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)


class CurationItem(Base):
    """How far curators are with the text of a feedback, who has it open until when, and when it would have expired."""

    __tablename__ = "curation_items"

    feedback: Mapped[str] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    curator: Mapped[str | None] = mapped_column(String(100))
    until: Mapped[datetime | None] = mapped_column(Moment)
    former: Mapped[datetime | None] = mapped_column(Moment)


class Labelling(Base):
    """What one curator said of an item, its record sealed; it goes when the item's original does."""

    __tablename__ = "curation_labellings"
    __table_args__ = (UniqueConstraint("item", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    item: Mapped[str] = mapped_column(ForeignKey("curation_items.feedback", ondelete="CASCADE"))
    number: Mapped[int]
    curator: Mapped[str] = mapped_column(String(100))
    outcome: Mapped[str] = mapped_column(String(16))
    record: Mapped[bytes | None] = mapped_column(LargeBinary)


class CuratedMessage(Base):
    """An accepted message, sealed. It names the labelling that it came from, which is soon gone, and no feedback."""

    __tablename__ = "curation_messages"
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(primary_key=True)
    labelling: Mapped[str] = mapped_column(String(36), unique=True)
    record: Mapped[bytes] = mapped_column(LargeBinary)


class DailyCount(Base):
    """How many assessments of a day had something: a verdict, a level of a category, or a score within a bin."""

    __tablename__ = "daily_counts"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    model_version: Mapped[str] = mapped_column(String(100), primary_key=True)
    policy_version: Mapped[str] = mapped_column(String(100), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    category: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]


class CountingWorker(Base):
    """The last batch of counts that a worker process added, so that none is added twice."""

    __tablename__ = "counting_workers"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    batch: Mapped[int]
    day: Mapped[date] = mapped_column(Date)
