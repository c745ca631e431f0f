import { defineConfig } from 'prisma/config'

/** For `prisma migrate deploy`, which does what `npm run migrate` does. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // biome-ignore lint/style/noProcessEnv: Prisma's own command line reads it, and runs none of ours.
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
