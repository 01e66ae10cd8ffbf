/** The environment variable that marks a process as one of an attempt. */
export const submissionKeyVariable = "RUNNERS_SUBMISSION_KEY";
