import { analyse } from '../../rules/analysis';
import { errorOf } from './support';

/** Line and column of the construct, words of the message, words of what to write instead. */
type Row = [script: string, at: string, what: string, next: string];

describe('what published rules use and this language does not have is refused before anything runs, with what to use instead', () => {
	test.each<Row>([
		['import groovy.json.JsonSlurper', '1:1', 'import', 'No library'],
		['class Mapper { }', '1:1', 'a class', 'without classes'],
		['\ntry { x = 1 } catch (e) { }', '2:1', 'try', '?.'],
		['x = 1\nwhile (x < 3) { x += 1 }', '2:1', 'while', 'for (x in list)'],
		['def mapUser(user) { return user }', '1:1', 'method definition', 'closure'],
		['String mapUser(user) { return user }', '1:1', 'method definition', 'closure'],
		['String name = "x"', '1:1', 'declared type', 'def name'],
		['x = 1\nx++', '2:2', '"++"', '+= 1'],
		['for (int i = 0; i < 3; i += 1) { }', '1:6', 'declared type', 'def i'],
		['def d = new Date()', '1:9', '"new"', 'No object'],
		['throw new Exception("x")', '1:1', '"throw"', 'return'],
		['if (issue.key ==~ /A.*/) { }', '1:15', 'regular expression', 'contains'],
		['x = issue.summary.find(/A/)', '1:24', 'regular expression', 'contains'],
		['x = issue.labels*.name', '1:17', 'spread', 'collect'],
		['x = (1..3).sum()', '1:7', 'range', 'take'],
		['x = issue.summary as String', '1:19', 'conversion', 'toString'],
		['if (issue.summary instanceof String) { }', '1:19', 'instanceof', 'property'],
		['def r = httpClient.get("/rest/api/2/issue/1")', '1:9', 'httpClient', 'n8n node'],
		['log.info("x")', '1:1', 'log', 'Dry Run'],
		['debug.error(replica.summary)', '1:1', 'debug', 'Dry Run'],
		['println("x")', '1:1', 'println', 'Dry Run'],
		['x = com.atlassian.jira.component.ComponentAccessor', '1:5', 'com', 'No library'],
		['issue.workLogs = workLogHelper.mergeWorkLogs(issue, replica)', '1:1', 'workLogs', 'Work logs'],
		['issue.components = replica.components.collect { nodeHelper.createComponent(issue, it.name) }', '1:49', 'createComponent', 'Assign the names'],
		['issue.labels += nodeHelper.getLabel("x")', '1:17', 'getLabel', 'issue.labels +='],
		['issue.assignee = nodeHelper.getUserByUsername("x")', '1:18', 'getUserByUsername', 'getUserByEmail'],
		['issue.customKeys."x" = 1', '1:1', 'customKeys', 'customFields'],
		['issue.status = replica.status', '1:1', 'status', 'setStatus'],
		['issue.project = replica.project', '1:1', 'project', 'projectKey'],
		['issue.created = replica.created', '1:1', 'created', 'custom field'],
		['issue.status.name = "x"', '1:1', 'part of status', 'whole field'],
		['replica.summary = issue.summary', '1:1', 'replica cannot be written', 'write issue'],
		['issue = replica', '1:1', 'taken', 'another name'],
		['def copy = issue', '1:12', 'stands alone', 'Name a field'],
		['x = issue[replica.key]', '1:5', 'computed', 'Write the name out'],
		['x = issue.customFields["a" + "b"]', '1:5', 'computed', 'Write the name out'],
		['x = issue."${replica.key}"', '1:11', 'computed', 'Write the name out'],
		['issue.parentId = replica.parentId', '1:1', 'parent of the other side', 'getLocalIssueKeyFromRemoteId'],
		['x = replica.constructor', '1:5', 'no field "constructor"', 'Fields:'],
		['x = previous.__proto__', '1:5', 'no field "__proto__"', 'Fields:'],
		['x = nodeHelper.constructor("x")', '1:5', 'nodeHelper.constructor', 'getUserByEmail'],
		['x = toString()', '1:5', 'nothing is called toString', 'Set it before'],
		['issue.delete()', '1:1', 'delete', 'setStatus'],
		['break', '1:1', 'outside', 'return'],
		['x = y.trim()', '1:5', 'nothing is called y', 'def y'],
		['x = ishue.summary', '1:5', 'nothing is called ishue', 'issue'],
		['commentHelper.mergeComment(issue, replica)', '1:1', 'mergeComment', 'mergeComments'],
		['workflowHelper.transition("Done")', '1:1', 'takes 2 arguments', 'table'],
		['x = "a" "b"', '1:9', 'not expected', 'Complete'],
		['issue.comments = commentHelper.mergeComments(issue, replica, { it.body = "x" })', '1:64', 'cannot change comments', 'Only internal can be set'],
		['x = a ? b', '1:10', 'ends after "b"', 'Complete'],
		['x = @A', '1:5', 'annotation', 'Leave it out'],
		['x = §', '1:5', 'means nothing', 'quotes'],
	])('%s', (script, at, what, next) => {
		const error = errorOf(() => analyse(script, 'incoming'));
		expect(`${error.line}:${error.column}`).toBe(at);
		expect(error.message).toContain(what);
		expect(error.next).toContain(next);
	});

	test.each<Row>([
		['issue.summary = "x"', '1:1', 'issue cannot be written', 'Outgoing rules'],
		['if (firstSync) { return }', '1:5', 'firstSync stands in outgoing', 'other side'],
		['commentHelper.mergeComments(issue, replica)', '1:1', 'outgoing', 'other side'],
		['replica.comment = issue.comments', '1:1', 'no field "comment"', 'comments'],
		['replica.summary = previous.summary', '1:19', 'outgoing', 'other side'],
	])('on the way out: %s', (script, at, what, next) => {
		const error = errorOf(() => analyse(script, 'outgoing'));
		expect(`${error.line}:${error.column}`).toBe(at);
		expect(error.message).toContain(what);
		expect(error.next).toContain(next);
	});
});

describe('a line that was cut off by the edge of the screen is refused where it ends', () => {
	test.each<Row>([
		['issue.summary = "a\nissue.labels = replica.labels', '1:17', 'not closed', 'cut off'],
		['issue.summary = replica.\nissue.labels = replica.labels', '1:25', 'the line ends after "."', 'cut off'],
		['issue.summary =\nissue.labels = replica.labels', '1:16', 'the line ends after "="', 'cut off'],
		['issue.summary = replica.customFields."remote s', '1:38', 'not closed', 'cut off'],
		['if (replica.resolution', '1:23', 'ends after "resolution"', 'bracket'],
		['issue.summary = "${replica.su', '1:17', 'not closed', 'cut off'],
	])('%s', (script, at, what, next) => {
		const error = errorOf(() => analyse(script, 'incoming'));
		expect(`${error.line}:${error.column}`).toBe(at);
		expect(error.message).toContain(what);
		expect(error.next).toContain(next);
	});
});
