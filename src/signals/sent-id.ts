import { z } from 'zod'

/** The database keeps neither NUL nor half a surrogate pair. */
export const storable = (text: string) => text.isWellFormed() && !text.includes('\0')
/** An id as a sender gives it. */
export const id = z
  .union([z.string(), z.number().transform(String)], 'a text')
  .refine(
    (text) => text.trim() !== '' && text.length <= 255 && storable(text),
    'a text of 1 to 255 characters',
  )
