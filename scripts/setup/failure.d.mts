export declare class Failure extends Error {}
export declare function enter(main: () => Promise<number | void>): Promise<void>;
