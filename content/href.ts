const SCRIPT_SCHEME = /^\s*(?:javascript|data|vbscript):/i;

/**
 * Whether a link target may be written into a Jira: an absolute address with a scheme that runs no script, a path of
 * the site, or an anchor. Anything else is text.
 */
export function isLinkTarget(href: unknown): href is string {
	if (typeof href !== 'string' || SCRIPT_SCHEME.test(href)) return false;
	return /^(?:[a-z][a-z0-9+.-]*:[^\s]|[/#])\S*$/i.test(href);
}
