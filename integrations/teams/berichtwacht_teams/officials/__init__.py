"""Who is a key official, so that the reminder that their messages are kept comes by itself.

A municipality keeps a list: a :mod:`~berichtwacht_teams.officials.file`, groups in Entra
(:mod:`~berichtwacht_teams.officials.groups`), or both. :class:`Officials` answers from memory. It keeps object ids,
user principal names and mail addresses, and nothing else; none of them reaches a log or a disk.
"""

from berichtwacht_teams.officials.errors import OfficialsError
from berichtwacht_teams.officials.file import FileList
from berichtwacht_teams.officials.groups import GroupList
from berichtwacht_teams.officials.officials import Officials, recipients_of
from berichtwacht_teams.officials.roster import LISTABLE, ListState, Source

__all__ = ["LISTABLE", "FileList", "GroupList", "ListState", "Officials", "OfficialsError", "Source", "recipients_of"]
