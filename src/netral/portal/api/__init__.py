"""The same doors for programs: ask, calendar, reports, findings, directory, audit; with tokens that can do little."""
