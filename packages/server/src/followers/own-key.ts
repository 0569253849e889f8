// The key by which this server signs in elsewhere: made once, private in the data folder, its public part for all to read.
import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

const FILE = 'smart-key.json';
const ALGORITHM = 'ES384';
/** Seconds an assertion holds; SMART allows 300. */
const HOLDS = 240;

/** A key pair of ours. */
export class OwnKey {
  readonly #jwk: JWK;

  private constructor(jwk: JWK) {
    this.#jwk = jwk;
  }

  /** The key of a data folder, made at the first time. Throws `file.invalid` for one that cannot be read. */
  static async open(dataFolder: string): Promise<OwnKey> {
    const path = join(dataFolder, FILE);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) {
      try {
        return new OwnKey(JSON.parse(text) as JWK);
      } catch {
        throw new TwinwardError('file.invalid', `${FILE} is not JSON`, {
          field: FILE,
          remedy:
            'restore it from a backup; or delete it, and register the new key at every server that is followed',
        });
      }
    }
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
    const jwk: JWK = { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: ALGORITHM, use: 'sig' };
    await writeFile(`${path}.new`, `${JSON.stringify(jwk)}\n`, { mode: 0o600 });
    await rename(`${path}.new`, path);
    return new OwnKey(jwk);
  }

  /** The public part, as others register it. */
  publicKeys(): { readonly keys: readonly JWK[] } {
    const { d: _secret, ...open } = this.#jwk;
    return { keys: [open] };
  }

  /** A client assertion (SMART Backend Services) for a token endpoint. `now` in milliseconds since 1970. */
  async assertion(client: string, endpoint: string, now: number): Promise<string> {
    const seconds = Math.floor(now / 1000);
    return new SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: ALGORITHM, kid: this.#jwk.kid!, typ: 'JWT' })
      .setIssuer(client)
      .setSubject(client)
      .setAudience(endpoint)
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + HOLDS)
      .sign(await importJWK(this.#jwk, ALGORITHM));
  }
}
