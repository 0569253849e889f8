import fc from 'fast-check';
import { simulateHybrid, simulateStochastic } from '@twinward/simulate';
import { lowerSbml, reactionNetworkOf, readSbml, unitFaults } from '@twinward/simulate/sbml';
import { changedTrees } from './change-tree.ts';
import { SBML_DOCUMENTS } from './sbml-documents.ts';
import { printTree } from './xml-tree.ts';
import { TwinwardError } from '@twinward/contract';
const kinds = new Map<string, [number, string, string]>();
const seen = new Map<string, number>();
const note = (where: string, f: () => void, text: string) => {
  try { f(); seen.set(where+' ok', (seen.get(where+' ok')??0)+1); } catch (e: any) {
    const ours = e instanceof TwinwardError;
    const key = ours ? `${where} ${e.code} ${e.message.replace(/"[^"]*"/g,'""').replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g,'#')}` : `${where} !!! ${e.name} ${String(e.message).slice(0,80)} ${String(e.stack).split('\n').slice(1,4).join('|')}`;
    if (ours && (/line/.test(e.message) )) { seen.set(where+' line', (seen.get(where+' line')??0)+1); return; }
    const k = kinds.get(key); if (k) k[0]++; else kinds.set(key, [1, e.message, text]);
  }
};
const arb = changedTrees(SBML_DOCUMENTS).map(printTree);
const n = Number(process.argv[2]); const seed = Number(process.argv[3] ?? 1);
for (let chunk = 0; chunk < n / 500; chunk++) for (const text of fc.sample(arb, { numRuns: 500, seed: seed * 1000 + chunk })) {
  (await import('node:fs')).writeFileSync('/tmp/last.xml', text); const t0 = performance.now();
  let model: any; note('read', () => { model = readSbml(text); }, text);
  note('units', () => unitFaults(text), text);
  if (!model) continue;
  let h: any; note('lower', () => { h = lowerSbml(model).hybrid; }, text);
  if (h) note('start', () => simulateHybrid(h, { times: [0] }, 'interpreted'), text);
  if (h) note('start generated', () => simulateHybrid(h, { times: [0, 1e-9] }, 'generated'), text);
  let net: any; note('network', () => { net = reactionNetworkOf(model); }, text);
  if (performance.now() - t0 > 200) console.log('SLOW', performance.now() - t0, text.length, (await import('node:fs')).writeFileSync('/tmp/slow.xml', text));
  if (net) note('stoch', () => simulateStochastic(net, { times: [0] }, 'interpreted'), text);
}
console.log([...seen]);
for (const [k, [c, m, t]] of [...kinds].sort((a,b)=>b[1][0]-a[1][0])) { console.log(c, k); if (process.argv[4] && k.includes(process.argv[4])) console.log(t); }
