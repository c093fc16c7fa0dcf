/** Builds one element. Text is only ever set as text: nothing an issue contains can become markup. */
export function element(name, attributes = {}, ...children) {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) {
		if (value === undefined || value === false || value === null) continue;
		if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
		else if (key === 'class') made.className = value;
		else made.setAttribute(key, value === true ? '' : String(value));
	}
	made.append(...children.flat().filter((child) => child !== null && child !== undefined));
	return made;
}

/** Replaces what is inside only if it would look different, so that focus and selection survive a refresh. */
export function fill(container, content, build) {
	const stamp = JSON.stringify(content);
	if (container.dataset.stamp === stamp) return;
	container.dataset.stamp = stamp;
	container.replaceChildren(...[build(content)].flat());
}

let counter = 0;

/** A labelled form control. */
export function labelled(text, control) {
	control.id ||= `field-${(counter += 1)}`;
	return element('div', { class: 'field' }, element('label', { for: control.id }, text), control);
}

export function select(choices, attributes = {}) {
	return element('select', attributes, choices.map((choice) => {
		const [value, text] = Array.isArray(choice) ? choice : [choice, choice];
		return element('option', { value }, text);
	}));
}

export const clock = (at) => new Date(at).toLocaleTimeString([], { hour12: false });
export const day = (at) => new Date(at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short', hour12: false });

export function size(bytes) {
	if (bytes < 1024) return `${bytes} bytes`;
	return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

const notice = document.getElementById('notice');
let hiding;

export function tell(message) {
	notice.textContent = message;
	notice.classList.add('shown');
	clearTimeout(hiding);
	hiding = setTimeout(() => notice.classList.remove('shown'), 8000);
}

/** Asks the page's server to act; false when it was refused, which is shown. */
export async function act(site, name, input) {
	try {
		const answer = await fetch(`/page/api/${encodeURIComponent(site)}/${name}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-sandbox-page': '1' },
			body: JSON.stringify(input),
		});
		if (answer.ok) return true;
		tell((await answer.json()).error ?? `Refused (${answer.status})`);
	} catch {
		tell('The sandbox does not answer.');
	}
	return false;
}
