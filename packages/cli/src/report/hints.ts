/** What to tell a person about an experiment beyond its events. */
export type Hints = {
  /** What names the experiment on a command line: its file, and `--store` where one was given. */
  readonly names: string;
  /** Whether its runner keeps what the trials print. */
  readonly keepsLogs: boolean;
  /** Keys of the run metadata that its runner wants to be shown. */
  readonly metadataKeys: readonly string[];
};
