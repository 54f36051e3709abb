"""What can go wrong with the embedded database."""


class EmbeddedError(Exception):
    """The embedded database cannot do what was asked."""


class DataFolderInUse(EmbeddedError):
    """Another process, or another object of this one, owns the data folder."""


class EmbeddedStartError(EmbeddedError):
    """The engine could not be started; the message says why and shows its last log lines."""
