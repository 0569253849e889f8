// The keys by which this server is known elsewhere: made once, private in the data folder, its public part for all to read.
import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';

/** Keys by what they are for: ES384 signs in elsewhere, RS256 is what SMART asks of identity tokens. */
const KEYS = {
  'sign-in': { file: 'smart-key.json', algorithm: 'ES384' },
  identity: { file: 'identity-key.json', algorithm: 'RS256' },
} as const;
const SECRET = ['d', 'p', 'q', 'dp', 'dq', 'qi'];
/** Seconds an assertion holds; SMART allows 300. */
const HOLDS = 240;

/** A key pair of ours. */
export class OwnKey {
  readonly #jwk: JWK;

  private constructor(jwk: JWK) {
    this.#jwk = jwk;
  }

  /** The key of a data folder, made at the first time. Throws `file.invalid` for one that cannot be read. */
  static async open(dataFolder: string, purpose: keyof typeof KEYS): Promise<OwnKey> {
    const { file, algorithm } = KEYS[purpose];
    const path = join(dataFolder, file);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) {
      try {
        return new OwnKey(JSON.parse(text) as JWK);
      } catch {
        throw new TwinwardError('file.invalid', `${file} is not JSON`, {
          field: file,
          remedy:
            'restore it from a backup; or delete it, and register the new key at every server that is followed',
        });
      }
    }
    const { privateKey } = await generateKeyPair(algorithm, { extractable: true, modulusLength: 2048 });
    const jwk: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: algorithm, use: 'sig' };
    await writeFile(`${path}.new`, `${JSON.stringify(jwk)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return new OwnKey(jwk);
  }

  /** The public part, as others register it. */
  publicKeys(): { readonly keys: readonly JWK[] } {
    const open = Object.entries(this.#jwk).filter(([member]) => !SECRET.includes(member));
    return { keys: [Object.fromEntries(open)] };
  }

  /** A client assertion (SMART Backend Services) for a token endpoint. `now` in milliseconds since 1970. */
  async assertion(client: string, endpoint: string, now: number): Promise<string> {
    return this.sign({ iss: client, sub: client, aud: endpoint, jti: randomUUID() }, now, HOLDS);
  }

  /** A token (JWT) of these claims that holds for some seconds from `now` on. */
  async sign(claims: JWTPayload, now: number, seconds: number): Promise<string> {
    const { alg = '', kid = '' } = this.#jwk;
    const since = Math.floor(now / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg, kid, typ: 'JWT' })
      .setIssuedAt(since)
      .setExpirationTime(since + seconds)
      .sign(await importJWK(this.#jwk, alg));
  }
}
