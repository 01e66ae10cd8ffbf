/** What one argument of a process can carry on Linux, without its NUL. */
const mostBytes = 131_071;

/** Why no process can get this text as an argument, in words that follow its name; or undefined. */
export function textProblem(text: string): string | undefined {
  if (text.includes("\0")) return "has a NUL character, which no argument can carry";
  if (/\p{Surrogate}/u.test(text)) return "has half a surrogate pair; give valid Unicode";
  // A UTF-16 unit takes 3 bytes at most.
  if (text.length * 3 <= mostBytes) return undefined;
  const bytes = Buffer.byteLength(text);
  if (bytes <= mostBytes) return undefined;
  return `has ${bytes} bytes, an argument takes ${mostBytes} at most; put it into a file and give its path`;
}
