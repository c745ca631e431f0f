import { prepareTemplate } from '#src/db/initialise.ts'
import { causeOf } from '#src/errors.ts'

// After installing: an empty database to copy, so that the first start need not create one. Without it, it does.
try {
  await prepareTemplate()
} catch (error) {
  process.stderr.write(
    `The first start will take longer: no database could be prepared (${causeOf(error)}).\n`,
  )
}
