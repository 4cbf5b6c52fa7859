"""Keys of people, and their handing over."""

from tests.portal.access import only

ROWS = {
    "saya/kunci": only("pemeriksa"),
}
