"""Errors that more than one room raises or tells."""

from __future__ import annotations


class Told(Exception):
    """A French sentence for staff: what is wrong, and what to do."""


class DatabaseAway(Exception):
    """The database did not answer in time, or refused to be read or written."""
