/**
 * The exit code with which a wrapper ends that started nothing: another job has its submission, or
 * it could not write its records. There is no exit record then.
 */
export const unrunExitCode = 113;
