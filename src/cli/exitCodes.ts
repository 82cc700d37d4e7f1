/** How a command ended, for scripts: one number a kind. `--help` and the README list them. */
import { constants } from 'node:os';

/** What a shell reports of a program that a signal ended. */
const ofSignal = (name: 'SIGHUP' | 'SIGINT' | 'SIGTERM'): number => 128 + constants.signals[name];

export const exitCodes = {
  done: 0,
  failed: 1,
  refused: 2,
  notKept: 3,
  diverged: 4,
  hungUp: ofSignal('SIGHUP'),
  interrupted: ofSignal('SIGINT'),
  /** SIGPIPE's number, which Windows does not have. */
  unread: 128 + 13,
  terminated: ofSignal('SIGTERM'),
} as const;

export type Ending = keyof typeof exitCodes;

/** What each says, as the help lists it. */
export const endings: Readonly<Record<Ending, string>> = {
  done: 'It is done.',
  failed: 'It failed: the last line on stderr says of what.',
  refused:
    'It was refused before it began: a wrong option, a folder that cannot be used, a file that does not fit.',
  notKept: 'What was trained could not be kept where it was asked to be.',
  diverged: 'The run diverged.',
  hungUp: 'Stopped because the terminal was closed (SIGHUP).',
  interrupted: 'Stopped by Ctrl-C (SIGINT).',
  unread: 'Stopped because nobody reads the output any more, as with | head.',
  terminated: 'Stopped by SIGTERM.',
};

/** Ends a command with a sentence and a code of its own; every other error means `failed`. */
export class EndingError extends Error {
  override name = 'EndingError';
  readonly ending: Ending;

  constructor(ending: Ending, message: string, options?: ErrorOptions) {
    super(message, options);
    this.ending = ending;
  }
}
