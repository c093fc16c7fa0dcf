import { runSeed } from './runSeed';
async function main() {
const from = Number(process.argv[2] ?? 1), count = Number(process.argv[3] ?? 1);
const began = performance.now();
let bad = 0; const kinds: Record<string, number> = {}; const cov: Record<string, number> = {}; let req = 0;
for (let seed = from; seed < from + count; seed++) {
	const r = await runSeed(seed);
	req += r.requests;
	for (const [k, v] of Object.entries(r.coverage)) cov[k] = (cov[k] ?? 0) + v;
	if (r.problems.length) { bad++; for (const p of new Set(r.problems.map((x) => x.replace(/[\d"]+/g, '#').slice(0, 70)))) kinds[p] = (kinds[p] ?? 0) + 1; if (count === 1) { console.log(r.trace.join('\n')); console.log(r.problems.join('\n')); } else if (bad < 6) console.log(seed, r.problems.slice(0, 4)); }
}
console.log(kinds, `${bad} bad of ${count}, ${((performance.now() - began) / count).toFixed(1)} ms a seed, ${req / count} requests`, Object.keys(cov).length);
}
void main();
