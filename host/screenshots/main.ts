/**
 * `npm run screenshots [-- --into <folder>]`: pictures of the real editor and of the sandbox's page,
 * after the first chapters of the story. Fails when something that a picture is to show is missing.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { enter, Failure } from '../../scripts/setup/failure.mjs';
import { showing } from '../../scripts/setup/progress.mjs';
import { THROWAWAY_OWNER } from '../blankN8n.ts';
import { ConnectedSites } from '../connectedSites.ts';
import { ROOT } from '../places.ts';
import { CHAPTERS, playChapter } from '../story/chapters.ts';
import { Stage } from '../story/stage.ts';
import { openBrowser } from './browser.ts';
import { type Shot, SHOTS } from './shots.ts';

const PATIENCE = 20_000;

/** Animations end and fonts load; nothing says when. */
const CALM = 1500;

async function logIn(page: Page, url: string) {
	await page.goto(`${url}/signin`);
	await page.locator('input[type=email], input[name=emailOrLdapLoginId]').first().fill(THROWAWAY_OWNER.email);
	await page.locator('input[type=password]').first().fill(THROWAWAY_OWNER.password);
	await page.locator('button[type=submit], [data-test-id=form-submit-button]').first().click();
	await page.waitForURL((address) => !address.pathname.includes('signin'), { timeout: PATIENCE });
}

/** n8n greets the first visit of a published workflow with a list of suggestions, above the workflow. */
async function closeSuggestions(page: Page) {
	const heading = page.getByText('Production Checklist').first();
	const isOpen = await heading.waitFor({ state: 'visible', timeout: CALM }).then(() => true, () => false);
	if (isOpen) await page.keyboard.press('Escape');
	if (isOpen) await heading.waitFor({ state: 'hidden', timeout: PATIENCE });
}

async function requireVisible(page: Page, { name, texts, elements }: Shot) {
	const wanted = [...texts.map((text) => page.getByText(text).first()), ...elements.map((selector) => page.locator(selector).first())];
	const named = [...texts, ...elements];
	for (const [index, locator] of wanted.entries()) {
		await locator.waitFor({ state: 'visible', timeout: PATIENCE }).catch(() => {
			throw new Failure(`The picture "${name}" does not show "${named[index]}".`);
		});
	}
}

async function take(page: Page, shot: Shot, sites: ConnectedSites, into: string) {
	await page.goto(shot.address(sites));
	await closeSuggestions(page);
	for (const target of shot.clicks ?? []) await page.locator(target).first().click({ timeout: PATIENCE });
	await requireVisible(page, shot);
	await page.waitForTimeout(CALM);
	await page.screenshot({ path: join(into, `${shot.name}.png`) });
}

async function takeAll(browser: Browser, sites: ConnectedSites, into: string) {
	const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page, sites.n8n.n8n.url);
	for (const shot of SHOTS) await showing(`Picture ${shot.name}`, () => take(page, shot, sites, into));
}

async function tellStory(sites: ConnectedSites) {
	const stage = new Stage(sites, () => {});
	for (const chapter of CHAPTERS.slice(0, 2)) await playChapter(chapter, stage);
}

await enter(async () => {
	const { values } = parseArgs({ options: { into: { type: 'string', default: join(ROOT, 'docs', 'images') } } });
	await mkdir(values.into, { recursive: true });
	const browser = await openBrowser();
	try {
		const sites = await showing('Starting n8n and the Jira sandbox', () => ConnectedSites.open());
		try {
			await showing('Playing the story', () => tellStory(sites));
			await takeAll(browser, sites, values.into);
		} finally {
			await sites.close();
		}
	} finally {
		await browser.close();
	}
});
