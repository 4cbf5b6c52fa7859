"""What the machine's owner may set, and what holds when nothing is set."""

from __future__ import annotations

from docs.render.words import table
from netral.portal.variables import FILE, VARIABLES, Variable

INTRO = f"""# Setelan · Settings

`netral serve` membaca variabel lingkungan ini, dan hanya ini. Nilai yang tidak masuk akal, atau nama `NETRAL_…` yang
tidak dikenal, menghentikan awal dan mengatakan apa yang harus ditulis. Yang bertanda kunci boleh berada dalam berkas:
`NAMA{FILE}=/jalan/berkas`, atau kredensial systemd dengan nama yang sama (`LoadCredential=NAMA:/jalan/berkas`).
*`netral serve` reads these variables of the environment, and no others. A value that makes no sense, or a name
`NETRAL_…` that is not known, stops the start and says what to write. Those marked with a key may stand in a file:
`NAME{FILE}=/path/file`, or a credential of systemd with the same name (`LoadCredential=NAME:/path/file`).*

"""

NOT_FOR_AN_AGENCY = ("NETRAL_DEMO", "NETRAL_DEMO_OPEN", "NETRAL_TODAY")
CHOSEN = {
    "NETRAL_DATA": "/var/lib/netral",
    "NETRAL_HOSTS": "netral.contoh.example",
    "NETRAL_HTTPS": "1",
    "NETRAL_AGENCY": '"Pemerintah Kabupaten Contoh"',
}


def page() -> str:
    """One row a variable."""
    head = ("variabel · variable", "isinya", "what it is", "biasanya · usual")
    return INTRO + table(head, ((_name(one), one.id, f"*{one.en}*", _usual(one.usual)) for one in VARIABLES))


def _name(one: Variable) -> str:
    return f"`{one.name}`{' 🔑' if one.secret else ''}"


def _usual(value: str) -> str:
    return f"`{value}`" if value else ""


def example() -> str:
    """`deploy/netral.env.example`: every setting as a comment, with what must be chosen filled in."""
    head = "# Setelan Netral untuk satu instansi: /etc/netral/netral.env, mode 640. Dibuat oleh `make docs`.\n"
    return head + "".join(_lines(one) for one in VARIABLES if one.name not in NOT_FOR_AN_AGENCY)


def _lines(one: Variable) -> str:
    chosen = CHOSEN.get(one.name)
    value = f"{one.name}={chosen}" if chosen else f"#{one.name}={'' if ' ' in one.usual else one.usual}"
    file = f"# Berkas · file: {one.name}{FILE}, LoadCredential={one.name}:…\n" if one.secret else ""
    return f"\n# {one.id}\n# {one.en}\n{file}{value}\n"
