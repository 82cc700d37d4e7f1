/** Counts up on one line of a terminal while a command works. Says nothing where stderr is a file or a pipe. */
export function countingUp(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total}${done === total ? '\n' : ''}`);
}
