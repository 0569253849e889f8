import { z } from 'zod';

/** Who is signed in, what they may do, and until when. */
export interface SessionView {
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  readonly permissions: readonly string[];
  readonly expiresAt: string | null;
  /** The bearer token, given once when asked for with `?token=true`. */
  readonly token: string | null;
  /** The patient from whom an EHR opened the session, where it is about nobody else. */
  readonly confinedTo: string | null;
}

/** Who is signed in, what they may do, and until when. */
export const sessionSchema: z.ZodType<SessionView> = z
  .strictObject({
    name: z.string(),
    displayName: z.string(),
    role: z.string(),
    permissions: z.array(z.string()),
    expiresAt: z.string().nullable().meta({ format: 'date-time' }),
    token: z.string().nullable().meta({ description: 'given once, when asked for with ?token=true' }),
    confinedTo: z.string().nullable().meta({
      description: 'the patient from whom an EHR opened the session, where it is about nobody else',
    }),
  })
  .meta({ id: 'SessionView' });
