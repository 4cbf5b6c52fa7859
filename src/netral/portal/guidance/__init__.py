"""May I? The rules explained: ask, read a norm, see the calendar. Nothing is stored about who asks."""
