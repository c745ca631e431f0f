import { actRoutes } from './acts.ts'
import { controlRoutes } from './controls.ts'
import { elementRoutes } from './elements.ts'
import { membershipRoutes } from './membership.ts'
import { readingRoutes } from './reading.ts'
import type { Route } from './route.ts'
import { waitingRoutes } from './waiting.ts'

/**
 * The door for scripts: everything that somebody can do and see in the sandbox, over local HTTP. Each endpoint is
 * `/sandbox/api/<path>`; POST takes JSON, GET takes a query; the token of the printed URL goes into the header
 * `Authorization: Bearer <token>` or `?token=`. Whoever acts is named by `as` (mina, @mina, mina@example.com),
 * a conversation by `in` (#general, @app for the app's direct messages, @mina, or an id).
 *
 *   curl -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \
 *     -d '{"as":"mina","in":"#general","text":"/persona carla"}' http://127.0.0.1:4000/sandbox/api/command
 *   curl -H "Authorization: Bearer $TOKEN" 'http://127.0.0.1:4000/sandbox/api/messages?as=mina&in=%23general&format=text'
 *
 * What somebody did comes back as { state: 'acked' | 'kept' | 'failed' | 'invalid' }, with what Slack would show.
 * `GET stream` sends every change as a server-sent event. A mistake comes back as 400 with { error: <sentence> }.
 * `GET reference` lists the endpoints; each says below, beside its definition, what it takes.
 */
export const ROUTES: readonly Route[] = [
  ...readingRoutes,
  ...actRoutes,
  ...elementRoutes,
  ...waitingRoutes,
  ...membershipRoutes,
  ...controlRoutes,
]
