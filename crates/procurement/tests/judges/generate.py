#!/usr/bin/env python3
"""Make synthetic OCDS 1.1 compiled releases, one JSON text a line, shaped like the procurement of the
Province of Banten and its eight kabupaten/kota, with a known number of each red-flag pattern planted.

Every organisation, person, package and amount is invented. Only the standard library is used, and the
same arguments always give the same bytes.

    python3 generate.py --n 10000 --seed 1 --out releases.jsonl --truth truth.json
    python3 generate.py --n 500 --plant R018=10 --plant X01=0 --out - --truth truth.json

How SiRUP/SPSE fields are mapped: kode RUP -> planning.budget.id, pagu ->
planning.budget.amount, sumber dana -> planning.budget.description, satuan kerja (OPD) -> buyer, UKPBJ/pokja
-> tender.procuringEntity, HPS -> tender.value, metode pemilihan -> tender.procurementMethodDetails (and a
code in tender.procurementMethod), peserta -> tender.tenderers, penawaran -> bids.details, pemenang -> awards,
kontrak -> contracts, adendum -> contracts[].amendments.
"""
import argparse
import json
import random
import sys
from datetime import date, timedelta

PREFIX = "ocds-synth0"  # not a registered prefix: a mark that the data is synthetic

GOVS = [  # (Kemendagri code, name, weight)
    ("36", "Provinsi Banten", 26), ("36.01", "Kabupaten Pandeglang", 10), ("36.02", "Kabupaten Lebak", 10),
    ("36.03", "Kabupaten Tangerang", 15), ("36.04", "Kabupaten Serang", 10), ("36.71", "Kota Tangerang", 12),
    ("36.72", "Kota Cilegon", 6), ("36.73", "Kota Serang", 5), ("36.74", "Kota Tangerang Selatan", 11),
]
OPDS = [  # (short, name, weight, main fields)
    ("DPUPR", "Dinas Pekerjaan Umum dan Penataan Ruang", 20, "WC"), ("DINDIK", "Dinas Pendidikan dan Kebudayaan", 18, "GWS"),
    ("DINKES", "Dinas Kesehatan", 14, "GS"), ("RSUD", "Rumah Sakit Umum Daerah", 12, "GS"),
    ("DPRKP", "Dinas Perumahan Rakyat dan Kawasan Permukiman", 9, "WC"), ("DLH", "Dinas Lingkungan Hidup", 5, "GS"),
    ("DISHUB", "Dinas Perhubungan", 4, "GW"), ("DISKOMINFO", "Dinas Komunikasi dan Informatika", 4, "GS"),
    ("DISTAN", "Dinas Pertanian", 4, "GW"), ("SETDA", "Sekretariat Daerah", 6, "GS"), ("SETWAN", "Sekretariat DPRD", 4, "GS"),
    ("BAPPERIDA", "Badan Perencanaan Pembangunan, Riset dan Inovasi Daerah", 3, "CS"),
    ("BPKAD", "Badan Pengelolaan Keuangan dan Aset Daerah", 3, "GS"), ("DISPERINDAG", "Dinas Perindustrian dan Perdagangan", 3, "GW"),
    ("BPBD", "Badan Penanggulangan Bencana Daerah", 2, "GW"), ("DINSOS", "Dinas Sosial", 3, "GS"),
]
# UNSPSC-like 8-digit classes by field: (code, what, unit)
ITEMS = {
    "W": [("72141001", "Peningkatan jalan {p}", "m"), ("72141103", "Pemeliharaan berkala jalan {p}", "m"),
          ("72121400", "Rehabilitasi gedung {p}", "paket"), ("72151500", "Pembangunan drainase {p}", "m"),
          ("72141119", "Pembangunan jembatan {p}", "unit"), ("72103300", "Rehabilitasi ruang kelas {p}", "ruang"),
          ("95121500", "Pembangunan unit sekolah baru {p}", "paket"), ("72154000", "Pembangunan jalan desa {p}", "m")],
    "C": [("81101500", "Perencanaan teknis {p}", "dokumen"), ("81102200", "Pengawasan teknis {p}", "dokumen"),
          ("80101500", "Penyusunan kajian {p}", "dokumen")],
    "G": [("43211500", "Belanja modal komputer {p}", "unit"), ("42182000", "Belanja alat kesehatan {p}", "unit"),
          ("51101500", "Belanja obat-obatan {p}", "paket"), ("56121500", "Belanja mebel {p}", "set"),
          ("25101500", "Belanja kendaraan dinas {p}", "unit"), ("44121700", "Belanja alat tulis kantor {p}", "paket"),
          ("53102700", "Belanja pakaian dinas {p}", "stel"), ("10171500", "Belanja pupuk {p}", "kg"),
          ("50192700", "Belanja makanan dan minuman rapat {p}", "kotak"), ("39111600", "Belanja lampu penerangan jalan {p}", "unit")],
    "S": [("76111500", "Jasa kebersihan {p}", "bulan"), ("92121500", "Jasa pengamanan {p}", "bulan"),
          ("90101600", "Jasa katering {p}", "porsi"), ("82101500", "Jasa publikasi media {p}", "paket"),
          ("81111800", "Jasa pemeliharaan sistem informasi {p}", "bulan"), ("78111800", "Jasa angkutan sampah {p}", "ton")],
}
CATEGORY = {"W": "works", "C": "services", "G": "goods", "S": "services"}
# method: (share of packages, OCDS code, bids?, min/max days open, fields allowed)
METHODS = {
    "E-Purchasing": (0.46, "limited", False, (0, 0), "GS"),
    "Pengadaan Langsung": (0.34, "limited", False, (3, 6), "WCGS"),
    "Tender": (0.13, "open", True, (9, 21), "WGS"),
    "Seleksi": (0.03, "selective", True, (14, 28), "C"),
    "Tender Cepat": (0.015, "open", True, (4, 6), "GS"),
    "Penunjukan Langsung": (0.025, "direct", False, (0, 0), "WGS"),
}
# Ceiling of Pengadaan Langsung in rupiah. Perpres 16/2018 as amended; works were raised by Perpres 46/2025.
LIMIT = {"W": 400_000_000, "C": 100_000_000, "G": 200_000_000, "S": 200_000_000}
FUNDS = ["APBD", "APBD", "APBD", "APBD", "APBD-P", "DAK Fisik", "BLUD", "DBH"]
PROGRAMS = {
    "DPUPR": "Program Penyelenggaraan Jalan", "DINDIK": "Program Pengelolaan Pendidikan", "DINKES": "Program Pemenuhan Upaya Kesehatan",
    "RSUD": "Program Pemenuhan Upaya Kesehatan", "DPRKP": "Program Pengembangan Perumahan", "DLH": "Program Pengelolaan Persampahan",
    "DISHUB": "Program Penyelenggaraan Lalu Lintas dan Angkutan Jalan", "DISKOMINFO": "Program Aplikasi Informatika",
    "DISTAN": "Program Penyediaan dan Pengembangan Sarana Pertanian", "BPBD": "Program Penanggulangan Bencana",
    "DINSOS": "Program Perlindungan dan Jaminan Sosial", "DISPERINDAG": "Program Peningkatan Sarana Distribusi Perdagangan",
}
OTHER_PROGRAM = "Program Penunjang Urusan Pemerintahan Daerah"
PLACES = ["Cibadak", "Cikande", "Ciruas", "Malingping", "Menes", "Labuan", "Anyer", "Curug", "Taktakan", "Kasemen", "Walantaka",
          "Balaraja", "Tigaraksa", "Kresek", "Mauk", "Pamulang", "Ciputat", "Serpong", "Ciledug", "Karawaci", "Cipondoh", "Pulomerak",
          "Ciwandan", "Cibeber", "Bayah", "Panggarangan", "Cimarga", "Maja", "Sajira", "Panimbang", "Sumur", "Munjul", "Saketi",
          "Bojonegara", "Kramatwatu", "Pontang", "Tirtayasa", "Baros", "Padarincang", "Cinangka"]
