"""Parts of the regions, for analysts who ask for South Asia and not for all of Asia."""

from __future__ import annotations

# Parts of a region that analysts ask for, as countries (after the UN's M49; the Gulf is the states of the GCC).
SUBREGIONS: dict[str, tuple[str, ...]] = {
    name: tuple(codes.split())
    for name, codes in {
        "south-asia": "AF BD BT IN LK MV NP PK",
        "south-east-asia": "BN ID KH LA MM MY PH SG TH TL VN",
        "east-asia": "CN HK JP KP KR MN MO TW",
        "central-asia": "KG KZ TJ TM UZ",
        "oceania": "AU FJ FM KI MH NR NZ PG PW SB TO TV VU WS",
        "north-africa": "DZ EG EH LY MA SD TN",
        "west-africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SL SN TG",
        "east-africa": "BI DJ ER ET KE KM MG MU MW MZ RW SC SO SS TZ UG ZM ZW",
        "central-africa": "AO CD CF CG CM GA GQ ST TD",
        "southern-africa": "BW LS NA SZ ZA",
        "gulf": "AE BH KW OM QA SA",
        "caribbean": "AG BB BS CU DM DO GD HT JM KN LC TT VC",
        "central-america": "BZ CR GT HN MX NI PA SV",
        "south-america": "AR BO BR CL CO EC GY PE PY SR UY VE",
    }.items()
}
