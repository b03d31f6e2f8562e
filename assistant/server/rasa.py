"""Rasa's server: `rasa run` with the arguments given, and logs that hold nothing personal."""

from __future__ import annotations

import sys

from assistant.privacy import journal, logs


def main() -> None:
    logs.install()
    journal.keep("rasa")
    from rasa.__main__ import main as serve  # what it says while it loads is dated too

    sys.argv = ["rasa", "run", *sys.argv[1:]]
    serve()


if __name__ == "__main__":
    main()
