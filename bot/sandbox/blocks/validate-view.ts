import type { Fields } from '#bot/sandbox/fields.ts'
import { validateBlocks } from './validate.ts'

export function validateView(view: Fields, kind: 'modal' | 'home'): string[] {
  return validateBlocks(view.blocks, kind, '/view/blocks')
}