W1 = ["Karya", "Mitra", "Bina", "Cipta", "Sumber", "Putra", "Jaya", "Tirta", "Graha", "Surya", "Mega", "Anugerah", "Sinar", "Berkah",
      "Duta", "Citra", "Wahana", "Bumi", "Nusa", "Adi", "Indo", "Cahaya", "Tunas", "Raksa", "Prima", "Bangun"]
W2 = ["Abadi", "Mandiri", "Sentosa", "Utama", "Perkasa", "Persada", "Lestari", "Makmur", "Sejahtera", "Sakti", "Wijaya", "Raya",
      "Konstruksi", "Teknik", "Medika", "Pratama", "Gemilang", "Bersama", "Kencana", "Sarana", "Buana", "Agung"]
W3 = ["", "", "", " Banten", " Nusantara", " Persada", " Jaya", " Group", " Indonesia", " Konsultan"]
STREETS = ["Jl. Raya Serang", "Jl. Veteran", "Jl. Jenderal Sudirman", "Jl. Ahmad Yani", "Jl. Raya Pandeglang", "Jl. Siliwangi",
           "Jl. KH Abdul Hadi", "Jl. Raya Cilegon", "Jl. Letnan Jidun", "Jl. Trip Jamaksari", "Jl. Ciwaru Raya", "Jl. Bhayangkara"]

