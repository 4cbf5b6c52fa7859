"""Keys of people, and their handing over."""

from tests.portal.access import only

ROWS = {
    "saya/kunci": only("pemeriksa"),
    "kelola/kunci": only("pemeriksa", "ppk"),
    "kelola/kunci/<int:pk>": only("pemeriksa", "ppk", status=405),
}
