"""What can go wrong in a way the operator can mend: one line to say it, one exit code to carry it.

Exit codes follow sysexits.h where it has a fitting one: 0 fine, 1 findings, 2 usage, 65 bad data or store,
69 nothing could be reached, 70 a bug of ours, 73 cannot write, 75 another run holds the lock, 78 configuration.
"""

OK, FINDINGS, USAGE, DATA, UNREACHABLE, BUG, CANNOT_WRITE, LOCKED, CONFIG = 0, 1, 2, 65, 69, 70, 73, 75, 78


class AggregatorError(Exception):
    """An error with a message that names file, key and remedy; `code` is the exit code of the command."""

    code = BUG


class UsageError(AggregatorError):
    """The command was called with something that cannot be: an unknown source, an unreadable argument."""

    code = USAGE


class DataError(AggregatorError):
    """Input data or the store cannot be read as what it should be."""

    code = DATA


class UnreachableError(AggregatorError):
    """Nothing could be reached."""

    code = UNREACHABLE


class CannotWriteError(AggregatorError):
    """A file or folder cannot be written: permissions, a full disk, a folder that is not empty."""

    code = CANNOT_WRITE


class LockedError(AggregatorError):
    """Another run holds the lock, or the store stayed busy."""

    code = LOCKED


class ConfigError(AggregatorError):
    """Configuration that cannot be used: names the file, the key and the nearest right key."""

    code = CONFIG
