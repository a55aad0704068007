"""The conversation on Telegram: deliveries come in through an inbox, cards go out at Telegram's pace."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # PTB tells durations as such, and does not warn that it will
