"""`python -m assistant VERB`: what the Makefile's verbs do once set up."""

from __future__ import annotations

import argparse
import sys
import warnings
from typing import Callable, Dict

from assistant import settings
from assistant.channels.teams import package
from assistant.cli import launcher, staff
from assistant.errors import Told
from assistant.storage import database
from dife.facts.files import ReferenceFileError

VERBS: Dict[str, Callable[[], int]] = {
    **launcher.VERBS,
    "rappels": staff.callbacks_waiting,
    "avis": staff.opinions,
    "teams-package": package.verb,
}
# These are told which conversation; `purge` may be told « tout », `rappele` several, or days.
ABOUT: Dict[str, Callable[..., int]] = {
    "donnees": staff.export,
    "effacer": staff.erase,
    "rappele": staff.called_back,
    "purge": staff.purge,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    parser.add_argument("verb", choices=[*VERBS, *ABOUT])
    parser.add_argument("about", nargs="*", metavar="reference", help="of a conversation")
    options = parser.parse_args()
    if options.verb in ABOUT and options.verb != "purge" and not options.about:
        parser.error("donnez la référence de la conversation, que l'assistant dit à l'élu")
    if options.verb != "rappele" and len(options.about) > 1:
        parser.error("donnez une seule référence")
    warnings.filterwarnings("ignore", message="Deprecated API")  # Rasa's, of SQLAlchemy 2
    try:
        settings.current()  # a wrong setting is told before any work
        if options.verb in ABOUT:
            return ABOUT[options.verb](*options.about)
        return VERBS[options.verb]()
    except database.FAULTS as error:  # a verb of staff's, on a base that is damaged, full or away
        print(f"\n  Impossible de continuer : {database.told(error)}\n", file=sys.stderr)
        return 1
    except (Told, ReferenceFileError) as reason:
        print(f"\n  Impossible de continuer : {reason}\n", file=sys.stderr)
        return getattr(reason, "code", 1)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
