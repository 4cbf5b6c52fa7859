"""Signing in, leaving, and what is one's own."""

from tests.portal.access import everybody, only, signed_in

ROWS = {
    "masuk": everybody(),
    # Without a second factor of one's own: to where it is set up.
    "masuk/kode": signed_in(302),
    "masuk/aktivasi": everybody(),
    # There is no provider of the agency's in the tests' settings.
    "masuk/instansi": everybody(404),
    "masuk/instansi/kembali": everybody(404),
    "keluar": signed_in(405),
    "saya": signed_in(),
    "saya/tetap": signed_in(204),
    "saya/isian": signed_in(),
    "saya/keamanan": signed_in(),
    "saya/keamanan/sandi": signed_in(),
    # What changes proofs asks for a fresh one first.
    "saya/keamanan/angka": signed_in(302),
    "saya/keamanan/angka/hapus": signed_in(405),
    "saya/keamanan/pemulihan": signed_in(405),
    "saya/keamanan/kunci": signed_in(302),
    "saya/keamanan/kunci/hapus": signed_in(405),
    "saya/keamanan/usulan": signed_in(405),
    "saya/keamanan/sesi": signed_in(405),
    "kerja/slip": only("pengelola"),
}
