// Other FHIR servers that are followed, and the key by which this one signs in there.
import { z } from 'zod';
import type { FollowerState } from '../followers/follower.ts';
import { instantOutSchema } from '../schemas/instant-schema.ts';
import { type Route, route } from './route.ts';

const NAME = /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/;

const requestSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'lower-case letters, digits and -'),
    url: z.url({ protocol: /^https?$/ }).max(300),
    client: z.string().trim().min(1).max(300),
    types: z.array(z.string().max(60)).min(1).max(150),
    every: z.int().min(1).max(86_400).default(60),
  })
  .meta({ id: 'FollowerRequest' });

const followerSchema: z.ZodType<FollowerState> = z
  .strictObject({
    settings: z.strictObject({
      id: z.string(),
      url: z.string(),
      client: z.string(),
      types: z.array(z.string()),
      every: z.int(),
    }),
    disabled: z.boolean(),
    links: z.record(z.string(), z.string()),
    cursors: z.record(z.string(), z.string()),
    deletedSince: z.record(z.string(), z.string()),
    blind: z.record(z.string(), z.string()).meta({
      description: 'by type, why that server does not tell what was deleted there, which stands here',
    }),
    written: z.int(),
    deleted: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    latestRefused: z.array(z.strictObject({ resource: z.string(), why: z.string() })),
    lastLookAt: instantOutSchema.nullable(),
    lastProblem: z.string().nullable(),
    failures: z.int(),
  })
  .meta({ id: 'Follower' });

interface FollowerList {
  readonly followers: readonly FollowerState[];
}

const listSchema: z.ZodType<FollowerList> = z
  .strictObject({ followers: z.array(followerSchema) })
  .meta({ id: 'Followers' });

const byId = z.strictObject({ id: z.string().max(60) });

const listFollowers: Route = route({
  id: 'listFollowers',
  method: 'GET',
  path: '/followers',
  tag: 'connectors',
  summary:
    'Other FHIR servers that are followed: how far, what was refused and why, whose deletions are not told, the last problem',
  permission: 'connector:read',
  reply: listSchema,
  target: () => 'followers',
  perform: async (_input, { services }): Promise<FollowerList> => ({ followers: services.followers.list() }),
});

const follow: Route = route({
  id: 'followServer',
  method: 'POST',
  path: '/followers',
  tag: 'connectors',
  summary:
    'Follow another FHIR server: sign in as a backend service, take in what changes there, from a cursor that lasts',
  permission: 'app:write',
  body: requestSchema,
  reply: followerSchema,
  status: 201,
  target: ({ body: { id } }) => `follower ${id}`,
  perform: ({ body }, { services }): Promise<FollowerState> => services.followers.add(body),
});

const switchFollower: Route = route({
  id: 'switchFollower',
  method: 'POST',
  path: '/followers/{id}',
  tag: 'connectors',
  summary: 'Stop following a server, or go on',
  permission: 'app:write',
  params: byId,
  body: z.strictObject({ disabled: z.boolean() }).meta({ id: 'FollowerSwitch' }),
  reply: followerSchema,
  target: ({ params: { id } }) => `follower ${id}`,
  perform: ({ params: { id }, body: { disabled } }, { services }): Promise<FollowerState> =>
    services.followers.setDisabled(id, disabled),
});

const lookNow: Route = route({
  id: 'lookAtServer',
  method: 'POST',
  path: '/followers/{id}/look',
  tag: 'connectors',
  summary: 'Look now what changed there',
  permission: 'connector:act',
  params: byId,
  reply: followerSchema,
  target: ({ params: { id } }) => `follower ${id}`,
  perform: ({ params: { id } }, { services }): Promise<FollowerState> => services.followers.look(id),
});

const linkResource: Route = route({
  id: 'linkFollowed',
  method: 'POST',
  path: '/followers/{id}/links',
  tag: 'connectors',
  summary: 'Say which of our resources one of theirs is; nothing is ever matched by what it holds',
  permission: 'app:write',
  params: byId,
  body: z
    .strictObject({ remote: z.string().regex(NAME), local: z.string().regex(NAME) })
    .meta({ id: 'FollowerLink' }),
  reply: followerSchema,
  target: ({ params: { id }, body: { local } }) => [`follower ${id}`, local],
  perform: ({ params: { id }, body: { remote, local } }, { services }): Promise<FollowerState> =>
    services.followers.link(id, remote, local),
});

/** Servers that are followed. */
export const FOLLOWER_ROUTES: readonly Route[] = [
  listFollowers,
  follow,
  switchFollower,
  lookNow,
  linkResource,
];
