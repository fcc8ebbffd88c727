"""`python -m kasane.cli.boot MODULE …`: start Django, then run a module that needs it."""

import runpy
import sys

import django

if __name__ == "__main__":
    django.setup()
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    runpy.run_module(module, run_name="__main__")
