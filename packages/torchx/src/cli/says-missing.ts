/** Said by TorchX; or by Kubernetes, of which releases of TorchX do not expect it. */
const missing =
  /does not exist or has been removed from|\(404\)[^]*batch\.volcano\.sh[^]*not found/;

/** Whether TorchX says on its standard error that there is no such app. */
export function saysMissing(stderr: string): boolean {
  return missing.test(stderr);
}
