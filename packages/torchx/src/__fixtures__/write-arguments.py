"""Writes what it was started with, as JSON: arguments after the first, which is the file, and environment."""

import json
import os
import sys

received = {
    "args": [os.fsencode(arg).decode() for arg in sys.argv[2:]],
    "env": {
        os.fsencode(name).decode(): os.fsencode(value).decode()
        for name, value in os.environ.items()
        if name.startswith("HOSTILE_")
    },
}
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(received, file)
