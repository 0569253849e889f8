const BLOCK = 512;

/** Files packed one after another as a tar archive (POSIX.1-1988 ustar), to be sent as one. Names are cut to 100 characters of ASCII. */
export async function packTar(files: readonly File[]): Promise<Blob> {
  const parts: BlobPart[] = [];
  for (const file of files) {
    parts.push(headerOf(file.name, file.size), file);
    const over = file.size % BLOCK;
    if (over > 0) parts.push(new Uint8Array(BLOCK - over));
  }
  parts.push(new Uint8Array(2 * BLOCK));
  return new Blob(parts);
}

function headerOf(name: string, size: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string): void => {
    for (let i = 0; i < text.length; i++) header[at + i] = text.charCodeAt(i) & 0x7f;
  };
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  put(0, name.slice(0, 100));
  put(100, octal(0o600, 7));
  put(108, octal(0, 7));
  put(116, octal(0, 7));
  put(124, octal(size, 11));
  put(136, octal(0, 11));
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\0');
  put(263, '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}
