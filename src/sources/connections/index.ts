import type { Connector } from './connection.ts'
import { folder } from './folder.ts'
import { hubspot } from './hubspot.ts'
import { postgresql } from './postgresql.ts'
import { salesforce } from './salesforce.ts'

/** Every kind of place that sources are read from; the first that speaks an address reads it. */
const CONNECTORS: Connector[] = [postgresql, salesforce, hubspot, folder]

export const connectorFor = (address: string): Connector | undefined =>
  CONNECTORS.find(({ speaks }) => speaks(address))

/** Completes "SOURCE_X should be …". */
export const addressExpected = (): string =>
  CONNECTORS.map(({ called, example }) => `${called} (${example})`).join(' or ')
