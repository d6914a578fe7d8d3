"""Which units may be written in a park's files; nothing else is a unit, so nothing is taken for another.

`T` is not tesla, and `Nm3` is a normal cubic metre (0 °C, 101.325 kPa), never newton·m³. Energy and mass
are separate dimensions (a heating value joins them), normal and actual volumes are separate, and every
currency is a dimension of its own: nothing converts between them by accident. A year is 8760 h. 蒸吨 is
read as t/h of steam (not as 0.7 MW), kVA as kW (power factor 1). 万, 千, 百万 and 亿 multiply what follows;
so do `k`, `M` and `G` before a currency (`M CNY`).
"""

from __future__ import annotations

CELSIUS = ("°C", "℃", "degC", "摄氏度")  # a temperature has a zero: no factor times a unit
CURRENCIES = frozenset(
    (
        *(
            "CNY",
            "EUR",
            "USD",
            "DKK",
            "GBP",
            "JPY",
            "CHF",
            "SEK",
            "NOK",
            "ISK",
            "PLN",
            "CZK",
            "HUF",
            "RON",
            "KRW",
        ),
        *(
            "INR",
            "IDR",
            "MYR",
            "THB",
            "VND",
            "PHP",
            "SGD",
            "HKD",
            "TWD",
            "MOP",
            "AUD",
            "NZD",
            "CAD",
            "MXN",
            "BRL",
        ),
        *(
            "ARS",
            "CLP",
            "COP",
            "PEN",
            "ZAR",
            "EGP",
            "MAD",
            "NGN",
            "KES",
            "TRY",
            "ILS",
            "SAR",
            "AED",
            "QAR",
            "KWD",
        ),
        *("RUB", "UAH", "KZT", "PKR", "BDT", "LKR"),
    )
)

# name = definition = other names; the first of a dimension is [in brackets]
DEFINITIONS = """
h = [time] = hour = hours = hr = 小时 = 时
min = h/60 = minute = minutes = 分钟
s = h/3600 = second = seconds = 秒
d = 24*h = day = days = 天 = 日
week = 168*h = weeks = 周
a = 8760*h = year = years = yr = annum = 年
month = 730*h = months = 月
deg = [angle]
t = [mass] = tonne = tonnes = 吨
kg = t/1000 = 千克 = 公斤
g = t/1000000
mg = t/1000000000 = 毫克
ug = t/1000000000000 = µg = μg = 微克
kt = 1000*t
Mt = 1000000*t
MWh = [energy] = 兆瓦时
kWh = MWh/1000 = 度 = 千瓦时
Wh = MWh/1000000
GWh = 1000*MWh
TWh = 1000000*MWh
GJ = MWh*10/36 = 吉焦
MJ = GJ/1000 = 兆焦
kJ = GJ/1000000 = 千焦
J = GJ/1000000000
TJ = 1000*GJ
PJ = 1000000*GJ
kcal = kJ*41868/10000 = 大卡 = 千卡
Mcal = 1000*kcal
Gcal = 1000000*kcal
MMBtu = MJ*105505585262/100000000
kgce = MJ*293076/10000 = 千克标准煤
tce = 1000*kgce = 吨标准煤 = 吨标煤
ktce = 1000*tce
Mtce = 1000000*tce
kgoe = MJ*41868/1000
toe = 1000*kgoe
ktoe = 1000*toe
Mtoe = 1000000*toe
MW = MWh/h = 兆瓦 = MWp = MVA
kW = MW/1000 = 千瓦 = kWp = kVA
W = MW/1000000
GW = 1000*MW
TW = 1000000*MW
蒸吨 = t/h
m = [length] = metre = metres = 米
km = 1000*m = 公里 = 千米
cm = m/100
mm = m/1000
m2 = m**2 = 平方米
km2 = km**2 = 平方公里
ha = 10000*m2 = 公顷
亩 = m2*10000/15
m3 = m**3 = cbm = 立方米 = 方
Mm3 = 1000000*m3 = hm3
L = m3/1000 = l = litre = litres = 升
Nm3 = [normal_volume] = 标方 = 标立方米 = 标准立方米
kNm3 = 1000*Nm3
MNm3 = 1000000*Nm3
K = [temperature]
percent = 1/100
permille = 1/1000
ppm = 1/1000000
ppb = 1/1000000000
pu = 1/1
tCO2 = t = tCO2e = tCO2eq
kgCO2 = kg = kgCO2e = kgCO2eq
gCO2 = g = gCO2e = gCO2eq
ktCO2 = kt = ktCO2e = ktCO2eq
MtCO2 = Mt = MtCO2e = MtCO2eq
"""
CURRENCY_NAMES = {
    "元": "CNY",
    "人民币": "CNY",
    "RMB": "CNY",
    "€": "EUR",
    "欧元": "EUR",
    "美元": "USD",
    "£": "GBP",
}
CENTS = {"分": "CNY", "角": "CNY"}
MULTIPLIERS = {"十万": 10**5, "百万": 10**6, "千万": 10**7, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
SCALES = {"k": 10**3, "M": 10**6, "G": 10**9, "thousand": 10**3, "million": 10**6, "billion": 10**9}

# what is read in one of several possible ways; a check of the park says so
READ_AS = {
    "蒸吨": "t/h of steam, not as 0.7 MW",
    "kVA": "kW, with power factor 1",
    "MVA": "MW, with power factor 1",
}

# what is refused although somebody may mean something by it
REFUSED = {
    "T": "T is tesla. Write t for tonnes.",
    "ton": "A ton may be 907, 1000 or 1016 kg. Write t (1000 kg).",
    "tons": "A ton may be 907, 1000 or 1016 kg. Write t (1000 kg).",
    "mJ": "mJ is a thousandth of a joule. Write MJ.",
    "mW": "mW is a thousandth of a watt. Write MW.",
    "mWh": "mWh is a thousandth of a watt-hour. Write MWh.",
    "mt": "mt may be a million tonnes or a metric ton. Write Mt or t.",
    "MT": "MT may be a million tonnes or a metric ton. Write Mt or t.",
    "N": "N is newton. Write Nm3 (or 标方) for normal cubic metres at 0 °C.",
    "Nm": "Nm is newton metre. Write Nm3 (or 标方) for normal cubic metres at 0 °C.",
    "Sm3": "Sm3 is measured at 15 °C (or 20 °C). Convert to Nm3 at 0 °C: 1 Sm3 (15 °C) is 0.948 Nm3.",
    "scm": "State the volume in Nm3 (0 °C).",
    "$": "Several currencies are written $. Write USD, HKD, …",
    "¥": "Yuan and yen are both written ¥. Write CNY or JPY.",
    "kr": "Several currencies are written kr. Write DKK, SEK or NOK.",
    "cal": "Write kcal (4.1868 kJ).",
    "BTU": "Write MMBtu.",
    "°C": "Write K for differences of temperature, as in kW/K.",
    "mu": "Write 亩 for 666.67 m2.",
    "y": "Write a for years.",
}
