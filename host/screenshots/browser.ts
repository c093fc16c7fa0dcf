/** A headless Chromium that is on the machine already; none is downloaded. */
import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';
import { Failure } from '../../scripts/setup/failure.mjs';

const NAMES = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const answers = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

function pathOf(program: string): string {
	const { stdout } = spawnSync('which', [program], { encoding: 'utf8' });
	return stdout.trim() || program;
}

export async function openBrowser(): Promise<Browser> {
	const found = NAMES.find((name) => name !== undefined && answers(name));
	if (!found) throw new Failure('Screenshots need Chromium: install it, or set CHROMIUM to its program.');
	// Inside a container Chromium has no sandbox of its own to use.
	return chromium.launch({ executablePath: pathOf(found), args: ['--no-sandbox', '--force-color-profile=srgb'] });
}
