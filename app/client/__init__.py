"""The public client of the service: what a tool in Python needs to talk to it, with httpx alone."""

from app.client.client import Client
from app.client.errors import ClientError, DraftInTheWay, ProblemError, ServiceUnreachable
from app.client.load import LoadError

__all__ = ["Client", "ClientError", "DraftInTheWay", "LoadError", "ProblemError", "ServiceUnreachable"]
