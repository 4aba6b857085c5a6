"""Settings of a server whose access tokens end after four seconds instead of five minutes."""

from datetime import timedelta

from tellings.studio.settings import *  # noqa: F403

SIMPLE_JWT = {"ACCESS_TOKEN_LIFETIME": timedelta(seconds=4)}
