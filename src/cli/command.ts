/** What a command is. One file per command in commands/; main.ts lists them. */
import type { EventOf } from '../training/events.ts';
import type { OptionTable } from './options.ts';

export interface Terminal {
  /** One line on stdout: the result. */
  readonly print: (line: string) => void;
  /** One line on stderr: everything about the way there. */
  readonly tell: (line: string) => void;
  /**
   * Sets what is done once stdout takes no more lines; until then that ends the process at once.
   * @param stop is told how the command has to end.
   */
  readonly onUnread: (stop: (ending: 'unread' | 'notKept') => void) => void;
  /** Whether a run that has come to this epoch ends there, as whoever trains several wants it. */
  readonly endsEarly?: (epoch: EventOf<'epoch'>) => boolean;
}

export interface Command {
  readonly table: OptionTable;
  /**
   * @returns the exit code.
   * @throws Error whose message is one sentence for the user.
   */
  run(argv: readonly string[], terminal: Terminal): Promise<number>;
}
