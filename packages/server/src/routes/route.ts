// What a route is: one plain object from which checking, permission, audit, OpenAPI and the web's client all follow.
import type { SubjectRef } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Permission } from '../access/permission.ts';
import type { Services } from '../services.ts';

/** Where the routes stand. */
export const API_PREFIX = '/api/v1';

/** One request on its way through a route. */
export interface Call {
  /** Null on public routes when nobody is signed in. */
  readonly actor: Actor | null;
  readonly services: Services;
  /**
   * The audit row of this access (one for each of its targets), for a route whose effect carries it into the record in the same transaction. If nobody takes
   * it, or the effect fails, the row is written on its own, durably, before the reply.
   */
  takeAudit(): readonly AuditRow[];
  /** Says that the row taken is durable, or will be whatever happens, so that a later failure does not write another. */
  auditSettled(): void;
  readonly incoming: FastifyRequest;
  readonly outgoing: FastifyReply;
}

/** A checked request. */
export interface RouteInput<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
}

/** What a route declares. `body` is JSON of a schema or a file as raw bytes; `reply` JSON of a schema, or an event stream. */
export interface RouteDeclaration<P, Q, B, R> {
  /** The operation's name in OpenAPI and in the client: a verb and a noun. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `API_PREFIX` unless a protocol fixes the address (`PROTOCOL_ROUTES`), parameters in braces. */
  readonly path: string;
  readonly tag:
    | 'session'
    | 'subjects'
    | 'twins'
    | 'alerts'
    | 'record'
    | 'models'
    | 'live'
    | 'waveforms'
    | 'apps'
    | 'connectors'
    | 'governance';
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B> | 'file';
  readonly reply: z.ZodType<R> | 'event-stream';
  /** 200 unless given. */
  readonly status?: 200 | 201;
  /** Where the reply is large, and holds figures and words of models alone: no text of a sender stands beside what is of a person (docs/decisions/0007). */
  readonly compressed?: true;
  /**
   * Whom or what the access is about, for the policy and the audit trail, which holds a row for each. A list of everybody is about the patient alone
   * to whom a session is confined, and may say so if `perform` gives nothing else; what names no one subject is refused to such a session.
   */
  target(input: RouteInput<P, Q, B>, confinedTo: SubjectRef | null): string | readonly string[];
  perform(input: RouteInput<P, Q, B>, call: Call): Promise<R>;
}

/** A declared route, its own types forgotten. */
export type Route = RouteDeclaration<unknown, unknown, unknown, unknown>;

/** Checks a declaration's types against each other and forgets them. */
export function route<P = undefined, Q = undefined, B = undefined, R = void>(
  declaration: RouteDeclaration<P, Q, B, R>,
): Route {
  return declaration as unknown as Route;
}

/** Whether a list shows somebody who is signed in a subject: everyone, or the patient alone to whom their session is confined. */
export function isSeen(subject: string, actor: Actor | null): boolean {
  return (actor?.confinedTo ?? subject) === subject;
}
