import { listOf } from '#bot/sandbox/fields.ts'

export type Surface = 'message' | 'modal' | 'home'

export function validateBlocks(blocks: unknown, surface: Surface, at = '/blocks'): string[] {
  const most = surface === 'message' ? 50 : 100
  return listOf(blocks).length > most ? [`no more than ${most} items allowed [json-pointer:${at}]`] : []
}
