"""For every test: how long an example of Hypothesis takes is no promise to anybody; benchmarks measure."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
