"""Our settings in a test: the same servers, but a database and a Valkey number of one's own.

TEST_DATABASE names the database, so that several people can test on one machine at a time.
"""

import os
import tempfile
from pathlib import Path
from zlib import crc32

from config.local.environment import addresses, is_embedded

NAME = os.environ.get("TEST_DATABASE", "test_sujing")
SERVER = "TEST_REDIS_SERVER"  # workers inherit the address of whoever started them
if is_embedded("REDIS_URL"):
    os.environ[SERVER] = addresses()["REDIS_URL"].rpartition("/")[0]
if os.environ.get(SERVER):
    _number = crc32(f"{NAME} {os.environ.get('PYTEST_XDIST_WORKER', '')}".encode()) % 255 + 1
    os.environ["REDIS_URL"] = f"{os.environ[SERVER]}/{_number}"

from config.settings import *  # noqa: E402, F403  (after the environment is set)
from config.settings import DATABASES, STORAGES  # noqa: E402

DEMO = False
FIGURES_FREE_SECONDS = 60.0  # a busy machine must not make figures old
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a kept connection would hold up dropping the database
DATABASES["default"]["OPTIONS"] |= {"options": "-c synchronous_commit=off"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # files as they are, nothing collected
TEST_FOLDER = Path(tempfile.mkdtemp(prefix="sujing-tests-"))  # removed by conftest.py
MEDIA_ROOT, STATIC_ROOT = str(TEST_FOLDER / "media"), str(TEST_FOLDER / "static")
Path(STATIC_ROOT).mkdir()
