"""Calls a function of the project: call.py MODULE NAME, lists of arguments as JSON on stdin, results on stdout."""

import importlib
import json
import sys

import stand_ins  # noqa: F401

module, name = sys.argv[1:]
function = getattr(importlib.import_module(module), name)
print(json.dumps([function(*arguments) for arguments in json.load(sys.stdin)]))
