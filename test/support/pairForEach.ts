import { contractDoor, type ContractDoor, type ContractDoorOptions } from '../contract/door';
import { hurry } from '../nodes/support';
import { openPair, type Pair } from './pair';

/**
 * Two fresh sites for each test of a file, with retries that do not wait. After each test, every request and answer must have been as
 * Atlassian's documents say.
 *
 * @param begin gets them, and does what all tests of the file begin with
 */
export function pairForEach(begin: (pair: Pair) => Promise<void> | void, options?: ContractDoorOptions): void {
	let pair: Pair;
	let door: ContractDoor;
	beforeEach(async () => {
		door = contractDoor(options);
		pair = await openPair({ onExchange: door.onExchange });
		hurry(pair);
		await begin(pair);
	});
	afterEach(async () => {
		await pair.close();
		door.expectNoViolations();
	});
}
