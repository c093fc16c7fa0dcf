/** One set-up at a time in a clone: a second `npm start` or `npm test` waits for the first. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOOLS } from './places.mjs';

const FILE = join(TOOLS, 'set-up.pid');

const isAlive = (pid) => {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error.code === 'EPERM';
	}
};

function take() {
	try {
		writeFileSync(FILE, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code !== 'EEXIST') throw error;
		return false;
	}
}

const holder = () => {
	try {
		return Number(readFileSync(FILE, 'utf8'));
	} catch {
		return undefined;
	}
};

/** Runs `work` alone. A turn whose holder has died is taken over. */
export async function inTurn(work) {
	mkdirSync(TOOLS, { recursive: true });
	for (let said = false; !take(); ) {
		const other = holder();
		if (other && !isAlive(other)) rmSync(FILE, { force: true });
		else if (!said) said = console.log(`Waiting for the set-up that process ${other} runs ...`) ?? true;
		await sleep(500);
	}
	const giveBack = () => rmSync(FILE, { force: true });
	process.once('exit', giveBack);
	try {
		return await work();
	} finally {
		giveBack();
		process.off('exit', giveBack);
	}
}
