// Reads a PNG as a browser's screenshot writes it (8 bits a channel, not interlaced), to see whether a picture shows anything.
import { inflateSync } from 'node:zlib';

/** How many different colours a screenshot holds; a blank one holds one. */
export function countColours(png: Buffer): number {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const row = new Uint8Array(stride);
  const above = new Uint8Array(stride);
  const colours = new Set<number>();
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1);
    const filter = raw[start]!;
    for (let i = 0; i < stride; i++) {
      const left = i >= channels ? row[i - channels]! : 0;
      const corner = i >= channels ? above[i - channels]! : 0;
      row[i] = raw[start + 1 + i]! + predicted(filter, left, above[i]!, corner);
    }
    for (let i = 0; i < stride; i += channels)
      colours.add((row[i]! << 16) | (row[i + 1]! << 8) | row[i + 2]!);
    above.set(row);
  }
  return colours.size;
}

/** PNG filter types 0 to 4 (RFC 2083, section 6). */
function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
