import type { Random } from './random.ts'

type Country = {
  code: string
  beginnings: [string, ...string[]]
  endings: [string, ...string[]]
  trades: [string, ...string[]]
  forms: [string, ...string[]]
}

/** Parts of names of places and companies that don't exist. */
const COUNTRIES: [Country, ...Country[]] = [
  {
    code: 'DE',
    beginnings: ['Holler', 'Brenn', 'Wester', 'Kall', 'Oster', 'Lind', 'Mark', 'Tann', 'Esch', 'Rohr'],
    endings: ['bek', 'feld', 'winkel', 'bruck', 'hagen', 'moor', 'rode', 'au'],
    trades: ['Spedition', 'Logistik', 'Transporte', 'Lagerhaus', 'Kühllogistik'],
    forms: ['GmbH', 'KG', 'AG', '& Söhne'],
  },
  {
    code: 'GB',
    beginnings: ['Pell', 'Tarn', 'Ash', 'Crow', 'Winter', 'Harl', 'Brack', 'Stone', 'Whit', 'Mer'],
    endings: ['mont', 'combe', 'ley', 'thorpe', 'wick', 'burn', 'gate', 'holme'],
    trades: ['Haulage', 'Logistics', 'Field Services', 'Distribution', 'Carriers'],
    forms: ['Ltd', 'plc', '& Lowe', 'Group'],
  },
  {
    code: 'FR',
    beginnings: ['Bel', 'Clair', 'Haut', 'Mont', 'Saint-Or', 'Val', 'Grand', 'Noir', 'Roche', 'Vieux'],
    endings: ['vaux', 'mont', 'lieu', 'court', 'rive', 'champ', 'bourg', 'fort'],
    trades: ['Transports', 'Logistique', 'Messagerie', 'Distribution', 'Froid'],
    forms: ['SARL', 'SAS', '& Fils', 'SA'],
  },
  {
    code: 'DK',
    beginnings: ['Brand', 'Ege', 'Hav', 'Lille', 'Nør', 'Sønder', 'Vester', 'Skov', 'Kær', 'Sten'],
    endings: ['sund', 'borg', 'lund', 'holm', 'rup', 'dal', 'næs', 'by'],
    trades: ['Distribution', 'Transport', 'Logistik', 'Fragt', 'Service'],
    forms: ['A/S', 'ApS', '& Co'],
  },
  {
    code: 'NL',
    beginnings: ['Ooster', 'Zuid', 'Beem', 'Haar', 'Molen', 'Nieuw', 'Rijn', 'Veen', 'Wold', 'Kralen'],
    endings: ['dijk', 'veld', 'sloot', 'hoek', 'wijk', 'donk', 'meer', 'brug'],
    trades: ['Transport', 'Logistiek', 'Koeltransport', 'Expeditie', 'Koeriers'],
    forms: ['B.V.', 'N.V.', '& Zn.'],
  },
  {
    code: 'PL',
    beginnings: ['Bia', 'Czar', 'Dobro', 'Jasno', 'Kamien', 'Lipo', 'Nowo', 'Sta', 'Wierz', 'Zielo'],
    endings: ['gród', 'wice', 'pol', 'bór', 'staw', 'rzec', 'dół', 'las'],
    trades: ['Transport', 'Spedycja', 'Logistyka', 'Dystrybucja', 'Serwis'],
    forms: ['sp. z o.o.', 'S.A.', 'i Synowie'],
  },
]

export type Company = { name: string; country: string; trade: string }

/** A company that none of those in `taken` is called; its name is added to them. */
export function inventCompany(random: Random, taken: Set<string>): Company {
  for (;;) {
    const country = random.pick(COUNTRIES)
    const place = random.pick(country.beginnings) + random.pick(country.endings)
    const form = random.chance(0.5) ? ` ${random.pick(country.forms)}` : ''
    const trade = random.pick(country.trades)
    const name = `${place} ${trade}${form}`
    if (taken.has(name)) continue
    taken.add(name)
    return { name, country: country.code, trade }
  }
}
