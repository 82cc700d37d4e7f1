/** What a command is. One file per command in commands/; main.ts lists them. */
import type { OptionTable } from './options.ts';

export interface Terminal {
  /** One line on stdout: the result. */
  readonly print: (line: string) => void;
  /** One line on stderr: everything about the way there. */
  readonly tell: (line: string) => void;
}

export interface Command {
  readonly table: OptionTable;
  /**
   * @returns the exit code.
   * @throws Error whose message is one sentence for the user.
   */
  run(argv: readonly string[], terminal: Terminal): Promise<number>;
}
