"""The portal's own settings, in a folder of their own; the database of NETRAL_DATABASE, SQLite otherwise."""

import os
import tempfile

os.environ.setdefault("NETRAL_DATA", tempfile.mkdtemp(prefix="netral-tests-"))
os.environ.setdefault("NETRAL_HTTPS", "0")
os.environ.setdefault("NETRAL_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("NETRAL_TODAY", "2024-10-05")
os.environ.setdefault("NETRAL_DEMO", "1")

from netral.portal.settings import *  # noqa: F403

# Tests need no fingerprints in file names, and no folder that was collected first.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # A file, as in use: in memory, SQLite's connections share a cache and its locks are others.
    DATABASES["default"]["TEST"] = {"NAME": str(NETRAL.data / "test.sqlite3")}  # noqa: F405
