import { mayLeave, withheldFiles, type CommentPolicy, type Verdict } from '../../sync/visibility';
import { adf, file, showing } from './fixtures';

const no = (reason: Extract<Verdict, { leaves: false }>['reason']): Verdict => ({ leaves: false, reason });

const developers: CommentPolicy = { restrictedTo: ['Developers', 'group-7'] };

test.each<[string, { public: boolean | undefined; restricted: boolean; audience?: string[] }, CommentPolicy, Verdict]>([
	['a public comment', { public: true, restricted: false }, 'public', { leaves: true }],
	['a public comment', { public: true, restricted: false }, 'publicAndInternal', { leaves: true }],
	['an internal comment', { public: false, restricted: false }, 'public', no('internal')],
	['an internal comment', { public: false, restricted: false }, 'publicAndInternal', { leaves: true }],
	['a comment of unknown visibility', { public: undefined, restricted: false }, 'public', no('unknown visibility')],
	['a comment of unknown visibility', { public: undefined, restricted: false }, 'publicAndInternal', no('unknown visibility')],
	['a public comment restricted to a role', { public: true, restricted: true }, 'public', no('restricted')],
	['a public comment restricted to a role', { public: true, restricted: true }, 'publicAndInternal', no('restricted')],
	['an internal comment restricted to a role', { public: false, restricted: true }, 'publicAndInternal', no('restricted')],
	['a public comment', { public: true, restricted: false }, developers, { leaves: true }],
	['an internal comment', { public: false, restricted: false }, developers, no('internal')],
	['a comment of unknown visibility', { public: undefined, restricted: false }, developers, no('unknown visibility')],
	['a comment for a named role', { public: true, restricted: true, audience: ['Developers', '10'] }, developers, { leaves: true }],
	['a comment for a group named by its id', { public: true, restricted: true, audience: ['devs', 'group-7'] }, developers, { leaves: true }],
	['a comment for another role', { public: true, restricted: true, audience: ['Managers', '11'] }, developers, no('restricted')],
	['a comment for a role that is written otherwise', { public: true, restricted: true, audience: ['developers'] }, developers, no('restricted')],
	['a comment for nobody knows whom', { public: true, restricted: true }, developers, no('restricted')],
	['an internal comment for a named role', { public: false, restricted: true, audience: ['Developers'] }, developers, no('internal')],
	['a comment of unknown visibility for a named role', { public: undefined, restricted: true, audience: ['Developers'] }, developers, no('unknown visibility')],
])('%s (%o) under the rule "%s"', (_what, comment, policy, verdict) => {
	expect(mayLeave(comment, policy)).toEqual(verdict);
});

const wiki = (text: string) => ({ format: 'wiki' as const, text });
const files = [file('1', 'a.png'), file('2', 'twice.log'), file('3', 'twice.log')];
/** `showing` gives each file a media id made of what stands under it. */
const told = { 'media-a.png': files[0]!, 'media-second': files[1]!, 'media-third': files[2]! };

test.each<[string, Parameters<typeof withheldFiles>[1], Parameters<typeof withheldFiles>[2], string[]]>([
	['a file that no text shows leaves', [], [], []],
	['a file that only a withheld text shows stays', [], [showing('a.png')], ['1']],
	['a file that a leaving text shows too leaves', [showing('a.png')], [showing('a.png')], []],
	['a file that only a leaving text shows leaves', [showing('a.png')], [], []],
	['of two files with one name only the one stays that the withheld text shows', [showing('third')], [showing('second')], ['2']],
	['a media id that belongs to no file of the issue hides nothing', [], [showing('elsewhere')], []],
	['a picture in withheld wiki markup stays', [], [wiki('see !a.png|thumbnail!')], ['1']],
	['a link to a file in withheld wiki markup stays', [], [wiki('see [^a.png]')], ['1']],
	['a link with words to a file in withheld wiki markup stays', [], [wiki('see [here|^a.png]')], ['1']],
	['wiki markup names files only: all of that name stay', [], [wiki('!twice.log!')], ['2', '3']],
	['also when a leaving text names them, because it may mean the other one', [wiki('!twice.log!')], [wiki('!twice.log!')], ['2', '3']],
	['a gallery in withheld wiki markup shows all files', [wiki('!a.png!')], [wiki('{gallery}')], ['2', '3']],
	['the name in plain words is no reason', [], [adf('a.png is wrong')], []],
])('%s', (_rule, leaving, staying, hidden) => {
	expect([...withheldFiles(files, leaving, staying, told)]).toEqual(hidden);
});

test('words under a picture are no proof of what it shows: every file that it may be stays', () => {
	const others = { 'media-third': files[2]! };
	expect([...withheldFiles(files, [showing('a.png')], [showing('a.png')], others)]).toEqual(['1', '2']);
});
