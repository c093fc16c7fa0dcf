/** Where a chapter plays: people act, the story waits for n8n, and everybody sees what came of it. */
import assert from 'node:assert/strict';
import type { Person } from '../../sandbox/people/person.ts';
import type { IssueReport } from '../../sandbox/people/report.ts';
import { type ConnectedSites, type Direction, type Outcome, outcomeIn } from '../connectedSites.ts';
import { itemsOf, type Execution } from '../executions.ts';
import { type Form, MOVES_BY_NODES } from './form.ts';
import { pictureOf, whatHappened } from './narrator.ts';
import { same } from './same.ts';

/** The last node of each template: what it says about the issue is what the run has come to. */
const LAST_NODE: Record<Direction, string> = { escalation: 'Record Dev Twin on Desk', resolution: 'Record Desk Twin on Dev' };

/** The node that decides whether an issue leaves, and its output for those that do not. */
const REPLICA_NODE: Record<Direction, string> = { escalation: 'Build Desk Replica', resolution: 'Build Dev Replica' };
const SKIPPED = 1;

const DIRECTIONS = ['escalation', 'resolution'] as const;

const SHOWN: Record<Direction, string> = { escalation: 'Desk to Dev', resolution: 'Dev to Desk' };

export class Stage {
	readonly sites: ConnectedSites;
	readonly form: Form;
	private readonly say: (line: string) => void;
	private lastRun = '0';
	private readonly newRuns: Record<Direction, Execution[]> = { escalation: [], resolution: [] };

	constructor(sites: ConnectedSites, say: (line: string) => void, form: Form = MOVES_BY_NODES) {
		this.sites = sites;
		this.form = form;
		this.say = say;
	}

	ann = (): Person => this.sites.desk.as('ann');
	casey = (): Person => this.sites.desk.as('casey');
	dana = (): Person => this.sites.dev.as('dana');
	desk = (key: string): IssueReport => this.sites.desk.issue(key);
	dev = (key: string): IssueReport => this.sites.dev.issue(key);

	/** Something people do, and everything that follows from it: all runs have to be green. */
	async act(what: string, act: () => void | Promise<void>): Promise<void> {
		await this.actWithFailure(what, act);
		this.expectGreen();
	}

	/** The same where a run is meant to fail. Says what was done and what happened on both sites. */
	async actWithFailure(what: string, act: () => void | Promise<void>): Promise<void> {
		this.say(`  ${what}`);
		const { desk, dev } = this.sites;
		const before = [pictureOf(desk), pictureOf(dev)] as const;
		await act();
		const all = await this.sites.settle();
		const lines = [...whatHappened(desk, before[0], pictureOf(desk)), ...whatHappened(dev, before[1], pictureOf(dev))];
		for (const line of lines) this.say(`    ${line}`);
		await this.lookAtRuns();
		this.lastRun = all[0]?.id ?? '0';
	}

	private async lookAtRuns(): Promise<void> {
		for (const direction of DIRECTIONS) {
			const runs = await this.sites.executions(direction, this.lastRun);
			this.newRuns[direction] = runs;
			if (runs.length > 0) this.say(`    n8n   ${SHOWN[direction]}: ${runs.map(({ id, status }) => `run ${id} ${status}`).join(', ')}`);
		}
	}

	/** The runs of one direction that followed from the last act, oldest first. */
	runs(direction: Direction): Execution[] {
		return this.newRuns[direction];
	}

	/** What the newest run of a direction that came to its end said about the issue. */
	outcome(direction: Direction): Outcome {
		const last = this.outcomes(direction).at(-1);
		assert.ok(last, `no run of ${SHOWN[direction]} came to its end`);
		return last;
	}

	/** Why the newest run of a direction let nothing out; undefined when it let the issue out. */
	held(direction: Direction): string | undefined {
		return this.runs(direction).flatMap((run) => itemsOf(run, REPLICA_NODE[direction], SKIPPED)).map(({ json }) => (json as { outcome?: Outcome }).outcome?.code).at(-1);
	}

	/** The move that was made, if one was: news of one act may come in two looks, and the second finds nothing left to do. */
	moved(direction: Direction): Outcome['transition'] {
		return this.outcomes(direction).find(({ transition }) => transition?.result === 'done')?.transition;
	}

	private outcomes(direction: Direction): Outcome[] {
		return this.runs(direction).flatMap((run) => outcomeIn(run, LAST_NODE[direction]) ?? []);
	}

	private expectGreen(): void {
		for (const direction of DIRECTIONS) {
			for (const { id, status, data } of this.runs(direction)) {
				assert.equal(status, 'success', `run ${id} of ${SHOWN[direction]}: ${data.resultData.error?.message ?? status}`);
			}
		}
	}

	/** Forgets what was delivered and written so far: a chapter looks at its own only. */
	async forget(): Promise<void> {
		await this.sites.settle();
		this.sites.deliveries.takeSent();
		this.sites.takeWrites();
	}

	/** The same deliveries once more: n8n looks again and writes nothing. */
	async expectSecondRunQuiet(): Promise<void> {
		const sent = this.sites.deliveries.takeSent();
		this.sites.takeWrites();
		await this.sites.deliveries.sendAgain(sent);
		const [newest] = await this.sites.settle();
		this.lastRun = newest?.id ?? '0';
		same(this.sites.takeWrites(), [], 'a second run of the same input wrote something');
		this.say(`    all ${sent.length} deliveries once more: nothing written`);
	}

	/** The key of the issue that the given one is paired with, as its marker says. */
	twinOf(issue: IssueReport): string {
		const marker = issue.properties['jirasync.deskdev'] as { twin?: { key?: string } } | undefined;
		return marker?.twin?.key ?? '';
	}

	/** A new desk issue that has been sent to development. Returns both keys. */
	async escalated(summary: string): Promise<{ deskKey: string; devKey: string }> {
		let deskKey = '';
		await this.act(`Casey asks for help: "${summary}"; Ann sends it to development`, () => {
			deskKey = this.casey().createIssue({ project: 'DESK', type: 'Service Request', summary, description: 'please help' });
			this.ann().transition(deskKey, 'Send to development');
		});
		const devKey = this.twinOf(this.desk(deskKey));
		assert.notEqual(devKey, '', `${deskKey} has not been paired`);
		return { deskKey, devKey };
	}

	/** Dana finishes the issue at development, which makes the desk issue Development Ready. */
	async resolved(devKey: string): Promise<void> {
		await this.act(`Dana resolves ${devKey} as Fixed`, () => this.dana().transition(devKey, 'Done', { fields: { resolution: 'Fixed' } }));
	}
}
