"""The desk is for those who work there; patrols and findings are the examiners'."""

from tests.portal.access import only

ROWS = {
    "kerja": only("pengelola", "pemeriksa"),
    "kerja/patroli": only("pemeriksa"),
    "kerja/patroli/<int:pk>": only("pemeriksa", status=404),
    "kerja/temuan": only("pemeriksa"),
    "kerja/temuan/<str:number>": only("pemeriksa", status=404),
}
