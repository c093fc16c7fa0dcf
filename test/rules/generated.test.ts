import fc from 'fast-check';
import { checkScript } from '../../rules/analysis';
import { runOutgoing } from '../../rules/outgoing';
import { ScriptError } from '../../rules/scriptError';
import { JIRA_FIELD } from '../../sync/replica';
import { timed } from '../support/timed';
import { CONSTRUCTS, incomingScript, noise, outgoingScript } from './scriptGenerator';
import { pairInput, runIncoming } from './support';

/** `SCRIPTS=10000` plays more of them; the seed of a failing run is printed and can be given by SCRIPTS_SEED. */
const RUNS = Number(process.env.SCRIPTS ?? 2000);
const seed = process.env.SCRIPTS_SEED ? { seed: Number(process.env.SCRIPTS_SEED) } : {};
/** A script ends within its steps; this is a thousand times what the longest of them takes. */
const LONGEST_MILLISECONDS = 2000;

/** Runs it; true when it ran to its end, false when it was refused. Anything but a ScriptError fails the test. */
function endsWell(script: string, run: (script: string) => void): boolean {
	let ended = false;
	const took = timed(() => {
		try {
			run(script);
			ended = true;
		} catch (error) {
			if (!(error instanceof ScriptError)) throw error;
			expect(error.next).not.toBe('');
			expect(error.line).toBeLessThanOrEqual(script.split('\n').length);
		}
	});
	expect(took).toBeLessThan(LONGEST_MILLISECONDS);
	return ended;
}

function runIn(script: string): void {
	const { analysis, ...checked } = checkScript(script, 'incoming');
	for (const firstSync of [false, true]) {
		const { changes } = runIncoming({ ...checked, analysis }, { ...pairInput(), firstSync });
		const named = [...analysis.writes.fields.map((field) => JIRA_FIELD[field]), ...analysis.writes.customFields];
		for (const { field, rule } of changes) {
			expect(named).toContain(field);
			for (const line of rule.split(' and ')) expect(script.split('\n')[Number(line.replace('line ', '')) - 1]).toMatch(/issue\./);
		}
	}
}

function runOut(script: string): void {
	const { analysis, ...checked } = checkScript(script, 'outgoing');
	const { attachments, comments, customFields, fields } = runOutgoing({ ...checked, analysis }, { issue: pairInput().replica });
	const left = [...Object.keys(fields), ...(comments ? ['comments'] : []), ...(attachments ? ['attachments'] : [])];
	for (const field of left) expect(analysis.writes.fields).toContain(field);
	for (const name of Object.keys(customFields)) expect(analysis.writes.customFields).toContain(name);
}

describe(`${RUNS} scripts from the grammar`, () => {
	test('most run to the end, none hangs, throws anything but a ScriptError, or touches what it does not name', () => {
		let ended = 0;
		const used = new Map(Object.keys(CONSTRUCTS).map((name) => [name, 0]));
		const play = (script: string, run: (script: string) => void) => {
			if (!endsWell(script, run)) return;
			ended++;
			for (const [name, pattern] of Object.entries(CONSTRUCTS)) if (pattern.test(script)) used.set(name, (used.get(name) ?? 0) + 1);
		};
		const half = Math.ceil(RUNS / 2);
		fc.assert(fc.property(incomingScript, (script) => play(script, runIn)), { numRuns: half, endOnFailure: true, ...seed });
		fc.assert(fc.property(outgoingScript, (script) => play(script, runOut)), { numRuns: half, endOnFailure: true, ...seed });
		const shares = [...used].map(([name, times]) => `${name} ${times}`).join(', ');
		console.info(`${ended} of ${2 * half} scripts ran to the end (${Math.round((50 * ended) / half)} %). Of these use: ${shares}.`);
		expect(ended / (2 * half)).toBeGreaterThanOrEqual(0.6);
		expect([...used].filter(([, times]) => times === 0)).toEqual([]);
	});

	test('words in any order are refused or run, and nothing else', () => {
		fc.assert(
			fc.property(noise, (script) => {
				endsWell(script, runIn);
				endsWell(script, runOut);
			}),
			{ numRuns: RUNS, ...seed },
		);
	});
});
