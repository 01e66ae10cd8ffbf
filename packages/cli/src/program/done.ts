/** Told the exit code of a command once it is over. */
export type Done = (exitCode: number) => void;
