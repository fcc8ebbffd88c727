"""Django's command line, connected to the installation that `kasane serve` keeps."""

import os
import sys

from django.core.management import execute_from_command_line

from kasane.cli.installation import Installation

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with Installation.from_environment().running() as installation:
        os.environ.update(installation.environment(role="owner"))
        execute_from_command_line(sys.argv)
