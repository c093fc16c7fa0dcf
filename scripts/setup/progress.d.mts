export declare function elapsed(milliseconds: number): string;
export declare function showing<T>(label: string, work: () => Promise<T>, out?: NodeJS.WriteStream): Promise<T>;
