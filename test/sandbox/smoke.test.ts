import { bench, doc } from './support';

test('all reads', async () => {
	const b = bench();
	const paths = ['serverInfo','myself','/rest/api/2/serverInfo','/rest/api/2/myself','mypermissions?permissions=ADMINISTER,BROWSE_PROJECTS&projectKey=DESK','field','project/search','project/DESK','project/DESK/statuses','priority','resolution','status','issuetype','issueLinkType','user/search?query=ann','user/assignable/search?project=DESK&query=','issue/createmeta/DESK/issuetypes','issue/createmeta/DESK/issuetypes/10010','issue/DESK-1','issue/DESK-1?expand=names,schema,transitions,editmeta,changelog,renderedFields&properties=*all','issue/DESK-1/editmeta','issue/DESK-1/changelog','issue/DESK-1/comment?expand=renderedBody','issue/DESK-1/transitions?expand=transitions.fields','issue/DESK-1/properties','issue/DESK-1/remotelink','issue/DESK-1/watchers','issue/DESK-1/worklog','attachment/meta','attachment/10001','attachment/content/10001','attachment/content/10001?redirect=false',
	'search/jql?jql=project=DESK&fields=*all&expand=names,schema','/rest/webhooks/1.0/webhook','search?jql=project=DESK'];
	for (const p of paths) { const a = await b.ask('desk','GET '+p); console.log(p, a.status); }
	for (const p of ['issue/ACME-1?expand=names,schema,transitions,editmeta,changelog,renderedFields','issue/createmeta/ACME/issuetypes/10003']) { const a = await b.ask('dev','GET '+p); console.log(p, a.status); }
	console.log((await b.ask('desk','POST issue',{fields:{project:{key:'DESK'},issuetype:{name:'Task'},summary:'x',description:doc('hi')}, properties:[{key:'a',value:1}]})).body);
	console.log((await b.ask('desk','POST comment/list?expand=properties',{ids:[10001,10003]})).status);
	console.log((await b.ask('desk','POST issue/bulkfetch',{issueIdsOrKeys:['DESK-1','DESK-3'],fields:['*all'],properties:['a']})).status);
	console.log((await b.ask('desk','POST issue/DESK-1/remotelink',{globalId:'x:y',object:{url:'http://a.b/c',title:'t'}})).body);
	console.log((await b.ask('desk','GET issue/DESK-1/remotelink?globalId=x:y')).body);
	console.log(b.contract.violations());
});
