"""How the web process is served; `kasane serve` and a city's own unit files start it with this file."""

import os
import shutil
import tempfile


def on_starting(_server: object) -> None:
    """Where the workers of this server add up their figures (0060); set before any of them reads it."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="kasane-figures-")


def on_exit(_server: object) -> None:
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


workers = int(os.environ.get("KASANE_WORKERS", "2"))
# Threads that are given whole requests: whoever sends slowly keeps nobody else waiting (0070).
worker_class = "config.waiting.WaitingWorker"
threads = 4
# A worker that shows no sign of life for so long is replaced; the database cancels what takes long before that.
timeout = 60
graceful_timeout = 30
loglevel = "warning"
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"private": {"()": "config.logs.PrivateFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "private"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
