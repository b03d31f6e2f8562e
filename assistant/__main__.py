"""`python -m assistant VERB`: what the Makefile's verbs do once set up."""

from __future__ import annotations

import argparse
import sys


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    from assistant import launcher

    parser.add_argument("verb", choices=list(launcher.VERBS))
    verb = parser.parse_args().verb

    try:
        return launcher.VERBS[verb]()
    except launcher.CannotStart as reason:
        print(f"\n  Impossible de continuer : {reason}\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
