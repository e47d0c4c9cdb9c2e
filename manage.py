#!/usr/bin/env python
"""Django's command line, with our settings."""

import os
import sys

from django.core.management import execute_from_command_line

from config.local import environment

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if environment.wanted(sys.argv):
        environment.ensure()
    execute_from_command_line(sys.argv)
