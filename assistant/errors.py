"""Errors that more than one room raises or tells."""

from __future__ import annotations


class Told(Exception):
    """A French sentence for staff: what is wrong, and what to do."""

    code = 1  # of the process that ends by it


class Hopeless(Told):
    """What starting again cannot mend: the service's unit does not try (deploy/)."""

    code = 78  # EX_CONFIG, sysexits.h


class DatabaseAway(Exception):
    """The database did not answer in time, or refused to be read or written."""

    response = "utter_memoire_absente"  # what the official is told


class DatabaseDamaged(DatabaseAway):
    """The database was read, and what is in it makes no sense: somebody must restore it."""

    response = "utter_memoire_abimee"
