"""`python -m assistant VERB`: what the Makefile's verbs do once set up."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    from assistant.cli import launcher, staff

    parser.add_argument("verb", choices=[*launcher.VERBS, "donnees", "effacer", "purge", "rappele"])
    parser.add_argument("reference", nargs="?", default="", help="of a conversation")
    options = parser.parse_args()
    verb = options.verb
    about = {
        "donnees": staff.export,
        "effacer": staff.erase,
        "purge": staff.purge,
        "rappele": staff.called_back,
    }

    try:
        if verb in ("donnees", "effacer", "rappele") and not options.reference:
            parser.error("donnez la référence de la conversation, que l'assistant dit à l'élu")
        return about[verb](options.reference) if verb in about else launcher.VERBS[verb]()
    except launcher.CannotStart as reason:
        print(f"\n  Impossible de continuer : {reason}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