# code -> (default number planted per 1,000 releases, releases used by one, about what, in one line)
PATTERNS = {
    "R003": (3, 1, "ocid", "tender open for 1-3 days"),
    "R018": (6, 1, "ocid", "open or selective procedure with one tenderer"),
    "R024": (2, 1, "ocid", "second-lowest valid bid within 1 % of the winning bid"),
    "R028": (3, 1, "ocid", "two tenderers bid the same price"),
    "R030": (2, 1, "ocid", "winning bid received after the deadline"),
    "R035": (3, 1, "ocid", "all bids but the winner's disqualified"),
    "R036": (3, 1, "ocid", "lowest bid disqualified, award by price only"),
    "R058": (2, 1, "ocid", "winning bid 30-60 % under the second-lowest valid bid"),
    "R025": (0.2, 30, "tenderer", "bids at least 30 times, never disqualified, never wins"),
    "R038": (0.2, 12, "buyer", "about two thirds of the bids disqualified"),
    "R048": (0.2, 24, "tenderer", "awarded items in 12 unrelated segments"),
    "X01": (0.6, 4, "group", "package split: 4 Pengadaan Langsung, one OPD, one supplier, one item class, within 30 days, each 90-99 % of the ceiling"),
    "X02": (2, 1, "ocid", "award at 99.5-100 % of HPS in an open tender"),
    "X03": (0.2, 12, "group", "rotation: the same 4 firms, one OPD, 12 tenders, each wins 3"),
    "X04": (2, 1, "ocid", "contract amendments raise the value by more than 10 %"),
    "X05": (2, 1, "ocid", "winner and a loser share address and telephone"),
    "X06": (0.3, 5, "group", "5 Penunjukan Langsung from one OPD to one supplier in a year"),
}
COMPETITIVE = {"R003", "R018", "R024", "R028", "R030", "R035", "R036", "R058", "R025", "R038", "X02", "X03", "X05"}


def weighted(rng, pairs):
    total = sum(w for _, w in pairs)
    x = rng.random() * total
    for value, w in pairs:
        x -= w
        if x < 0:
            return value
    return pairs[-1][0]


def rupiah(x, step=1000):
    return int(round(x / step)) * step


def stamp(d, hour=9, minute=0):
    return f"{d.isoformat()}T{hour:02d}:{minute:02d}:00+07:00"


