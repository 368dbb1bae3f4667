"""What the system knows of a process: its memory, and how long it has worked."""

from pathlib import Path


def resident_megabytes(process_id):
    """Return the memory of a process that is in use, in MB."""
    for line in Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name == "VmRSS":
            return int(value.split()[0]) * 1024 / 1e6
    raise ProcessLookupError(process_id)


def worked_milliseconds(process_id):
    """Return the time that the threads of a process have had a core, in milliseconds.

    Unlike the time on a clock it does not grow while other processes have the core.
    """
    return _scheduled(process_id, 0)


def waited_milliseconds(process_id):
    """Return the time that the threads of a process could have worked but had no core, in milliseconds.

    That is what other work on the machine makes it slower.
    """
    return _scheduled(process_id, 1)


def _scheduled(process_id, field):
    tasks = Path(f"/proc/{process_id}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[field]) for task in tasks) / 1e6
