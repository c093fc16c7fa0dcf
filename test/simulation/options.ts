import { parseArgs } from 'node:util';
import { BROKEN_ENGINES } from './brokenEngines';

export interface SimulationOptions {
	from: number;
	count: number;
	threads: number;
	/** One seed only, told line by line. */
	single: boolean;
	broken: string | undefined;
	/** Reads meet trouble as well, and pairs end in the middle. */
	wide: boolean;
	/** Parts of the story that are left out, as a shortened failure names them. */
	without: number[];
}

export const HELP = `npm run simulate -- [options]
  --seeds N        how many stories to play (2000)
  --from N         the first seed (1)
  --seed N         one story only, told line by line
  --without 1,2    leaves parts of that story out, as a shortened failure says
  --threads N      how many at a time (2)
  --wide           reads meet trouble as well, issues are deleted and pairs disconnected
  --broken NAME    with an engine that has a protection taken out:
                   ${Object.keys(BROKEN_ENGINES).join(', ')}`;

const whole = (name: string, text: string): number => {
	if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number, not "${text}".`);
	return Number(text);
};

/** @throws Error with a sentence for the person who typed it */
export function readOptions(args: string[]): SimulationOptions | 'help' {
	const { values } = parseArgs({
		args,
		options: {
			seeds: { type: 'string', default: '2000' },
			from: { type: 'string', default: '1' },
			seed: { type: 'string' },
			without: { type: 'string', default: '' },
			threads: { type: 'string', default: '2' },
			broken: { type: 'string' },
			wide: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return 'help';
	if (values.broken !== undefined && !(values.broken in BROKEN_ENGINES)) throw new Error(`There is no broken engine "${values.broken}", only: ${Object.keys(BROKEN_ENGINES).join(', ')}.`);
	return {
		from: whole('from', values.seed ?? values.from),
		count: values.seed === undefined ? whole('seeds', values.seeds) : 1,
		threads: Math.max(1, whole('threads', values.threads)),
		single: values.seed !== undefined,
		broken: values.broken,
		wide: values.wide,
		without: values.without === '' ? [] : values.without.split(',').map((part) => whole('without', part)),
	};
}