class World:
    """Buyers and suppliers, made once from the seed."""

    def __init__(self, rng, n):
        self.buyers = []
        for code, gov, gw in GOVS:
            for short, name, ow, fields in OPDS:
                if short == "RSUD" and code == "36.73":
                    continue
                full = f"{name} {gov}"
                self.buyers.append((gw * ow, {"id": f"ID-OPD-{code.replace('.', '')}-{short}", "name": full, "gov": code, "govname": gov,
                                              "fields": fields, "program": PROGRAMS.get(short, OTHER_PROGRAM)}))
        self.count = max(80, n // 14)
        self.used = set()
        self.suppliers = [self.supplier(rng, i) for i in range(self.count)]
        self.by_field = {f: [] for f in "WCGS"}
        for s in self.suppliers:
            for f in s["fields"]:
                self.by_field[f].append(s)

    def supplier(self, rng, i, fields=None):
        while True:
            kind = "PT" if rng.random() < 0.35 else "CV"
            name = f"{kind} {rng.choice(W1)} {rng.choice(W2)}{rng.choice(W3)}"
            if name not in self.used:
                break
            name = f"{name} {rng.randrange(2, 9999)}"
            if name not in self.used:
                break
        self.used.add(name)
        if fields is None:
            fields = "WCGS"[i] if i < 4 else rng.choice(["W", "W", "C", "G", "G", "S", "GS", "W", "G"])
        # Each firm works in at most three item classes.
        classes = {f: rng.sample(range(len(ITEMS[f])), min(3 if len(fields) == 1 else 1, len(ITEMS[f]))) for f in fields}
        return {"id": f"ID-SYN-{i:06d}", "name": name, "fields": fields, "classes": classes, "bids": 0, "wins": 0,
                "street": f"{rng.choice(STREETS)} No. {i + 1}", "city": rng.choice(GOVS)[1].split(" ", 1)[-1],
                "phone": f"0254-{1000000 + i}"}


class Generator:
    def __init__(self, n, seed, year, plant):
        self.n, self.year, self.rng = n, year, random.Random(seed)
        self.world = World(self.rng, n)
        self.truth = {code: [] for code in PATTERNS}
        self.extra = len(self.world.suppliers)
        self.direct = {}
        self.plan(plant)

    def new_supplier(self, fields):
        s = self.world.supplier(self.rng, self.extra, fields)
        self.extra += 1
        return s

    def buyer(self, field=None):
        while True:
            b = weighted(self.rng, [(b, w) for w, b in self.world.buyers])
            if field is None or field in b["fields"]:
                return b

    def plan(self, plant):
        """Decide which line carries which planted pattern."""
        rng, specs = self.rng, []
        reserved = [b for _, b in self.world.buyers]
        rng.shuffle(reserved)
        for code, (rate, size, about, _) in PATTERNS.items():
            count = plant.get(code)
            if count is None:
                count = int(self.n * rate / 1000)
            for k in range(count):
                if size == 1:
                    specs.append({"code": code})
                    continue
                group = {"code": code, "key": f"{code}-{k + 1}", "ocids": []}
                if code == "R025":
                    group["loser"] = self.new_supplier("W")
                elif code == "R038":
                    # A buyer of its own, so that its background packages do not thin the ratio.
                    base = reserved[k % len(reserved)]
                    group["buyer"] = dict(base, id=f"{base['id']}-UPT{k + 1}", name=f"UPT {k + 1} {base['name']}", fields="W")
                elif code == "R048":
                    group["winner"] = self.new_supplier("")
                    group["segments"] = ["10", "25", "39", "42", "43", "44", "50", "51", "53", "56", "76", "82"]
                elif code == "X01":
                    field = rng.choice("GWS")
                    group.update(field=field, item=rng.randrange(len(ITEMS[field])), buyer=self.buyer(field), winner=self.new_supplier(field),
                                 start=date(self.year, 2, 1) + timedelta(days=rng.randrange(270)))
                elif code == "X03":
                    group.update(ring=[self.new_supplier("W") for _ in range(4)], buyer=self.buyer("W"))
                elif code == "X06":
                    group.update(buyer=self.buyer("G"), winner=self.new_supplier("G"))
                for step in range(size):
                    specs.append({"code": code, "group": group, "step": step})
        if len(specs) > self.n:
            sys.exit(f"{len(specs)} releases are needed for the planted patterns, but --n is {self.n}")
        places = rng.sample(range(self.n), len(specs))
        self.at = dict(zip(places, specs))

    # -- one release -------------------------------------------------------------------------------------

    def pick(self, field, item, k, avoid=()):
        """k different firms that work in this class, as far as there are any."""
        pool = self.world.by_field[field]
        chosen, ids = [], set(avoid)
        tries = 0
        while len(chosen) < k:
            # Larger firms first: a power law over the list.
            s = pool[int(len(pool) * self.rng.random() ** 1.8)]
            tries += 1
            if s["id"] not in ids and (item in s["classes"].get(field, ()) or tries > 60):
                chosen.append(s)
                ids.add(s["id"])
            if tries > 5000:
                chosen.append(self.new_supplier(field))
        return chosen

    def release(self, i):
        rng = self.rng
        spec = self.at.get(i, {"code": None})
        code, group = spec["code"], spec.get("group", {})
        ocid = f"{PREFIX}-{self.year}-{i + 1:08d}"
        method = self.method(code)
        _, ocds_method, competitive, (low, high), allowed = METHODS[method]
        buyer = group.get("buyer")
        field = group.get("field") or ("W" if code in ("R025", "R038", "X03", "X04") else None)
        if code in ("X06", "R048"):
            field = "G"
        if buyer is None:
            while True:
                buyer = self.buyer(field)
                options = [f for f in buyer["fields"] if f in allowed]
                if field or options:
                    break
        field = field or rng.choice([f for f in buyer["fields"] if f in allowed])
        item = group.get("item", rng.randrange(len(ITEMS[field])))
        item_code, what, unit = ITEMS[field][item]
        if code == "R048":
            item_code = group["segments"][spec["step"] % 12] + f"{10 + spec['step'] % 12:02d}1500"
        title = what.format(p=rng.choice(PLACES)) + (f" Paket {rng.randrange(1, 30)}" if rng.random() < 0.3 else "")

        # Dates: planning late in the year before, tenders mostly from February to September.
        announced = date(self.year, 1, 8) + timedelta(days=int(rng.betavariate(1.6, 2.2) * 300))
        if code == "X01":
            announced = group["start"] + timedelta(days=6 * spec["step"])
        opened = announced + timedelta(days=rng.randrange(2, 9))
        days = rng.randrange(1, 4) if code == "R003" else rng.randint(low, high) if high else 0
        if code == "R003":
            days = rng.randint(1, 3)
        closed = opened + timedelta(days=days)
        decided = closed + timedelta(days=rng.randint(4, 14) if competitive else rng.randint(1, 4))
        signed = decided + timedelta(days=rng.randint(5, 12) if competitive else rng.randint(1, 3))

        hps, pagu = self.money(field, method, code)
        bids, winner, amount, share = [], None, None, False
        status = "complete"
        if competitive:
            bids, winner, amount, parties = self.bidding(spec, field, item, hps, opened, closed)
            if code is None and rng.random() < 0.05:
                status = rng.choice(["unsuccessful", "unsuccessful", "cancelled"])
                if status == "unsuccessful":  # nobody valid
                    for b in bids:
                        b["status"] = "disqualified"
                winner = None
        else:
            winner = group.get("winner") or self.direct_supplier(method, buyer, field, item)
            amount = rupiah(hps * rng.uniform(0.93, 0.995)) if code != "X01" else hps
            parties = [winner]
        if winner is not None and competitive:
            for p in parties:
                p["bids"] += 1
            winner["wins"] += 1

        lat = {"id": f"{ocid}-1", "description": title, "classification": {"scheme": "UNSPSC", "id": item_code, "description": what.format(p="").strip()},
               "quantity": 1 if unit in ("paket", "dokumen") else rng.randrange(1, 400), "unit": {"name": unit}}
        entity = {"id": f"ID-UKPBJ-{buyer['gov'].replace('.', '')}", "name": f"UKPBJ {buyer['govname']}"} if competitive else \
                 {"id": buyer["id"], "name": buyer["name"]}
        tender = {
            "id": str(10_000_000 + (i * 7919) % 89_999_999), "title": title, "status": status,
            "procuringEntity": entity, "items": [lat], "value": money(hps), "procurementMethod": ocds_method,
            "procurementMethodDetails": method, "mainProcurementCategory": CATEGORY[field],
            "awardCriteria": "ratedCriteria" if method == "Seleksi" else "priceOnly", "submissionMethod": ["electronicSubmission"],
        }
        if high:
            tender["tenderPeriod"] = {"startDate": stamp(opened, 8), "endDate": stamp(closed, 15)}
        if competitive:
            tender["numberOfTenderers"] = len(bids)
            tender["tenderers"] = [ref(p) for p in parties]
        release = {
            "ocid": ocid, "id": f"{ocid}-{signed.isoformat()}", "date": stamp(signed, 16), "tag": ["compiled"], "initiationType": "tender",
            "language": "id", "parties": self.parties(buyer, entity, parties, winner), "buyer": {"id": buyer["id"], "name": buyer["name"]},
            "planning": {"budget": {"id": str(40_000_000 + (i * 104_729) % 59_999_999), "description": rng.choice(FUNDS),
                                    "amount": money(pagu), "project": buyer["program"]}},
            "tender": tender,
        }
        if bids:
            release["bids"] = {"details": bids}
        if winner is not None and status == "complete":
            release["awards"] = [{"id": f"{ocid}-A1", "title": title, "status": "active", "date": stamp(decided, 14), "value": money(amount),
                                  "suppliers": [ref(winner)], "items": [lat]}]
            release["contracts"] = [self.contract(ocid, title, amount, signed, field, code)]
        elif status == "unsuccessful":
            release["awards"] = [{"id": f"{ocid}-A1", "title": title, "status": "unsuccessful", "date": stamp(decided, 14)}]
        self.note(spec, ocid, release, winner, amount, hps, parties)
        return release

    def method(self, code):
        if code == "R018":
            return self.rng.choice(["Tender", "Tender", "Tender", "Seleksi"])
        if code in COMPETITIVE or code == "X04":
            return "Tender"
        if code == "X01":
            return "Pengadaan Langsung"
        if code == "X06":
            return "Penunjukan Langsung"
        if code == "R048":
            return "E-Purchasing"
        return weighted(self.rng, [(m, v[0]) for m, v in METHODS.items()])

    def money(self, field, method, code):
        rng = self.rng
        if method == "Pengadaan Langsung":
            if code == "X01":
                x = LIMIT[field] * rng.uniform(0.90, 0.99)
            else:
                x = min(LIMIT[field] * rng.lognormvariate(-1.3, 0.7), LIMIT[field] * 0.85)
        elif method == "E-Purchasing":
            x = min(rng.lognormvariate(18.1, 1.3), 6e10)
        elif method == "Penunjukan Langsung":
            x = min(rng.lognormvariate(18.6, 0.9), 5e9)
        elif field == "C":
            x = min(max(rng.lognormvariate(19.4, 0.7), 1.05e8), 8e9)
        else:
            x = min(max(rng.lognormvariate(20.6, 1.1), 1.02 * LIMIT[field]), 2.5e11)
        hps = rupiah(max(x, 2_000_000))
        return hps, rupiah(hps * rng.uniform(1.0, 1.06), 100_000)

    def bidding(self, spec, field, item, hps, opened, closed):
        """Bids of one procedure. Clean ones have two or more valid bids, the lowest wins, and the second-lowest is
        5.2-10.8 % above it, so that R024 and R058 fences lie outside; disqualified bids are never the lowest."""
        rng, code, group = self.rng, spec["code"], spec.get("group", {})
        ratio = min(max(rng.gauss(0.08, 0.012), 0.052), 0.108)
        win = rng.uniform(0.78, 0.90) * hps
        valid, bad = weighted(rng, [(2, 5), (3, 4), (4, 2), (5, 1)]), weighted(rng, [(0, 6), (1, 3), (2, 1)])
        if code == "R018":
            valid, bad = 1, 0
        elif code == "R024":
            ratio = rng.uniform(0.0005, 0.009)
        elif code == "R058":
            ratio, win = rng.uniform(0.30, 0.60), rng.uniform(0.52, 0.60) * hps
        elif code == "R028":
            valid = max(valid, 3)
        elif code in ("R035", "X02"):
            valid, bad = 1, rng.randint(2, 4)
            if code == "X02":
                win = rng.uniform(0.995, 0.9999) * hps
        elif code == "R036":
            bad = max(bad, 1)
        elif code == "R038":
            valid, bad = 2, rng.randint(4, 5)
        elif code == "R025":
            valid = max(valid, 3)
        elif code == "X03":
            valid, bad = 4, 0
        elif code == "X05":
            bad = 0
        step = 1000 if hps > 5e7 else 1
        amounts = [rupiah(win, step)]
        for k in range(1, valid):
            amounts.append(rupiah(amounts[0] * (1 + ratio + 0.011 * (k - 1) + (rng.uniform(0, 0.009) if k > 1 else 0)), step))
        firms = self.pick(field, item, valid + bad)
        # The one among the valid that has won least often for its bids wins, so that long losing runs do not arise by chance.
        order = sorted(firms[:valid], key=lambda s: (s["wins"] / (s["bids"] + 1), s["id"]))
        firms = order + firms[valid:]
        if code == "R025":
            loser = group["loser"]
            firms = [f for f in firms if f["id"] != loser["id"]]
            while len(firms) < valid + bad:
                firms += self.pick(field, item, 1, [f["id"] for f in firms])
            firms[1] = loser
        elif code == "X03":
            ring = group["ring"]
            k = spec["step"] % 4
            firms = ring[k:] + ring[:k]
        elif code == "X05":
            twin = self.new_supplier(field)
            mate = self.new_supplier(field)
            mate["street"], mate["city"], mate["phone"] = twin["street"], twin["city"], twin["phone"]
            firms[0], firms[1] = twin, mate
        if code == "R028":
            amounts[2] = amounts[1]
        statuses = ["valid"] * valid + ["disqualified"] * bad
        for k in range(bad):
            amounts.append(rupiah(amounts[0] * (1.125 + 0.02 * k + rng.uniform(0, 0.015)), step))
        if code == "R036":
            amounts[valid] = rupiah(amounts[0] * rng.uniform(0.86, 0.95), step)
        bids, parties = [], []
        length = max((closed - opened).days, 1)
        for k, (firm, value, state) in enumerate(zip(firms, amounts, statuses)):
            on = min(opened + timedelta(days=int(rng.random() * length)), closed)
            when = stamp(on, rng.randint(9, 14), rng.randrange(60))
            if code == "R030" and k == 0:
                when = stamp(closed, 15 + rng.randint(1, 6), rng.randrange(60))
            bids.append({"id": f"B{k + 1}", "date": when, "status": state, "tenderers": [ref(firm)], "value": money(value)})
            parties.append(firm)
        mixed = list(range(len(bids)))
        rng.shuffle(mixed)
        winner, amount = firms[0], amounts[0]
        bids = [dict(bids[j], id=f"B{p + 1}") for p, j in enumerate(mixed)]
        return bids, winner, amount, [parties[j] for j in mixed]

    def direct_supplier(self, method, buyer, field, item):
        """Background: no firm gets more than two direct appointments from one OPD."""
        for _ in range(200):
            s = self.pick(field, item, 1)[0]
            if method != "Penunjukan Langsung":
                return s
            key = (buyer["id"], s["id"])
            if self.direct.get(key, 0) < 2:
                self.direct[key] = self.direct.get(key, 0) + 1
                return s
        return self.new_supplier(field)

    def contract(self, ocid, title, amount, signed, field, code):
        rng = self.rng
        end = min(signed + timedelta(days=rng.choice([30, 45, 60, 90, 120, 150, 180])), date(self.year, 12, 29))
        end = max(end, signed + timedelta(days=7))
        c = {"id": f"{ocid}-C1", "awardID": f"{ocid}-A1", "title": title, "status": rng.choice(["active", "terminated"]),
             "period": {"startDate": stamp(signed), "endDate": stamp(end)}, "dateSigned": stamp(signed)}
        rise = 0
        if code == "X04":
            rise = rng.uniform(0.12, 0.40)
        elif field == "W" and rng.random() < 0.08:
            rise = rng.uniform(0.01, 0.09)
        final = rupiah(amount * (1 + rise)) if rise else amount
        c["value"] = money(final)
        if rise:
            c["amendments"] = [{"id": "1", "date": stamp(signed + timedelta(days=min(20, (end - signed).days))), "rationale": "Adendum tambah kurang",
                                "description": f"Nilai kontrak dari {amount} menjadi {final}"}]
        paid = rupiah(final * rng.choice([1.0, 1.0, 0.95, 0.5]))
        c["implementation"] = {"transactions": [{"id": "1", "date": stamp(end), "value": money(paid)}]}
        return c

    def parties(self, buyer, entity, firms, winner):
        out = {}

        def add(p, role):
            q = out.setdefault(p["id"], dict(p, roles=[]))
            if role not in q["roles"]:
                q["roles"].append(role)

        add({"id": buyer["id"], "name": buyer["name"], "identifier": {"scheme": "ID-SYN", "id": buyer["id"], "legalName": buyer["name"]},
             "address": {"region": "Banten", "locality": buyer["govname"], "countryName": "Indonesia"}}, "buyer")
        add({"id": entity["id"], "name": entity["name"]}, "procuringEntity")
        for f in firms:
            p = {"id": f["id"], "name": f["name"], "identifier": {"scheme": "ID-SYN", "id": f["id"], "legalName": f["name"]},
                 "address": {"streetAddress": f["street"], "locality": f["city"], "region": "Banten", "countryName": "Indonesia"},
                 "contactPoint": {"telephone": f["phone"]}}
            add(p, "tenderer")
            if winner is not None and f["id"] == winner["id"]:
                add(p, "supplier")
        return list(out.values())

    def note(self, spec, ocid, release, winner, amount, hps, parties):
        code, group = spec["code"], spec.get("group")
        if code is None:
            return
        if group is None:
            self.truth[code].append(ocid)
            if code == "X02":  # such a tender also has all other bids disqualified
                self.truth["R035"].append(ocid)
            return
        if not group["ocids"]:
            entry = {"key": group["key"], "ocids": group["ocids"], "buyer": group.get("buyer", {}).get("id"),
                     "suppliers": [s["id"] for s in ([group[k] for k in ("loser", "winner") if k in group] + group.get("ring", []))]}
            self.truth[code].append({k: v for k, v in entry.items() if v is not None and v != []} | {"ocids": group["ocids"]})
        group["ocids"].append(ocid)


def money(x):
    return {"amount": x, "currency": "IDR"}


def ref(s):
    return {"id": s["id"], "name": s["name"]}


def main():
    a = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    a.add_argument("--n", type=int, default=1000, help="number of releases")
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--year", type=int, default=2025)
    a.add_argument("--plant", action="append", default=[], metavar="CODE=COUNT", help="override how many of a pattern are planted")
    a.add_argument("--no-plant", action="store_true", help="plant nothing that --plant does not name")
    a.add_argument("--out", default="releases.jsonl", help="'-' for standard output")
    a.add_argument("--truth", default="truth.json")
    o = a.parse_args()
    plant = {c: 0 for c in PATTERNS} if o.no_plant else {}
    for p in o.plant:
        code, _, count = p.partition("=")
        if code not in PATTERNS or not count.isdigit():
            a.error(f"--plant {p}: use one of {', '.join(PATTERNS)} = a whole number")
        plant[code] = int(count)
    g = Generator(o.n, o.seed, o.year, plant)
    out = sys.stdout if o.out == "-" else open(o.out, "w", encoding="utf-8", newline="\n")
    for i in range(o.n):
        out.write(json.dumps(g.release(i), ensure_ascii=False, separators=(",", ":")) + "\n")
    out.flush()
    truth = {"n": o.n, "seed": o.seed, "year": o.year, "patterns": {
        c: {"about": PATTERNS[c][2], "what": PATTERNS[c][3], "count": len(v), "planted": v} for c, v in g.truth.items()}}
    with open(o.truth, "w", encoding="utf-8", newline="\n") as f:
        json.dump(truth, f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
