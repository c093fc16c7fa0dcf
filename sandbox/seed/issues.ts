import type { Planting } from '../seed.ts';

const HOUR = 3_600_000;

/** What people did before the story begins: one request at the desk, and work of other projects; ACME is still empty. */
export function populate({ site, at, now }: Planting): void {
	const start = now - 48 * HOUR;
	const desk = site('desk');
	at(start);
	const outage = desk.as('casey').createIssue({ project: 'OPS', type: 'Incident', summary: 'Mail is slow', description: 'Since this morning every mail takes minutes.' });
	desk.as('ben').editIssue(outage, { assignee: 'ben', priority: 'High' });

	at(start + 1 * HOUR);
	const request = desk.as('casey').createIssue({ project: 'DESK', type: 'Service Request', summary: 'VPN fails', description: 'since Monday' });
	desk.as('casey').attach(request, 'log.txt', logFile());
	at(start + 2 * HOUR);
	desk.as('ann').editIssue(request, { assignee: 'ann' });
	desk.as('ann').addComment(request, 'Which system are you on?', { internal: false });
	at(start + 3 * HOUR);
	desk.as('casey').addComment(request, 'macOS, the newest one. It worked on Friday.');
	at(start + 4 * HOUR);
	desk.as('ben').addComment(request, 'Third one this week, probably the gateway update.', { internal: true });

	const dev = site('dev');
	at(start + 5 * HOUR);
	dev.as('evan').createIssue({ project: 'BETA', type: 'Story', summary: 'Gateway speaks the new protocol' });
}

/** 12,288 bytes of plausible log lines. */
function logFile(): string {
	let lines = '';
	for (let number = 1; lines.length < 12_288; number += 1) lines += `10:${String(number % 60).padStart(2, '0')} vpn: attempt ${number}: handshake timed out, retrying\n`;
	return lines.slice(0, 12_288);
}
