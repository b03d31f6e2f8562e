"""The action server: rasa_sdk's, on the loopback address, with logs that hold nothing personal."""

from __future__ import annotations

import sys


def main() -> None:
    from rasa_sdk.__main__ import main as serve

    from assistant.privacy import logs

    logs.install()
    sys.argv = ["rasa_sdk", "--actions", "actions", "--port", sys.argv[1]]
    serve()


if __name__ == "__main__":
    main()
