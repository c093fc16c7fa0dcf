/** The helpers that scripts may call, with how many arguments they take. */
export const HELPERS: Record<string, Record<string, [least: number, most: number]>> = {
	attachmentHelper: { mergeAttachments: [2, 2] },
	commentHelper: { addComment: [2, 3], mergeComments: [2, 3] },
	nodeHelper: { getIssueType: [1, 2], getLocalIssueKeyFromRemoteId: [1, 2], getPriority: [1, 2], getUserByEmail: [1, 2] },
	syncHelper: { syncBackAfterProcessing: [0, 1], unExalateAfterProcessing: [0, 1] },
	workflowHelper: { transition: [2, 2] },
};

/** Lookups answer from what is known beforehand, so they are as harmless on the way out. */
export const OUTGOING_HELPERS = ['nodeHelper'];

const NODE = 'Use an n8n node between Build Replica and Apply Incoming Rules and take its answer into the item.';

/** Things of Exalate's and Groovy's that are not here, and what to use instead. */
export const ABSENT_NAMES: Record<string, string> = {
	AgileService: NODE,
	BigDecimal: 'Use toDouble().',
	Date: 'Dates are texts such as "2026-01-31"; compare them with < and >.',
	Integer: 'Use toInteger().',
	JsonOutput: NODE,
	JsonSlurper: NODE,
	Math: 'Use + - * / % and min() or max() of a list.',
	String: 'Use a text in quotes.',
	System: 'Nothing outside the issue and the replica can be reached.',
	Thread: 'Nothing outside the issue and the replica can be reached.',
	com: 'No library can be loaded.',
	connection: 'Write the name of the connection out.',
	debug: 'Use Dry Run in Apply Incoming Rules, which shows what each line would change.',
	entity: 'The local issue is called issue.',
	entityHelper: NODE,
	groovy: 'No library can be loaded.',
	hubIssue: 'The issue of the other side is called replica.',
	httpClient: `Scripts do not send requests. ${NODE}`,
	issueBeforeScript: 'Nothing is written while the script runs: read issue before you assign.',
	java: 'No library can be loaded.',
	log: 'Use Dry Run in Apply Incoming Rules, which shows what each line would change.',
	println: 'Use Dry Run in Apply Incoming Rules, which shows what each line would change.',
	serviceDeskHelper: NODE,
	userHelper: 'Use nodeHelper.getUserByEmail(email).',
	workLogHelper: 'Work logs are not synchronised.',
	worklogHelper: 'Work logs are not synchronised.',
};

export const ABSENT_METHODS: Record<string, string> = {
	createComponent: 'Assign the names: issue.components = replica.components. A component that does not exist here is reported.',
	createVersion: 'Assign the names: issue.fixVersions = replica.fixVersions. A version that does not exist here is reported.',
	getComponent: 'Assign the name: issue.components = ["Name"].',
	getCustomField: 'Use issue.customFields."Name".value.',
	getLabel: 'A label is its text: issue.labels += "name".',
	getLocalIssueFromRemoteId: 'Use getLocalIssueKeyFromRemoteId(id).',
	getLocalIssueFromRemoteUrn: 'Use getLocalIssueKeyFromRemoteId(id).',
	getOption: 'Assign the name of the option: issue.customFields."Name".value = "Red".',
	getProject: 'Use issue.projectKey = "KEY".',
	getResolution: 'Assign the name, or use issue.doTransition.',
	getStatus: 'Use issue.setStatus("Name").',
	getUser: 'Use getUserByEmail(email).',
	getUserByFullName: 'Use getUserByEmail(email): two people may share a name.',
	getUserByUsername: 'Use getUserByEmail(email).',
	getVersion: 'Assign the name: issue.fixVersions = ["1.0"].',
};

/** Fields of Exalate's that a replica does not have. */
export const ABSENT_FIELDS: Record<string, string> = {
	changeHistory: 'The history is not sent.',
	changedComments: 'Edits follow with issue.comments = commentHelper.mergeComments(issue, replica).',
	customKeys: 'Use customFields."Name".value.',
	entityProperties: 'Use customFields."Name".value.',
	issueLinks: 'Links between issues are not synchronised.',
	issueTypeName: 'Use typeName.',
	removedAttachments: 'Removals follow with issue.attachments = attachmentHelper.mergeAttachments(issue, replica).',
	removedComments: 'Removals follow with issue.comments = commentHelper.mergeComments(issue, replica).',
	securityLevel: 'An issue with a security level is not copied into an open project; set the field with a mapping row.',
	workLogs: 'Work logs are not synchronised.',
};
