"""The portal's own settings, and one more address: the empty page that others are measured against."""

from netral.portal.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.portal_urls"
