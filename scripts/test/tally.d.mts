export interface Tally {
	passed: number;
	failed: number;
	skipped: number;
	failures: string[];
	skips: string[];
}

export interface JestReport {
	numPassedTests: number;
	numTotalTests: number;
	testResults: Array<{ name: string; status: string; assertionResults: Array<{ status: string; fullName: string }> }>;
}

export declare const NOTHING: Tally;
export declare function add(one: Tally, other: Tally): Tally;
export declare function ofStage(name: string, code: number): Tally;
export declare function ofJest(name: string, report: JestReport | undefined, code: number): Tally;
export declare function lastLine(tally: Tally): string;
