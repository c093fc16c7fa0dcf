import assert from 'node:assert/strict';
import type { Chapter } from '../chapter.ts';
import { same } from '../same.ts';

const HEAD = /^\S.* commented on DESK-1 on \d{4}-\d\d-\d\d \d\d:\d\d UTC\n/;

const fileOf = ({ name, size, sha256 }: { name: string; size: number; sha256: string }) => ({ name, size, sha256 });

export const escalate: Chapter = {
	title: 'Escalate: a desk issue goes to development',
	async play(stage) {
		const issues = stage.sites.dev.issues('ACME').length;
		const note = stage.desk('DESK-1').comments.find((comment) => !comment.public);
		await stage.act('Ann runs "Send to development" on DESK-1 with the comment "please look"', () =>
			stage.ann().transition('DESK-1', 'Send to development', { comment: 'please look' }),
		);
		const desk = stage.desk('DESK-1');
		const dev = stage.dev(stage.twinOf(desk));
		assert.equal(stage.sites.dev.issues('ACME').length, issues + 1, 'exactly one development issue');
		same([dev.type, dev.summary, dev.descriptionAdf], ['Task', 'VPN fails', desk.descriptionAdf]);
		const originals = desk.comments.filter((comment) => comment.public).map(({ text }) => text);
		assert.equal(originals.length, 3);
		same(dev.comments.map(({ text }) => text.replace(HEAD, '')), originals, 'the public comments in order, each naming author and time');
		for (const { text } of dev.comments) assert.match(text, HEAD);
		assert.ok(note && !JSON.stringify(dev).includes(note.text), 'the internal note stays at the desk');
		same(dev.files.map(fileOf), desk.files.map(fileOf), 'log.txt once, byte for byte');
		same(dev.remoteLinks.map(({ object }) => (object as { title: string }).title), ['DESK-1']);
		same(desk.remoteLinks.map(({ object }) => (object as { title: string }).title), [dev.key]);
		assert.equal(stage.twinOf(dev), 'DESK-1', 'both issues carry a marker');
		assert.equal(desk.status, 'Waiting for development', 'the desk issue keeps the status Ann gave it');
	},
};
