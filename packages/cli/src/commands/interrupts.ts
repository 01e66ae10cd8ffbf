/** What a person does by pressing Ctrl-C, the first, the second and the third time. */
export type InterruptSteps = readonly [first: () => void, second: () => void, third: () => void];

/**
 * Takes the interrupts of this process until it is disposed of. SIGTERM and SIGHUP mean `leave`.
 */
export function onInterrupts(steps: InterruptSteps, leave: (signal: string) => void): Disposable {
  let pressed = 0;
  const interrupt = (): void => {
    const step = steps[Math.min(pressed, steps.length - 1)];
    pressed += 1;
    step?.();
  };
  const terminate = (signal: string): void => leave(signal);
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", terminate);
  process.on("SIGHUP", terminate);
  return {
    [Symbol.dispose]() {
      process.off("SIGINT", interrupt);
      process.off("SIGTERM", terminate);
      process.off("SIGHUP", terminate);
    },
  };
}
