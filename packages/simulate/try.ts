import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { readSbml, reactionNetworkOf } from '/work/w-stochastic/packages/simulate/src/sbml/index.ts';
import { compileStochastic } from '/work/w-stochastic/packages/simulate/src/stochastic/compile-stochastic.ts';
import { simulateStochastic } from '/work/w-stochastic/packages/simulate/src/stochastic/simulate-stochastic.ts';
const cases = gunzipSync(readFileSync('/work/shared/data/kernel/sbml-test-suite-subset/stochastic-dev.jsonl.gz')).toString().trim().split('\n').map(l=>JSON.parse(l));
const n = Number(process.argv[2] ?? 1000); const only = process.argv[3]; const method = process.argv[4] as any;
for (const c of cases) {
  if (only && c.id !== only) continue;
  const net = reactionNetworkOf(readSbml(Object.values(c.sbml)[0] as string));
  const lines = c.results.trim().split('\n'); const head = lines[0].split(',').map((x:string)=>x.trim());
  const rows = lines.slice(1).map((l:string)=>l.split(',').map(Number));
  const vars = head.filter((h:string)=>h.endsWith('-mean')).map((h:string)=>h.slice(0,-5));
  const outputs = vars.map((v:string)=>({name:v,unit:'1',is: net.quantities.get(v.replace(/^ln\((.*)\)$/,'$1'))!.amount!}));
  const model = compileStochastic({ ...net, rest: { ...net.rest, outputs } }, 'generated');
  const t0 = performance.now(); let firings = 0;
  const m = new Float64Array(rows.length*vars.length), q = m.slice();
  for (let r=0;r<n;r++){ const res = simulateStochastic(model,{times: rows.map((x:any)=>x[0]), member:r, seed:'00000000000000ff', method}); firings+=res.firings; res.rows.forEach((x,i)=>{ if(vars[i%vars.length].startsWith('ln'))x=Math.log(x); const d=x-m[i]!; m[i]!+=d/(r+1); q[i]!+=d*(x-m[i]!)})}
  let bad=0, zmax=0, ymax=0;
  rows.forEach((row:any,k:number)=>vars.forEach((v:string,j:number)=>{ const mu=row[head.indexOf(v+'-mean')], sd=row[head.indexOf(v+'-sd')]; if(!(sd>0)) return; const z=Math.sqrt(n)*(m[k*vars.length+j]!-mu)/sd; const y=Math.sqrt(n/2)*(q[k*vars.length+j]!/(n-1)/sd/sd-1); zmax=Math.max(zmax,Math.abs(z)); ymax=Math.max(ymax,Math.abs(y)); if(Math.abs(z)>3||Math.abs(y)>5)bad++;}));
  console.log(c.id, model.kind, 'ms', (performance.now()-t0).toFixed(0), 'firings', firings, 'z', zmax.toFixed(2), 'y', ymax.toFixed(2), bad);
}
