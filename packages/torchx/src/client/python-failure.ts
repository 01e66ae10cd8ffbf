/** What the Python part tells of an error (`failure_of` in `runners_app.py`). */
export type PythonFailure = {
  /** `schedule`: the backend was being called. */
  readonly phase: "before" | "schedule";
  /** Set where our own code refused. */
  readonly code: string | null;
  /** The name of the exception's class. */
  readonly type: string;
  /** Whether it is the machine's, TorchX's own, or of the way to the backend: not of what was given. */
  readonly trouble: boolean;
  readonly message: string;
  /** Of an HTTP answer. */
  readonly status: number | null;
  readonly body: string;
  /** Of the file or program that was not there. */
  readonly filename: string | null;
};
