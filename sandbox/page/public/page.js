import { openCreate } from './dialogs.js';
import { clock, element, fill, select } from './elements.js';
import { issueCard } from './issueCard.js';

const columns = new Map();
const chosen = JSON.parse(sessionStorage.getItem('people') ?? '{}');
const connection = document.getElementById('connection');

/** One site: made once, then refreshed. */
function columnFor(site) {
	const person = () => chosen[site.name] ?? column.site.actingAs;
	const people = select([], { 'data-testid': `person-${site.name}`, 'aria-label': `Act on ${site.title} as` });
	people.addEventListener('change', () => {
		chosen[site.name] = people.value;
		sessionStorage.setItem('people', JSON.stringify(chosen));
		void refresh();
	});
	const list = element('div', { class: 'issues' });
	const create = element('button', { type: 'button', 'data-testid': `create-${site.name}-button`, onclick: () => openCreate(column.site, person) }, 'Create issue');
	const root = element('section', { class: `site ${site.name}`, 'aria-label': site.title, 'data-testid': `site-${site.name}` },
		element('header', {},
			element('h2', {}, site.title), element('code', {}, site.url),
			element('div', { class: 'row' }, element('label', {}, 'Acting as ', people), create)),
		list);
	const column = { root, site, people, list, create, cards: new Map(), person };
	document.getElementById('sites').append(root);
	return column;
}

function showSite(site) {
	const column = columns.get(site.name) ?? columnFor(site);
	columns.set(site.name, column);
	Object.assign(column.site, site);
	fill(column.people, [site.people, site.actingAs], () => [...select(site.people.map((one) => [one.handle, one.kind === 'customer' ? `${one.name} (customer)` : one.name])).children]);
	column.people.value = column.person();
	column.create.hidden = site.projects.length === 0;
	const seen = new Set();
	for (const issue of site.issues) {
		seen.add(issue.key);
		let card = column.cards.get(issue.key);
		if (!card) {
			card = issueCard(column.site, issue.key, column.person, site.issues.length <= 6 || wanted() === `${site.name}/${issue.key}`);
			column.cards.set(issue.key, card);
			// The newest on top; existing cards stay in place, so that nothing typed is lost.
			column.list.prepend(card.card);
		}
		card.show(issue);
	}
	for (const [key, card] of column.cards) {
		if (seen.has(key)) continue;
		card.card.remove();
		column.cards.delete(key);
	}
}

function showLog({ requests, deliveries }) {
	const row = (cells, status) => element('tr', { class: status }, cells.map((cell) => element('td', {}, String(cell ?? ''))));
	fill(document.getElementById('requests'), requests, () => requests.map((one) => row([clock(one.at), one.site, one.account ?? '—', `${one.method} ${one.path}`, one.status], one.status >= 400 ? 'bad' : 'good')));
	fill(document.getElementById('deliveries'), deliveries, () => deliveries.map((one) => row([clock(one.at), one.site, one.event, one.issueKey, one.webhook, one.attempt, `${one.result} (${one.verdict})`], one.verdict === 'delivered' ? 'good' : 'bad')));
}

const wanted = () => decodeURIComponent(location.hash.slice(1));
let first = true;
let running = false;
let again = false;

async function refresh() {
	if (running) {
		again = true;
		return;
	}
	running = true;
	try {
		const state = await (await fetch(`/page/api/state?${new URLSearchParams(chosen)}`)).json();
		state.sites.forEach(showSite);
		showLog(state);
		if (first) goToHash();
		first = false;
	} catch {
		connection.textContent = 'not connected';
	}
	running = false;
	if (again) {
		again = false;
		void refresh();
	}
}

/** Links from one site to the other lead here as `#dev/ACME-2`. */
function goToHash() {
	const [site, key] = wanted().split('/');
	const card = columns.get(site)?.cards.get(key);
	if (!card) return;
	card.details.open = true;
	card.card.scrollIntoView({ block: 'start' });
	card.card.classList.add('pointed');
	setTimeout(() => card.card.classList.remove('pointed'), 2000);
}

window.addEventListener('hashchange', goToHash);
const events = new EventSource('/page/api/events');
events.addEventListener('open', () => {
	connection.textContent = 'live';
	void refresh();
});
events.addEventListener('message', () => void refresh());
events.addEventListener('error', () => { connection.textContent = 'not connected'; });
void refresh();
