"""What does a tweet's link say? It is trusted before the cells: spreadsheets do not round links."""

from __future__ import annotations

import re

PATTERN = r"^https?://(?:twitter|x)\.com/(?P<handle>[A-Za-z0-9_]{1,15})/status/(?P<id>[0-9]{1,19})$"
TWEET_URL = re.compile(PATTERN)
UNDEFINED = "undefined"
"""What the tool writes for a name it could not find (2.6.1 after X moved a field)."""
