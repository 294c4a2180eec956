"""The settings of the suite: as in development, with a fixed key and quick hashes."""

import os

os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("SECRET_KEY", "only-for-tests")

from planning.exports.signing import new_key
from planning.settings import *  # noqa: F403

SIGNING_KEY = new_key().decode()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
