"""The public client of the service: what a tool in Python needs to talk to it, with httpx alone."""

from app.client.client import Client, ProblemError, ServiceUnreachable

__all__ = ["Client", "ProblemError", "ServiceUnreachable"]
