"""The action server: rasa_sdk's, on the loopback address, with logs that hold nothing personal."""

from __future__ import annotations

import sys

from assistant.privacy import journal, logs


def main() -> None:
    """Serve on the port of the first argument."""
    logs.install()
    journal.keep("actions")
    from rasa_sdk.__main__ import main as serve  # what it says while it loads is dated too

    sys.argv = ["rasa_sdk", "--actions", "actions", "--port", sys.argv[1], "--quiet"]
    serve()


if __name__ == "__main__":
    main()
