import { admin } from './admin.ts'
import { audit } from './audit.ts'
import { buyers, campaigns } from './buyers.ts'
import type { TerminalCommand } from './command.ts'
import { eraseCommand } from './erase.ts'
import { exclusions } from './exclusions.ts'
import { experiments } from './experiments.ts'
import { exportCommand } from './export.ts'
import { exportCustomerCommand } from './export-customer.ts'
import { importCommand } from './import.ts'
import { importAccounts } from './import-accounts.ts'
import { init } from './init.ts'
import { keys } from './keys.ts'
import { kpis } from './kpis.ts'
import { migrate } from './migrate.ts'
import { schema } from './schema.ts'
import { scorecards } from './scorecards.ts'
import { sources } from './sources.ts'
import { stats } from './stats.ts'

/** The commands that need nothing of Slack. */
export const COMMANDS: TerminalCommand[] = [
  importCommand,
  importAccounts,
  sources,
  exportCommand,
  exclusions,
  buyers,
  campaigns,
  init,
  schema,
  migrate,
  audit,
  admin,
  stats,
  keys,
  kpis,
  scorecards,
  experiments,
  eraseCommand,
  exportCustomerCommand,
]
